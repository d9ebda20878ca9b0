import type { Cluster, Tenant, Workload } from '../declaration.js';
import { runtimeOf } from '../workload.js';
import type { Check, CheckContext } from './check.js';
import { unfit } from './placement.js';

/**
 * A workload with `exclusiveNode` finds its nodes free, in whatever order and wherever the scheduler puts the pods of the
 * others: it spreads them over all nodes that they may use, and moves none of them later. Of pools that tenants share
 * nothing is certain.
 */
export const exclusiveNodes: Check = (context) => {
  const poolsOf = poolsOnceOf(context);
  for (const { tenant, workload } of context.owned()) {
    if (!workload.spec.placement.exclusiveNode || tenant.spec.state === 'retired') continue;
    if (tenant.spec.exclusiveNodes && tenant.spec.nodePools.length > 0) checkNodes(context, poolsOf, tenant, workload);
  }
};

function checkNodes(
  { cluster, report, mayHaveMore }: CheckContext,
  poolsOf: PoolsOf,
  tenant: Tenant,
  workload: Workload,
): void {
  const pools = poolsOf(tenant, workload);
  if (pools.length === 0) return;
  mayHaveMore('Workload', tenant.name);
  const nodes = pools.reduce((sum, pool) => sum + (cluster.environment.spec.nodePools[pool]?.count ?? 0), 0);
  const others = [...(cluster.workloads.get(tenant.name)?.values() ?? [])]
    .filter((other) => other !== workload && poolsOf(tenant, other).some((pool) => pools.includes(pool)))
    .map((other) => ({ name: other.name, pods: lastingPods(other) }))
    .filter(({ pods }) => pods > 0);
  const { job } = workload.spec;
  const wanted = lastingPods(workload) + (job === undefined ? 0 : Math.min(job.parallelism, job.completions));
  const occupied = others.reduce((sum, { pods }) => sum + pods, 0);
  if (wanted + occupied <= nodes) return;
  const listed = others.map(({ name, pods }) => `${pods} of \`${name}\``).join(', ');
  const rest = listed === '' ? '' : `, and as many more as other pods may be put on: ${listed}`;
  report(
    workload,
    ['spec', 'placement', 'exclusiveNode'],
    `${wanted} ${wanted === 1 ? 'node' : 'nodes'} to itself may not be left: it needs ${wanted}${rest}; environment \`${cluster.name}\` has ${nodes} (${pools.join(', ')})`,
    { hint: `declare ${wanted + occupied} nodes, or keep the others on other nodes with placement.nodeLabels` },
  );
}

type PoolsOf = (tenant: Tenant, workload: Workload) => readonly string[];

/** The pools that a workload can run on, worked out once: each of many such workloads asks about all others. */
function poolsOnceOf({ cluster, doubt }: CheckContext): PoolsOf {
  const known = new Map<Workload, () => readonly string[]>();
  return (tenant, workload) => {
    const pools = known.get(workload) ?? doubt.once(() => poolsFor(cluster, tenant, workload));
    known.set(workload, pools);
    return pools();
  };
}

function poolsFor(cluster: Cluster, tenant: Tenant, workload: Workload): string[] {
  const runtime = runtimeOf(cluster, tenant, workload);
  if (runtime === undefined) return [];
  return Object.entries(cluster.environment.spec.nodePools)
    .filter(([name, pool]) => unfit(name, pool, tenant, workload, runtime) === undefined)
    .map(([name]) => name);
}

/** Those that do not end by themselves: for a Job's the workload waits a while, not for ever. */
function lastingPods({ spec }: Workload): number {
  return (spec.service ?? spec.database ?? spec.sandbox)?.replicas ?? 0;
}
