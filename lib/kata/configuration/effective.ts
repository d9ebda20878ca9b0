import { DEFAULT_MEMORY, DEFAULT_VCPUS } from '../annotations.js';
import type { Shim } from '../shims.js';
import { upstreamValue } from './architecture.js';
import { type Configuration, declaredValue, type TableName, type Value } from './declared.js';
import type { Key } from './key.js';
import { keyNamed } from './keys.js';

/** What decides about a configuration beside what is declared of it. */
export interface Circumstances {
  /** Of the nodes, as Kubernetes names it; else the first that upstream has the shim for. */
  readonly architecture?: string | undefined;
  /** Pod annotations that the Runtime lets its pods have. */
  readonly podAnnotations?: readonly string[] | undefined;
  /** Whether its pods get devices of the node through VFIO: virtual functions, or passed-through devices. */
  readonly plugsDevices?: boolean | undefined;
}

/** What a shim runs with: what is declared, or what we write, or upstream's default; nothing where it does not heed the key. */
export function effectiveValue(
  shim: Shim,
  configuration: Configuration,
  table: TableName,
  name: string,
  circumstances: Circumstances = {},
): Value | undefined {
  const key = keyNamed(shim.runtime, table, name);
  if (!key?.defaults.has(shim.name)) return undefined;
  return (
    declaredValue(configuration, table, name) ??
    chosenValue(configuration, key, circumstances) ??
    upstreamValue(shim, key, circumstances.architecture)
  );
}

/** Written whatever upstream's default is: what is safe is to be read in the file, not known by heart. */
const STATED: Readonly<Record<string, Value>> = {
  'hypervisor.enable_debug': false,
  'agent.enable_debug': false,
  'agent.debug_console_enabled': false,
  'runtime.enable_debug': false,
  'runtime.enable_pprof': false,
  // Upstream's default is true: the containers' seccomp profiles would be dropped.
  'runtime.disable_guest_seccomp': false,
};

/** The annotations that size a machine: upstream admits more by default, kernel_params among them. */
const SIZING: readonly string[] = [DEFAULT_VCPUS, DEFAULT_MEMORY];

/** What we write where nothing is declared, whatever upstream's default is; undefined where that is to stand. */
export function chosenValue(
  configuration: Configuration,
  key: Key,
  { podAnnotations = [], plugsDevices = false }: Circumstances,
): Value | undefined {
  const place = `${key.table}.${key.name}`;
  if (place === 'hypervisor.enable_annotations')
    // Kata looks for the expression anywhere in the name, so "path" would admit jailer_path.
    return SIZING.filter((name) => podAnnotations.includes(name)).map((name) => `^${name.split('.').at(-1)}$`);
  if (place === 'hypervisor.cold_plug_vfio' && plugsDevices && !plugsHot(configuration)) return 'root-port';
  // Only one of them may be set.
  if (place === 'hypervisor.image' && (declaredValue(configuration, 'hypervisor', 'initrd') ?? '') !== '') return '';
  return STATED[place];
}

/** Hot and cold plug exclude each other. */
function plugsHot(configuration: Configuration): boolean {
  return (declaredValue(configuration, 'hypervisor', 'hot_plug_vfio') ?? 'no-port') !== 'no-port';
}
