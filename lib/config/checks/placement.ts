import { type Amounts, amountsOf } from '../../kubernetes/amounts.js';
import { podRequests } from '../../kubernetes/pod-resources.js';
import { compareQuantities, formatQuantity } from '../../kubernetes/quantity.js';
import type { Cluster, Runtime, Tenant, Workload } from '../declaration.js';
import { podOf } from '../demand.js';
import { hasLabels, type NodePool, nodeLabelsOf, untolerated } from '../node-pool.js';
import { nodeSelectorOf, tolerationsOf } from '../runtime.js';
import { runtimeOf } from '../workload.js';
import type { Check, CheckContext } from './check.js';

/** Every workload has nodes to run on: the labels it asks for, together, and no taint that nothing tolerates. */
export const placement: Check = (context) => {
  const { cluster, doubt, owned } = context;
  for (const { tenant, workload } of owned()) {
    if (tenant.spec.state === 'retired') continue;
    const runtime = runtimeOf(cluster, tenant, workload);
    if (runtime === undefined) continue;
    doubt.ask(() => checkLabels(context, workload, runtime));
    checkPools(context, tenant, workload, runtime);
  }
};

function checkLabels({ report }: CheckContext, workload: Workload, runtime: Runtime): void {
  for (const [key, value] of Object.entries(workload.spec.placement.nodeLabels)) {
    const selected = nodeSelectorOf(runtime.spec)[key];
    if (selected !== undefined && selected !== value)
      report(
        workload,
        ['spec', 'placement', 'nodeLabels', key],
        `the nodes of runtime \`${runtime.name}\` have ${key}=${selected}`,
      );
  }
}

function checkPools({ cluster, report }: CheckContext, tenant: Tenant, workload: Workload, runtime: Runtime): void {
  const reasons = new Map<string, string>();
  let known: Amounts | undefined;
  const needs = () => (known ??= podRequests(podOf(cluster, tenant, workload)));
  for (const [pool, spec] of Object.entries(cluster.environment.spec.nodePools)) {
    const reason = unfit(pool, spec, tenant, workload, runtime) ?? tooSmall(spec, needs());
    if (reason === undefined) return;
    reasons.set(pool, reason);
  }
  if (reasons.size === 0 || isToldOtherwise(cluster, tenant, runtime)) return;
  const path = workload.spec.runtime === undefined ? ['metadata', 'name'] : ['spec', 'runtime'];
  report(
    workload,
    path,
    `no node pool of environment \`${cluster.name}\` can run it with runtime \`${runtime.name}\``,
    {
      hint: [...reasons].map(([pool, reason]) => `${pool}: ${reason}`).join('; '),
    },
  );
}

/** A pool that does not exist and a runtime without nodes have been reported where they are declared. */
function isToldOtherwise({ environment }: Cluster, tenant: Tenant, runtime: Runtime): boolean {
  const pools = environment.spec.nodePools;
  const selector = nodeSelectorOf(runtime.spec);
  return (
    tenant.spec.nodePools.some((name) => !Object.hasOwn(pools, name)) ||
    !Object.values(pools).some((pool) => hasLabels(pool, selector))
  );
}

/** Why the scheduler would not put the workload's pods on that pool, or undefined where it would. */
export function unfit(
  name: string,
  pool: NodePool,
  tenant: Tenant,
  workload: Workload,
  runtime: Runtime,
): string | undefined {
  const { nodePools } = tenant.spec;
  if (nodePools.length > 0 && !nodePools.includes(name)) return `not one of the tenant's`;
  const wanted = { ...nodeSelectorOf(runtime.spec), ...workload.spec.placement.nodeLabels };
  const labels = nodeLabelsOf(pool);
  const label = Object.entries(wanted).find(([key, value]) => labels[key] !== value);
  if (label !== undefined) return `has no label ${label.join('=')}`;
  const taint = nodePools.includes(name) ? undefined : untolerated(pool, tolerationsOf(runtime.spec));
  if (taint !== undefined) return `nothing tolerates its taint ${taint}`;
  const device = Object.entries(workload.spec.devices).find(
    // One that the tenant may not have at all has been reported as such.
    ([device, count]) => tenant.spec.devices.includes(device) && (pool.devices[device] ?? 0) < count,
  );
  return device === undefined
    ? undefined
    : `a node has ${pool.devices[device[0]] ?? 0} of ${device[0]}, not ${device[1]}`;
}

/** The scheduler counts overhead as it does requests, and what DaemonSets take is not in what a pool declares. */
function tooSmall({ allocatable }: NodePool, needs: Amounts): string | undefined {
  for (const [name, most] of amountsOf(allocatable)) {
    const need = needs.get(name);
    if (need !== undefined && compareQuantities(need, most) > 0)
      return `a node has ${formatQuantity(most)} of ${name}, and a pod takes ${formatQuantity(need)}`;
  }
  return undefined;
}
