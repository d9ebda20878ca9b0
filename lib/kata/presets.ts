import { SHIMS, type Shim } from './shims.js';

/**
 * Runtimes as upstream ships them: Kata's shims, gVisor's containerd handler (gvisor.dev, "Containerd Quick Start") and
 * containerd's own default, runc.
 */
export interface RuntimePreset {
  /** Name of the handler in the container runtime's configuration. */
  readonly handler: string;
  /** What stands between the workload and the node's kernel. */
  readonly isolation: 'virtual-machine' | 'user-space-kernel' | 'none';
  /** What a pod costs beyond its containers; runc and gVisor have no upstream value. */
  readonly overhead?: { readonly cpu: string; readonly memory: string };
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Of Kata's presets: what has a configuration. */
  readonly shim?: Shim;
}

const KATA_NODES = { 'katacontainers.io/kata-runtime': 'true' };

function kata(shim: Shim): [string, RuntimePreset] {
  const handler = `kata-${shim.name}`;
  return [handler, { handler, isolation: 'virtual-machine', overhead: shim.overhead, nodeSelector: KATA_NODES, shim }];
}

export const RUNTIME_PRESETS: ReadonlyMap<string, RuntimePreset> = new Map([
  ['runc', { handler: 'runc', isolation: 'none' }],
  ['gvisor', { handler: 'runsc', isolation: 'user-space-kernel' }],
  ...[...SHIMS.values()].map(kata),
] as [string, RuntimePreset][]);

export const PRESET_NAMES = [...RUNTIME_PRESETS.keys()] as [string, ...string[]];

export const KATA_PRESET_NAMES: readonly string[] = PRESET_NAMES.filter(
  (name) => RUNTIME_PRESETS.get(name)?.shim !== undefined,
);
