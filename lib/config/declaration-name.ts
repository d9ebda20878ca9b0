import { DNS_LABEL, isDnsLabel } from '../kubernetes/names.js';
import { show } from './schema/fields.js';

/** Why a declaration of that kind cannot have that name, where it needs more than every name does. */
export function nameFault(kind: unknown, name: string): string | undefined {
  if (kind === 'Tenant' && !isDnsLabel(name)) return `${show(name)} is not a DNS label (${DNS_LABEL})`;
  // A Service's name starts with a letter (RFC 1035) up to Kubernetes 1.33, and so do the names of its pods' DNS records.
  if (kind === 'Workload' && !(isDnsLabel(name) && /^[a-z]/.test(name)))
    return `${show(name)} is not a DNS label that starts with a letter (${DNS_LABEL})`;
  return undefined;
}
