import type { Cluster, Runtime } from './config/declaration.js';
import { hasLabels, untolerated } from './config/node-pool.js';
import { handlerOf, isolationOf, nodeSelectorOf, overheadOf, tolerationsOf } from './config/runtime.js';
import type { RuntimeSpec } from './config/schema/runtime.js';
import { CAPABILITIES, type Capabilities } from './kata/capabilities.js';

/** A Runtime of an environment, with what is known of it. */
export interface CatalogueEntry {
  readonly name: string;
  readonly handler: string;
  readonly isolation: Capabilities['isolation']['value'];
  readonly overhead: RuntimeSpec['overhead'];
  /** Undefined for a handler that is not upstream's. */
  readonly capabilities: Capabilities | undefined;
  /** Where its pods may run. */
  readonly pools: readonly CarryingPool[];
  readonly tenants: readonly GrantedTenant[];
}

export interface CarryingPool {
  readonly name: string;
  readonly nodes: number;
  readonly devices: readonly { readonly name: string; readonly passthrough: boolean }[];
  /** Networks whose virtual functions the nodes have. */
  readonly networks: readonly string[];
}

export interface GrantedTenant {
  readonly name: string;
  /** It is what the tenant's workloads get that name no runtime. */
  readonly isDefault: boolean;
}

/** The Runtimes of an environment, by name. */
export function catalogueOf(cluster: Cluster): CatalogueEntry[] {
  return [...cluster.runtimes.values()].map((runtime) => entryOf(cluster, runtime));
}

function entryOf(cluster: Cluster, { name, spec }: Runtime): CatalogueEntry {
  const handler = handlerOf(spec);
  return {
    name,
    handler,
    isolation: isolationOf(spec),
    overhead: overheadOf(spec),
    // Whoever declares upstream's handler in full means upstream's handler.
    capabilities: CAPABILITIES.get(spec.preset ?? handler),
    pools: poolsOf(cluster, name, spec),
    tenants: [...cluster.tenants.values()]
      .filter((tenant) => tenant.spec.runtimes.allowed.includes(name))
      .map((tenant) => ({
        name: tenant.name,
        isDefault: (tenant.spec.runtimes.default ?? cluster.environment.spec.defaultRuntime) === name,
      })),
  };
}

/** Pools that its node selector names and whose taints its pods tolerate; those of a tenant, that tenant's pods tolerate anyway. */
function poolsOf({ environment, tenants }: Cluster, name: string, spec: RuntimeSpec): CarryingPool[] {
  const { nodePools, devices } = environment.spec;
  const own = new Set(
    [...tenants.values()].flatMap((tenant) =>
      tenant.spec.runtimes.allowed.includes(name) ? tenant.spec.nodePools : [],
    ),
  );
  return Object.entries(nodePools)
    .filter(([, pool]) => hasLabels(pool, nodeSelectorOf(spec)))
    .filter(([each, pool]) => own.has(each) || untolerated(pool, tolerationsOf(spec)) === undefined)
    .map(([each, pool]) => ({
      name: each,
      nodes: pool.count,
      devices: Object.keys(pool.devices).map((device) => ({
        name: device,
        passthrough: devices[device]?.passthrough ?? false,
      })),
      networks: Object.keys(pool.networks),
    }));
}
