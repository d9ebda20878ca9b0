/**
 * Runtimes as upstream ships them: handler and RuntimeClass names, pod overhead and node selector of kata-deploy 4.1.0
 * (tools/packaging/kata-deploy/helm-chart: values.yaml and templates/runtimeclasses.yaml), gVisor's containerd handler
 * (gvisor.dev, "Containerd Quick Start") and containerd's own default, runc.
 */
export interface RuntimePreset {
  /** Name of the handler in the container runtime's configuration. */
  readonly handler: string;
  /** What stands between the workload and the node's kernel. */
  readonly isolation: 'virtual-machine' | 'user-space-kernel' | 'none';
  /** What a pod costs beyond its containers; runc and gVisor have no upstream value. */
  readonly overhead?: { readonly cpu: string; readonly memory: string };
  readonly nodeSelector?: Readonly<Record<string, string>>;
}

const KATA_NODES = { 'katacontainers.io/kata-runtime': 'true' };

function kata(shim: string, cpu: string, memory: string): [string, RuntimePreset] {
  const handler = `kata-${shim}`;
  return [handler, { handler, isolation: 'virtual-machine', overhead: { cpu, memory }, nodeSelector: KATA_NODES }];
}

export const RUNTIME_PRESETS: ReadonlyMap<string, RuntimePreset> = new Map([
  ['runc', { handler: 'runc', isolation: 'none' }],
  ['gvisor', { handler: 'runsc', isolation: 'user-space-kernel' }],
  kata('clh', '250m', '130Mi'),
  kata('clh-runtime-rs', '250m', '130Mi'),
  kata('qemu', '250m', '320Mi'),
  kata('qemu-runtime-rs', '250m', '320Mi'),
  kata('fc', '250m', '130Mi'),
  kata('dragonball', '250m', '130Mi'),
  kata('qemu-tdx', '1', '2Gi'),
  kata('qemu-tdx-runtime-rs', '1', '2Gi'),
  kata('qemu-snp', '1', '2Gi'),
  kata('qemu-snp-runtime-rs', '1', '2Gi'),
] as [string, RuntimePreset][]);

export const PRESET_NAMES = [...RUNTIME_PRESETS.keys()] as [string, ...string[]];
