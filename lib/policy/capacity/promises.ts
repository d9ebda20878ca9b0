import type { Cluster, Tenant } from '../../config/declaration.js';
import { hasLabels, type NodePool, untolerated } from '../../config/node-pool.js';
import { nodeSelectorOf, tolerationsOf } from '../../config/runtime.js';
import { multiplyQuantity, parseQuantity, type QuantityFormat } from '../../kubernetes/quantity.js';
import type { Context } from '../context.js';
import { quotasOf } from '../quotas.js';
import type { Claim } from './assignment.js';

/** A resource of nodes that quotas bound. */
export interface Resource {
  readonly name: string;
  /** In the `hard` of a quota. */
  readonly keys: readonly string[];
  readonly format: QuantityFormat;
  /** What pods may have of it on one node of a pool, overcommitted as the environment declares. */
  perNode(pool: NodePool): bigint;
}

/** CPU and memory, which may be overcommitted. */
export function computeResources({ environment }: Cluster): Resource[] {
  return (['cpu', 'memory'] as const).map((name) => ({
    name,
    keys: [`requests.${name}`, name],
    format: name === 'cpu' ? 'DecimalSI' : 'BinarySI',
    perNode: ({ allocatable }) => {
      const quantity = parseQuantity(allocatable[name]);
      return quantity === undefined ? 0n : multiplyQuantity(quantity, environment.spec.overcommit[name]).nanos;
    },
  }));
}

/** Devices and virtual functions, by the resource that nodes offer them as; several names of one add up. */
export function deviceResources({ environment }: Cluster): Resource[] {
  const { devices, networks } = environment.spec;
  const names = new Set(
    [...Object.values(devices), ...Object.values(networks)].flatMap(({ resourceName }) => resourceName ?? []),
  );
  const of = (inventory: typeof devices | typeof networks, counts: Readonly<Record<string, number>>, name: string) =>
    Object.entries(counts)
      .filter(([each]) => Object.hasOwn(inventory, each) && inventory[each]?.resourceName === name)
      .reduce((sum, [, count]) => sum + BigInt(count), 0n);
  return [...names].map((name) => ({
    name,
    keys: [`requests.${name}`],
    format: 'DecimalSI',
    perNode: (pool) => (of(devices, pool.devices, name) + of(networks, pool.networks, name)) * NANOS,
  }));
}

const NANOS = 1_000_000_000n;

/** What quotas promise each tenant of some resources, and on which pools. One that is retired runs nothing any more. */
export function promisesOf(
  context: Context,
  cluster: Cluster,
  resources: readonly Resource[],
): { resource: Resource; claims: Claim[] }[] {
  // Most tenants differ neither in runtimes nor in pools.
  const known = new Map<string, readonly string[]>();
  const sourcesOf = (tenant: Tenant) => {
    const asked = JSON.stringify([tenant.spec.runtimes.allowed, tenant.spec.nodePools]);
    const sources = known.get(asked) ?? poolsOf(cluster, tenant);
    known.set(asked, sources);
    return sources;
  };
  const tenants = [...cluster.tenants.values()]
    .filter(({ spec }) => spec.state !== 'retired')
    .map((tenant) => ({ tenant, sources: sourcesOf(tenant) }));
  return resources.map((resource) => ({
    resource,
    claims: tenants.map(({ tenant: { name, spec }, sources }) => {
      const namespaces = Object.keys(spec.namespaces);
      const amount = namespaces.reduce((sum, namespace) => sum + promisedTo(context, namespace, resource.keys), 0n);
      return { name, amount, sources };
    }),
  }));
}

/** The least bound holds. A namespace without any promises nothing that could be counted: another rule finds that. */
function promisedTo(context: Context, namespace: string, keys: readonly string[]): bigint {
  let least: bigint | undefined;
  for (const quota of quotasOf(context, namespace)) {
    if (quota.scopes.length > 0) continue;
    for (const key of keys) {
      const bound = quota.bound(key)?.nanos;
      if (bound !== undefined && (least === undefined || bound < least)) least = bound;
    }
  }
  return least ?? 0n;
}

/** Pools that one of its runtimes may run on: its own where it has some, else those that nothing keeps it away from. */
function poolsOf({ environment, runtimes }: Cluster, { spec }: Tenant): string[] {
  const { nodePools } = environment.spec;
  const allowed = spec.runtimes.allowed.flatMap((name) => runtimes.get(name)?.spec ?? []);
  const runsOn = (pool: NodePool, own: boolean) =>
    allowed.some(
      (runtime) =>
        hasLabels(pool, nodeSelectorOf(runtime)) && (own || untolerated(pool, tolerationsOf(runtime)) === undefined),
    );
  const among = spec.nodePools.length > 0 ? spec.nodePools : Object.keys(nodePools);
  return among.filter((name) => {
    const pool = Object.hasOwn(nodePools, name) ? nodePools[name] : undefined;
    return pool !== undefined && runsOn(pool, spec.nodePools.length > 0);
  });
}

/** What the nodes of each pool have. */
export function supplyOf({ environment }: Cluster, resource: Resource): Map<string, bigint> {
  return new Map(
    Object.entries(environment.spec.nodePools).map(([name, pool]) => [
      name,
      resource.perNode(pool) * BigInt(pool.count),
    ]),
  );
}
