import type { Cluster, Runtime, Tenant } from '../config/declaration.js';
import type { NodePool } from '../config/node-pool.js';
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
    const pool = cluster.environment.spec.nodePools[name];
    if (pool === undefined) continue;
    for (const each of taintTolerations(pool, cluster.environment.declared.nodePools[name] ?? pool))
      tolerations.set(each.identity, each.toleration);
  }
  return [...tolerations.values()];
}

/** What tolerates the taints of a pool, each exactly; and what tells one from another. */
export function taintTolerations(
  { taints }: NodePool,
  declared: NodePool,
): { readonly identity: string; readonly toleration: Toleration }[] {
  return Object.entries(taints).map(([key, taint]) => {
    const { value, effect } = declared.taints[key] ?? taint;
    const match = value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value };
    return { identity: JSON.stringify([key, taint.value, taint.effect]), toleration: { key, ...match, effect } };
  });
}

/** As kubectl spells a taint: `key=value:effect`, or `key:effect` where every value is tolerated. */
export function tolerationText({ key, operator, value, effect }: Toleration): string {
  return `${key ?? ''}${operator === 'Exists' ? '' : `=${value ?? ''}`}:${effect ?? ''}`;
}
