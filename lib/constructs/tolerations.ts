import type { Cluster, Runtime, Tenant } from '../config/declaration.js';
import type { Toleration } from './k8s.js';

/** What pods of a runtime tolerate: the API server gives it to them from the RuntimeClass. */
export function runtimeTolerations({ declared, spec }: Runtime): Toleration[] {
  return Object.entries(declared.tolerations).map(([key, toleration]) => ({
    key,
    operator: spec.tolerations[key]?.value === undefined ? 'Exists' : 'Equal',
    ...(toleration.value === undefined ? {} : { value: toleration.value }),
    ...(toleration.effect === undefined ? {} : { effect: toleration.effect }),
  }));
}

/**
 * What pods of a tenant tolerate for the pools that are its own. What the RuntimeClass tolerates too is no harm: admission
 * merges the two (kubernetes pkg/util/tolerations).
 */
export function poolTolerations(cluster: Cluster, tenant: Tenant): Toleration[] {
  const tolerations = new Map<string, Toleration>();
  for (const name of tenant.spec.nodePools) {
    for (const [key, taint] of Object.entries(cluster.environment.spec.nodePools[name]?.taints ?? {})) {
      const declared = cluster.environment.declared.nodePools[name]?.taints[key] ?? taint;
      const value =
        declared.value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value: declared.value };
      tolerations.set(JSON.stringify([key, taint.value, taint.effect]), { key, ...value, effect: declared.effect });
    }
  }
  return [...tolerations.values()];
}

/** As kubectl spells a taint: `key=value:effect`, or `key:effect` where every value is tolerated. */
export function tolerationText({ key, operator, value, effect }: Toleration): string {
  return `${key ?? ''}${operator === 'Exists' ? '' : `=${value ?? ''}`}:${effect ?? ''}`;
}
