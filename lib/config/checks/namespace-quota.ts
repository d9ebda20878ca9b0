import { type Amounts, addAmounts } from '../../kubernetes/amounts.js';
import { formatQuantity, parseQuantity, type Quantity } from '../../kubernetes/quantity.js';
import type { Tenant, Workload } from '../declaration.js';
import type { Demand } from '../demand.js';
import { quotaPath } from '../quota.js';
import { type NamespaceDemand, namespaceDemand, usedAtRest, usedByPods } from '../quota-totals.js';
import type { Bound, ResourceQuota } from '../resource-quotas.js';
import { surgeOf } from '../rollout.js';
import type { Check, CheckContext } from './check.js';

/**
 * The workloads of a namespace have room in its quotas: all that always runs, beside it each job, and each rollout.
 * Asked last, and of declarations without faults only: a sum of what nobody has meant blames the wrong ones.
 */
export const namespaceQuota: Check = (context) => {
  const { cluster, doubt, isFaulty } = context;
  if ([cluster.environment, ...cluster.runtimes.values()].some(isFaulty)) return;
  for (const tenant of context.tenants()) {
    const workloads = cluster.workloads.get(tenant.name)?.values() ?? [];
    if (tenant.spec.state === 'retired' || [tenant, ...workloads].some(isFaulty)) continue;
    for (const namespace of doubt.each(Object.keys(tenant.spec.namespaces))) checkNamespace(context, tenant, namespace);
  }
};

/** A bound of a quota, and how much more than it is taken. */
interface Excess {
  readonly quota: ResourceQuota;
  readonly bound: Bound;
  readonly used: Quantity;
}

function checkNamespace(context: CheckContext, tenant: Tenant, namespace: string): void {
  const { cluster } = context;
  const all = namespaceDemand(cluster, tenant, namespace);
  const rest = new Map(all.quotas.map((quota) => [quota, usedAtRest(all, quota)]));
  const told = new Set<Bound>();
  const report = (workload: Workload, what: string, excesses: readonly Excess[]) => {
    if (excesses.length === 0) return;
    const said = excesses.map(
      ({ quota, bound, used }) =>
        `${formatQuantity(used)} of ${bound.key}, and quota \`${quota.name}\` has ${bound.amount}`,
    );
    const grants = new Set(excesses.map(({ bound }) => quotaPath(tenant, namespace, 'quota', bound.path).join('.')));
    context.report(
      workload,
      ['metadata', 'name'],
      `namespace \`${namespace}\` has no room for ${what}: ${said.join('; ')}`,
      {
        hint: `the platform grants more in the Tenant: ${[...grants].join(', ')}`,
      },
    );
  };
  const excessesOf = (more: (quota: ResourceQuota) => Amounts): Excess[] =>
    [...rest]
      .flatMap(([quota, used]) => exceeded(quota, addAmounts(used, more(quota)), all))
      .filter(({ bound }) => !told.has(bound));

  const together = excessesOf(() => new Map());
  for (const { bound } of together) told.add(bound);
  for (const demand of all.demands) {
    const { workload, pods } = demand;
    const isJob = workload.spec.job !== undefined;
    const more = excessesOf((quota) => usedByPods(quota, demand, isJob ? pods : surgeOf(cluster, workload)));
    const blamed = together.filter((excess) => greatest(excess, all.demands) === workload);
    report(workload, 'it and its other workloads', blamed);
    report(workload, isJob ? 'it beside what always runs' : 'the new pod of a rollout beside the old ones', more);
  }
}

function exceeded(quota: ResourceQuota, used: Amounts, { demands }: NamespaceDemand): Excess[] {
  return quota.bounds.flatMap((bound) => {
    const taken = used.get(bound.key);
    const most = parseQuantity(bound.amount)?.nanos ?? 0n;
    if (taken === undefined || taken.nanos <= most) return [];
    // More devices for one pod than the quota has are reported where they are asked for.
    const isDevice = bound.path[0] === 'devices' || bound.path[0] === 'networks';
    if (isDevice && demands.some(({ perPod }) => (perPod.get(bound.key)?.nanos ?? 0n) > most)) return [];
    return [{ quota, bound, used: taken }];
  });
}

/** The workload that takes the most of what there is too little of. */
function greatest({ quota, bound: { key } }: Excess, demands: readonly Demand[]): Workload {
  const takes = (demand: Demand) => {
    const pods = usedByPods(quota, demand, demand.workload.spec.job === undefined ? demand.pods : 0);
    return addAmounts(pods, demand.objects).get(key)?.nanos ?? 0n;
  };
  return demands.reduce((most, demand) => (takes(demand) > takes(most) ? demand : most)).workload;
}
