/** How a node comes by its container runtime: alone, or as a part of a distribution of Kubernetes that configures it. */
export type Distribution = 'kubernetes' | 'k3s' | 'rke2' | 'k0s';
export const DISTRIBUTIONS = ['kubernetes', 'k3s', 'rke2', 'k0s'] as const satisfies readonly Distribution[];

/** Where a node keeps what node preparation touches; absolute paths. */
export interface RuntimePlace {
  /** The main file that the runtime reads. k3s and rke2 write it anew at each start, from the templates. */
  readonly config: string;
  /** Where our drop-in goes. containerd 1.x of Kubernetes, k3s and rke2 has none: see containerdTables. */
  readonly dropIn: string;
  /** Where ours goes while the main file says `version = 2`: k3s and rke2 have a folder for each version. */
  readonly dropInOfVersion2: string;
  /** What k3s and rke2 write the main file from; ours is appended where they do not import the folder of drop-ins. */
  readonly templates?: { readonly version2: string; readonly version3: string };
  /** Where it answers to the CRI. */
  readonly socket: string;
  /** Units that run it, of which a node has one. None where it takes up a change by itself. */
  readonly services: readonly string[];
  /** The runtime's own program, for what it makes of its configuration. */
  readonly program: string;
}

const DROP_IN = 'bulkhead-kata.toml';

/** kata-deploy reads the same files (binary/src/config.rs, get_containerd_paths; docs.k3s.io/advanced#configuring-containerd). */
function rancher(name: 'k3s' | 'rke2', program: string, services: readonly string[]): RuntimePlace {
  const folder = `/var/lib/rancher/${name}/agent/etc/containerd`;
  return {
    config: `${folder}/config.toml`,
    dropIn: `${folder}/config-v3.toml.d/${DROP_IN}`,
    dropInOfVersion2: `${folder}/config.toml.d/${DROP_IN}`,
    templates: { version2: `${folder}/config.toml.tmpl`, version3: `${folder}/config-v3.toml.tmpl` },
    // rke2 is built on k3s, which has the path (pkg/agent/containerd).
    socket: '/run/k3s/containerd/containerd.sock',
    services,
    program,
  };
}

const CONTAINERD: Readonly<Record<Distribution, RuntimePlace>> = {
  // What containerd 2.2 and newer write as `imports` by `containerd config default`. Where there is no main file, they read none
  // (cmd/containerd/command/main.go): ours is then one.
  kubernetes: {
    config: '/etc/containerd/config.toml',
    dropIn: `/etc/containerd/conf.d/${DROP_IN}`,
    dropInOfVersion2: `/etc/containerd/conf.d/${DROP_IN}`,
    socket: '/run/containerd/containerd.sock',
    services: ['containerd'],
    program: 'containerd',
  },
  k3s: rancher('k3s', '/var/lib/rancher/k3s/data/current/bin/containerd', ['k3s', 'k3s-agent']),
  rke2: rancher('rke2', '/var/lib/rancher/rke2/bin/containerd', ['rke2-server', 'rke2-agent']),
  // k0s watches the folder and merges what is in it by itself, whatever containerd does (docs.k0sproject.io, "Runtime").
  k0s: {
    config: '/etc/k0s/containerd.toml',
    dropIn: `/etc/k0s/containerd.d/${DROP_IN}`,
    dropInOfVersion2: `/etc/k0s/containerd.d/${DROP_IN}`,
    socket: '/run/k0s/containerd.sock',
    services: [],
    program: '/var/lib/k0s/bin/containerd',
  },
};

// Files are read in order of their names, and a later one replaces a list: ours is the first, so that the storage options
// of an administrator's file are kept (crio.conf.d(5)).
const CRIO_DROP_IN = '/etc/crio/crio.conf.d/00-bulkhead-kata.conf';

const CRIO: RuntimePlace = {
  config: '/etc/crio/crio.conf',
  dropIn: CRIO_DROP_IN,
  dropInOfVersion2: CRIO_DROP_IN,
  socket: '/run/crio/crio.sock',
  services: ['crio'],
  program: 'crio',
};

/** CRI-O comes with no distribution: wherever it runs, it is its own. */
export function placeOf(runtime: 'containerd' | 'cri-o', distribution: Distribution): RuntimePlace {
  return runtime === 'cri-o' ? CRIO : CONTAINERD[distribution];
}
