import type { Amounts } from '../kubernetes/amounts.js';
import { addQuantities, type Quantity } from '../kubernetes/quantity.js';
import { isInScope } from '../kubernetes/quota/scopes.js';
import type { Cluster, Tenant } from './declaration.js';
import { type Demand, demandOf, ownDemand } from './demand.js';
import { quotaOf } from './quota.js';
import { type ResourceQuota, resourceQuotas } from './resource-quotas.js';

/** The quotas of a namespace, and what its workloads take of them. */
export interface NamespaceDemand {
  readonly quotas: readonly ResourceQuota[];
  readonly demands: readonly Demand[];
  /** Without any workload. */
  readonly own: Amounts;
}

export function namespaceDemand(cluster: Cluster, tenant: Tenant, namespace: string): NamespaceDemand {
  const workloads = [...(cluster.workloads.get(tenant.name)?.values() ?? [])];
  const quotas = resourceQuotas(cluster.environment.spec, tenant.spec, quotaOf(tenant.spec, namespace));
  return {
    quotas,
    own: ownDemand(quotas.length),
    demands: workloads
      .filter(({ spec }) => spec.namespace === namespace)
      .map((workload) => demandOf(cluster, tenant, workload)),
  };
}

/** What a quota counts under a name while everything runs that always runs, and of jobs nothing but themselves. */
export function usedAtRest({ own, demands }: NamespaceDemand, quota: ResourceQuota, key: string): Quantity {
  const first = quota.scope === undefined ? of(own, key) : ZERO;
  return demands.reduce((used, demand) => addQuantities(used, takenAtRest(demand, quota, key)), first);
}

/** What a workload takes of it, without the pods of jobs. */
export function takenAtRest(demand: Demand, quota: ResourceQuota, key: string): Quantity {
  const pods = takenByPods(demand, quota, key, demand.workload.spec.job === undefined ? demand.pods : 0);
  // With a scope, a quota counts nothing but pods.
  return quota.scope === undefined ? addQuantities(of(demand.objects, key), pods) : pods;
}

export function takenByPods({ pod, perPod }: Demand, { scope }: ResourceQuota, key: string, pods: number): Quantity {
  if (scope !== undefined && !isInScope(pod, scope)) return ZERO;
  const { nanos, format } = of(perPod, key);
  return { nanos: nanos * BigInt(pods), format };
}

const ZERO: Quantity = { nanos: 0n, format: 'DecimalSI' };

function of(amounts: Amounts, key: string): Quantity {
  return amounts.get(key) ?? ZERO;
}
