import { isObject, type Json, type JsonObject, type Path, valueAt } from '../kubernetes/json.js';
import type { Tenant } from './declaration.js';
import { mergePatch } from './merge.js';
import type { Limits } from './schema/limits.js';
import type { Compute, Quota } from './schema/quota.js';
import type { TenantSpec } from './schema/tenant.js';

/** What one namespace may use: the tenant's quota, patched by what the namespace declares of its own. */
export function quotaOf(spec: TenantSpec, namespace: string): Quota {
  return overlaid(spec.quota, spec.namespaces[namespace]?.quota);
}

/** What each container, pod and claim of one namespace may use. */
export function limitsOf(spec: TenantSpec, namespace: string): Limits {
  return overlaid(spec.limits, spec.namespaces[namespace]?.limits);
}

function overlaid<T extends object>(base: T, patch: unknown): T {
  if (patch === undefined) return base;
  return mergePatch(base as unknown as JsonObject, patch as Json) as unknown as T;
}

/**
 * The declared path of a value of a namespace's quota or limits: where the namespace overrides it, or where the tenant
 * says it. What neither says is missing from the override, where that says anything of what it belongs to.
 */
export function quotaPath(
  { spec }: Tenant,
  namespace: string,
  field: 'quota' | 'limits',
  rest: readonly (string | number)[],
): Path {
  const own = valueAt(spec.namespaces, [namespace, field, ...rest]);
  const shared = valueAt(spec[field], rest);
  const around = valueAt(spec.namespaces, [namespace, field, ...rest.slice(0, -1)]);
  const overrides = own !== undefined || (shared === undefined && isObject(around));
  return overrides ? ['spec', 'namespaces', namespace, field, ...rest] : ['spec', field, ...rest];
}

export function requestsOf(compute: Compute): string | number {
  return typeof compute === 'object' ? compute.requests : compute;
}

export function limitsIn(compute: Compute): string | number {
  return typeof compute === 'object' ? compute.limits : compute;
}
