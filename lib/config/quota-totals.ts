import { type Amounts, addAmounts, multiplyAmounts, NOTHING } from '../kubernetes/amounts.js';
import { isInScope } from '../kubernetes/quota/scopes.js';
import type { Cluster, Tenant } from './declaration.js';
import { type Demand, demandOf, ownDemand } from './demand.js';
import { quotaOf } from './quota.js';
import { type ResourceQuota, resourceQuotas } from './resource-quotas.js';

/** The quotas of a namespace, and what its workloads take of them. */
export interface NamespaceDemand {
  readonly quotas: readonly ResourceQuota[];
  readonly demands: readonly Demand[];
}

export function namespaceDemand(cluster: Cluster, tenant: Tenant, namespace: string): NamespaceDemand {
  const workloads = [...(cluster.workloads.get(tenant.name)?.values() ?? [])];
  return {
    quotas: resourceQuotas(cluster.environment.spec, tenant.spec, quotaOf(tenant.spec, namespace)),
    demands: workloads
      .filter(({ spec }) => spec.namespace === namespace)
      .map((workload) => demandOf(cluster, tenant, workload)),
  };
}

/** What a quota has counted while everything runs that always runs, and of jobs nothing but themselves. */
export function usedAtRest({ quotas, demands }: NamespaceDemand, quota: ResourceQuota): Amounts {
  const running = demands.filter(({ workload }) => workload.spec.job === undefined);
  const pods = running.map((demand) => usedByPods(quota, demand, demand.pods));
  // With a scope, a quota counts nothing but pods.
  const others = quota.scope === undefined ? [ownDemand(quotas.length), ...demands.map(({ objects }) => objects)] : [];
  return [...pods, ...others].reduce(addAmounts, NOTHING);
}

export function usedByPods({ scope }: ResourceQuota, { pod, perPod }: Demand, pods: number): Amounts {
  return scope === undefined || isInScope(pod, scope) ? multiplyAmounts(perPod, pods) : NOTHING;
}
