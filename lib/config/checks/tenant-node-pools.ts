import type { Tenant } from '../declaration.js';
import { hasLabels, type NodePool } from '../node-pool.js';
import type { Check, CheckContext, Hint } from './check.js';

/** A node pool that a Tenant has of its own is nobody else's, and keeps everybody else away. */
export const tenantNodePools: Check = (context) => {
  const { cluster, report, doubt, tenants } = context;
  const pools = cluster.environment.spec;
  const holders = holdersOf(context);
  for (const tenant of tenants()) {
    for (const [index, name] of doubt.each(tenant.spec.nodePools.entries())) {
      const say = (message: string, hint?: Hint) => report(tenant, ['spec', 'nodePools', index], message, { hint });
      if (!Object.hasOwn(pools.nodePools, name)) continue;
      const holder = holders.get(name)?.find((one) => one !== tenant);
      if (holder !== undefined) say(`the pool is tenant \`${holder.name}\`'s own`);
      doubt.ask(() => {
        const other = sharedWith(pools.nodePools, name, tenant.spec.nodePools);
        if (other !== undefined)
          say(
            `pool \`${other}\` has every label of \`${name}\` too, so workloads would also run there`,
            'give the pool a label of its own in the Environment',
          );
      });
      doubt.ask(() => {
        const taints = Object.values(pools.nodePools[name]?.taints ?? {});
        if (taints.every(({ effect }) => effect === 'PreferNoSchedule'))
          say(
            `pool \`${name}\` has no taint that keeps others away`,
            'taint it in the Environment, with the effect NoSchedule',
          );
      });
    }
  }
};

/** The first two of the tenants that are certain to have a pool: one of them is another's other. */
function holdersOf({ doubt, tenants }: CheckContext): ReadonlyMap<string, readonly Tenant[]> {
  const holders = new Map<string, Tenant[]>();
  for (const tenant of tenants()) {
    for (const name of new Set(doubt.certain(() => tenant.spec.nodePools) ?? [])) {
      const known = holders.get(name) ?? [];
      if (known.length < 2) holders.set(name, [...known, tenant]);
    }
  }
  return holders;
}

/** A pool of somebody else that the labels of `name` select too. */
function sharedWith(
  pools: Readonly<Record<string, NodePool>>,
  name: string,
  own: readonly string[],
): string | undefined {
  const labels = pools[name]?.labels ?? {};
  return Object.keys(pools).find((other) => !own.includes(other) && hasLabels(pools[other] as NodePool, labels));
}
