import { HYPERVISORS } from './capabilities/hypervisors.js';
import { GVISOR, RUNC } from './capabilities/no-hypervisor.js';
import { byRuntime, confidentialGuest, everyGuest, passthrough } from './capabilities/shim.js';
import { SHIMS, type Shim } from './shims.js';

/** Something that upstream says, and where it does. */
export interface Fact<T> {
  readonly value: T;
  /** On which condition, or how; few words. */
  readonly note?: string;
  readonly source: string;
}

/**
 * What a way to run pods can do, as upstream ships it; a declared configuration may take some of it away. There is no field
 * where upstream says neither yes nor no.
 */
export interface Capabilities {
  readonly isolation: Fact<'virtual-machine' | 'user-space-kernel' | 'none'>;
  readonly startUp: Fact<string>;
  /** What a pod costs beyond its containers, and how large its guest is. */
  readonly memory: Fact<string>;
  /** PCI devices through VFIO. */
  readonly vfio?: Fact<boolean>;
  /** Whose driver serves a GPU: the node's, one in the shipped guest image, one that somebody has to add to it; or none can. */
  readonly gpu?: Fact<'node-driver' | 'guest-driver' | 'driver-to-add' | 'none'>;
  /** Virtual functions of a network card that a CNI plugin moves into the pod. */
  readonly virtualFunctions?: Fact<boolean>;
  /** Folders of the node in a container: claims with a file system, host paths. */
  readonly filesystemVolumes?: Fact<boolean>;
  /** Claims with `volumeMode: Block`. */
  readonly blockVolumes?: Fact<boolean>;
  readonly network: Fact<string>;
  /** Whether a running sandbox gets more or less CPU and memory. */
  readonly resize?: Fact<boolean>;
  /** What keeps the memory of a pod from the node itself. */
  readonly confidential: Fact<'tdx' | 'snp' | 'se' | 'none'>;
  readonly architectures: Fact<readonly string[]>;
  readonly maturity: Fact<'current' | 'deprecated' | 'development'>;
  readonly cannot: readonly Fact<string>[];
}

/** Of what is put together: a later part wins over an earlier one. */
export type Part = Partial<Capabilities>;

/** By the name of the preset: `kata-<shim>`, `gvisor`, `runc`. */
export const CAPABILITIES: ReadonlyMap<string, Capabilities> = new Map([
  ['runc', RUNC],
  ['gvisor', GVISOR],
  ...[...SHIMS.values()].map((shim): [string, Capabilities] => [`kata-${shim.name}`, capabilitiesOf(shim)]),
]);

export function capabilitiesOf(shim: Shim): Capabilities {
  const parts = [byRuntime(shim), HYPERVISORS[shim.hypervisor], passthrough(shim), confidentialGuest(shim)];
  return Object.assign({}, everyGuest(shim), ...parts) as Capabilities;
}
