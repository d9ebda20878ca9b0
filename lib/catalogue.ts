import type { Cluster, Runtime } from './config/declaration.js';
import { circumstancesOf } from './config/kata-circumstances.js';
import { hasLabels, type NodePool, untolerated } from './config/node-pool.js';
import { handlerOf, isolationOf, nodeSelectorOf, overheadOf, shimOf, tolerationsOf } from './config/runtime.js';
import type { RuntimeSpec } from './config/schema/runtime.js';
import { CAPABILITIES, type Capabilities } from './kata/capabilities.js';
import type { TableName, Value } from './kata/configuration/declared.js';
import { effectiveValue } from './kata/configuration/effective.js';
import type { Shim } from './kata/shims.js';

/** A Runtime of an environment, with what is known of it. */
export interface CatalogueEntry {
  readonly name: string;
  readonly handler: string;
  readonly isolation: Capabilities['isolation']['value'];
  /** Of Kata's presets. */
  readonly kata: Pick<Shim, 'hypervisor' | 'runtime'> | undefined;
  readonly overhead: RuntimeSpec['overhead'];
  /** Undefined for a handler that is not upstream's. */
  readonly capabilities: Capabilities | undefined;
  /** Where its pods may run. */
  readonly pools: readonly CarryingPool[];
  readonly tenants: readonly GrantedTenant[];
  /** Of Kata's presets: what its configuration comes to, where that decides something. */
  readonly settings: readonly Setting[];
}

/** A key of a handler's configuration, such as `[hypervisor.clh] cold_plug_vfio`. */
export interface Setting {
  readonly table: TableName;
  readonly name: string;
  /** By pool, as what is not declared may depend on what the nodes have. */
  readonly values: readonly { readonly pool: string; readonly value: Value }[];
}

export interface CarryingPool {
  readonly name: string;
  readonly architecture: string;
  readonly nodes: number;
  /** The version of Kata, where it is declared. */
  readonly kata: string | undefined;
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
  // Whoever declares upstream's handler in full means upstream's handler.
  const capabilities = CAPABILITIES.get(spec.preset ?? handler);
  const pools = poolsOf(cluster, name, spec).filter(
    ({ architecture }) => capabilities?.architectures.value.includes(architecture) ?? true,
  );
  const shim = shimOf(spec);
  return {
    name,
    handler,
    isolation: isolationOf(spec),
    kata: shim && { hypervisor: shim.hypervisor, runtime: shim.runtime },
    overhead: overheadOf(spec),
    capabilities,
    pools,
    settings: settingsOf(cluster, spec, pools),
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
    .filter(([, pool]) => isAbleTo(pool, nodePools, spec))
    .map(([each, pool]) => ({
      name: each,
      architecture: pool.architecture,
      nodes: pool.count,
      kata: pool.kata?.version,
      devices: offered(pool.devices).map((device) => ({
        name: device,
        passthrough: devices[device]?.passthrough ?? false,
      })),
      networks: offered(pool.networks),
    }));
}

/** The rules about RuntimeClasses say the same: runtime/not-carried, kata/not-configured. */
function isAbleTo(pool: NodePool, all: Readonly<Record<string, NodePool>>, spec: RuntimeSpec): boolean {
  if (isolationOf(spec) !== 'virtual-machine') return true;
  const shim = shimOf(spec);
  if (!pool.kvm && shim?.hypervisor !== 'remote') return false;
  return shim === undefined || pool.kata !== undefined || Object.values(all).every(({ kata }) => kata === undefined);
}

function offered(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [name] : []));
}

/** What plugs devices, sizes guests, shares folders, and keeps guests in their bounds. */
const DECISIVE: readonly (readonly [table: TableName, name: string])[] = [
  ['hypervisor', 'cold_plug_vfio'],
  ['hypervisor', 'hot_plug_vfio'],
  ['hypervisor', 'rootless'],
  ['hypervisor', 'default_vcpus'],
  ['hypervisor', 'default_memory'],
  ['hypervisor', 'shared_fs'],
  ['hypervisor', 'enable_annotations'],
  ['runtime', 'static_sandbox_resource_mgmt'],
  ['runtime', 'sandbox_cgroup_only'],
  ['runtime', 'disable_guest_seccomp'],
];

function settingsOf({ environment }: Cluster, spec: RuntimeSpec, pools: readonly CarryingPool[]): Setting[] {
  const shim = shimOf(spec);
  if (shim === undefined) return [];
  const { configuration = {}, podAnnotations } = spec;
  return DECISIVE.flatMap(([table, name]) => {
    const values = pools.flatMap(({ name: pool }) => {
      const nodes = environment.spec.nodePools[pool];
      if (nodes === undefined) return [];
      const circumstances = circumstancesOf(environment.spec, nodes, { podAnnotations });
      const value = effectiveValue(shim, configuration, table, name, circumstances);
      return value === undefined ? [] : [{ pool, value }];
    });
    return values.length === 0 ? [] : [{ table, name, values }];
  });
}
