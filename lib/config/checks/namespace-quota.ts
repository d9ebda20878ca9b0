import { addQuantities, formatQuantity, parseQuantity, type Quantity } from '../../kubernetes/quantity.js';
import type { Tenant, Workload } from '../declaration.js';
import type { Demand } from '../demand.js';
import { quotaPath } from '../quota.js';
import { type NamespaceDemand, namespaceDemand, takenAtRest, takenByPods, usedAtRest } from '../quota-totals.js';
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

/** A bound of a quota, and how much is taken of it. */
interface Taken {
  readonly quota: ResourceQuota;
  readonly bound: Bound;
  readonly used: Quantity;
}

function checkNamespace(context: CheckContext, tenant: Tenant, namespace: string): void {
  const { cluster } = context;
  const all = namespaceDemand(cluster, tenant, namespace);
  if (all.demands.length === 0) return;
  const atRest = all.quotas.flatMap((quota) =>
    quota.bounds.map((bound): Taken => ({ quota, bound, used: usedAtRest(all, quota, bound.key) })),
  );
  const together = atRest.filter((taken) => isExceeded(taken, all));
  const others = atRest.filter((taken) => !together.includes(taken));
  const besides = (demand: Demand, pods: number): Taken[] =>
    others.flatMap(({ quota, bound, used }) => {
      const more = takenByPods(demand, quota, bound.key, pods);
      const taken = { quota, bound, used: addQuantities(used, more) };
      return more.nanos > 0n && isExceeded(taken, all) ? [taken] : [];
    });
  const report = (workload: Workload, what: string, taken: readonly Taken[]) => {
    if (taken.length > 0) context.report(workload, ['metadata', 'name'], ...said(tenant, namespace, what, taken));
  };

  for (const demand of all.demands) {
    const { workload, pods } = demand;
    const blamed = together.filter((taken) => greatest(taken, all.demands) === workload);
    report(workload, 'it and its other workloads', blamed);
    if (workload.spec.job !== undefined) report(workload, 'it beside what always runs', besides(demand, pods));
    else report(workload, 'the new pod of a rollout beside the old ones', besides(demand, surgeOf(cluster, workload)));
  }
}

function said(tenant: Tenant, namespace: string, what: string, taken: readonly Taken[]): [string, { hint: string }] {
  const each = taken.map(
    ({ quota, bound, used }) =>
      `${formatQuantity(used)} of ${bound.key}, and quota \`${quota.name}\` has ${bound.amount}`,
  );
  const grants = new Set(taken.map(({ bound }) => quotaPath(tenant, namespace, 'quota', bound.path).join('.')));
  return [
    `namespace \`${namespace}\` has no room for ${what}: ${each.join('; ')}`,
    { hint: `the platform grants more in the Tenant: ${[...grants].join(', ')}` },
  ];
}

function isExceeded({ bound: { key, amount, path }, used }: Taken, { demands }: NamespaceDemand): boolean {
  if (used.nanos === 0n) return false;
  const most = parseQuantity(amount)?.nanos ?? 0n;
  if (used.nanos <= most) return false;
  // More devices for one pod than the quota has are reported where they are asked for.
  const isDevice = path[0] === 'devices' || path[0] === 'networks';
  return !isDevice || demands.every(({ perPod }) => (perPod.get(key)?.nanos ?? 0n) <= most);
}

/** The workload that takes the most of what there is too little of. */
function greatest({ quota, bound: { key } }: Taken, demands: readonly Demand[]): Workload {
  const takes = (demand: Demand) => takenAtRest(demand, quota, key).nanos;
  return demands.reduce((most, demand) => (takes(demand) > takes(most) ? demand : most)).workload;
}
