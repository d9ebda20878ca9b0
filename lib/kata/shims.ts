/**
 * The ways to run that upstream ships, as kata-deploy 4.1.0 calls them (tools/packaging/kata-deploy/helm-chart/kata-deploy:
 * templates/runtimeclasses.yaml for the overheads, values.yaml and try-kata*.values.yaml for architectures and snapshotters).
 * RuntimeClass and handler of a shim are `kata-<name>`.
 */
export interface Shim {
  readonly name: string;
  /** Which of the two runtimes reads the configuration: they have different schemas. */
  readonly runtime: 'go' | 'runtime-rs';
  /** Also the name of the table: `[hypervisor.<hypervisor>]`. */
  readonly hypervisor: 'clh' | 'qemu' | 'firecracker' | 'dragonball' | 'stratovirt' | 'remote';
  /** What keeps the guest's memory from the host; `coco` is the same stack on hardware that cannot. */
  readonly confidential?: 'tdx' | 'snp' | 'se' | 'coco';
  /** What a pod costs beyond its containers (RuntimeClass overhead.podFixed). */
  readonly overhead: { readonly cpu: string; readonly memory: string };
  /** As Kubernetes names them (label kubernetes.io/arch). */
  readonly architectures: readonly string[];
  /** A snapshotter that the handler cannot do without: Firecracker shares no folders, a confidential guest pulls its images itself. */
  readonly snapshotter?: 'devmapper' | 'nydus';
}

const RUST = '-runtime-rs';

function shim(name: string, hypervisor: Shim['hypervisor'], cpu: string, memory: string, more?: Partial<Shim>): Shim {
  const runtime = name.endsWith(RUST) || hypervisor === 'dragonball' ? 'runtime-rs' : 'go';
  return { name, runtime, hypervisor, overhead: { cpu, memory }, architectures: ['amd64'], ...more };
}

/** Upstream has the same shim for both runtimes. */
function both(name: string, hypervisor: Shim['hypervisor'], cpu: string, memory: string, more?: Partial<Shim>): Shim[] {
  return [shim(name, hypervisor, cpu, memory, more), shim(`${name}${RUST}`, hypervisor, cpu, memory, more)];
}

const nydus = 'nydus';
const EVERYWHERE = ['amd64', 'arm64', 's390x', 'ppc64le'];
// runtime-rs is not built for ppc64le (src/runtime-rs/Makefile).
const WITH_RUST = ['amd64', 'arm64', 's390x'];

const ALL: readonly Shim[] = [
  ...both('clh', 'clh', '250m', '130Mi'),
  shim('qemu', 'qemu', '250m', '320Mi', { architectures: EVERYWHERE }),
  shim('qemu-runtime-rs', 'qemu', '250m', '320Mi', { architectures: WITH_RUST }),
  shim('fc', 'firecracker', '250m', '130Mi', { snapshotter: 'devmapper' }),
  shim('dragonball', 'dragonball', '250m', '130Mi'),
  shim('stratovirt', 'stratovirt', '250m', '130Mi'),
  shim('remote', 'remote', '250m', '120Mi', { architectures: ['amd64', 's390x', 'ppc64le'], snapshotter: nydus }),
  ...both('qemu-tdx', 'qemu', '1', '2Gi', { confidential: 'tdx', snapshotter: nydus }),
  ...both('qemu-snp', 'qemu', '1', '2Gi', { confidential: 'snp', snapshotter: nydus }),
  ...both('qemu-se', 'qemu', '1', '1Gi', { confidential: 'se', snapshotter: nydus, architectures: ['s390x'] }),
  ...both('qemu-coco-dev', 'qemu', '250m', '160Mi', {
    confidential: 'coco',
    snapshotter: nydus,
    architectures: ['amd64', 's390x'],
  }),
  ...both('qemu-nvidia-cpu', 'qemu', '250m', '320Mi', { architectures: ['amd64', 'arm64'] }),
  ...both('qemu-nvidia-gpu', 'qemu', '1', '10Gi', { architectures: ['amd64', 'arm64'] }),
  ...both('qemu-nvidia-gpu-tdx', 'qemu', '1', '10Gi', { confidential: 'tdx', snapshotter: nydus }),
  ...both('qemu-nvidia-gpu-snp', 'qemu', '1', '10Gi', { confidential: 'snp', snapshotter: nydus }),
];

export const SHIMS: ReadonlyMap<string, Shim> = new Map(ALL.map((each) => [each.name, each]));

/** The name without what only says which runtime runs it. */
export function baseName(shim: Shim): string {
  return shim.name.endsWith(RUST) ? shim.name.slice(0, -RUST.length) : shim.name;
}
