import { dump } from 'js-yaml';
import type { TenantValues } from '../tenants.js';

/** A values file for each tenant, by path. */
export function valuesFiles(tenants: readonly TenantValues[]): Record<string, string> {
  return Object.fromEntries(tenants.map((values) => [`tenants/${values.name}.yaml`, dump(values)]));
}
