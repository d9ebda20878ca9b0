/** What is done in a module's folder; what comes of it lands in the part's own folder. */
export type Step =
  /** Compiles a package into the program of that name. Stamps are string variables that the linker sets. */
  | {
      readonly compile: string;
      readonly to: string;
      readonly tags?: readonly string[];
      readonly stamps?: (version: string) => Record<string, string>;
    }
  /** Compiles a package and runs it; OUT stands for the part's own folder. */
  | { readonly run: string; readonly args: readonly string[] }
  /** Copies files of the upstream module. A name may hold one `*`. */
  | { readonly copy: string; readonly executable?: true }
  /** Copies what is in a folder of the upstream module, with its folders. */
  | { readonly copyAll: string };

export const OUT = '{out}';

/** Made from a Go module, and kept in the cache. */
export interface BuiltPart {
  readonly name: string;
  /** Folder in test/cluster/go: its go.mod and go.sum pin everything. */
  readonly module: string;
  /** The one of its requirements whose version this part has. */
  readonly upstream: string;
  readonly steps: readonly Step[];
  readonly gives: 'program' | 'definitions';
}

/** Not ours to make: a program that the machine's packages bring. */
export interface InstalledPart {
  readonly name: string;
  readonly debianPackage: string;
}

/** Out of a package that is unpacked into the cache: nothing is installed, nothing of it starts by itself. */
export interface UnpackedPart {
  readonly name: string;
  /** A package of Debian, or name and version of one of npm. */
  readonly unpacks: { readonly debian: string } | { readonly npm: string };
  /** Where the program is in the package. */
  readonly program: string;
  /** What it must say of itself: Debian's releases have different versions under the same name. */
  readonly version: { readonly args: readonly string[]; readonly says: RegExp; readonly means: string };
}

export type Part = BuiltPart | InstalledPart | UnpackedPart;

const argoCd = { module: 'argo-cd', upstream: 'github.com/argoproj/argo-cd/v3' };

/** The quick ones first: who stops a run has most of them. */
export const PARTS: readonly Part[] = [
  { name: 'redis-server', debianPackage: 'redis-server' },
  { name: 'openssl', debianPackage: 'openssl' },
  {
    name: 'shellcheck',
    unpacks: { debian: 'shellcheck' },
    program: 'usr/bin/shellcheck',
    version: { args: ['--version'], says: /^version: 0\.\d/m, means: 'shellcheck 0.x' },
  },
  {
    name: 'containerd-1',
    unpacks: { debian: 'containerd' },
    program: 'usr/bin/containerd',
    version: { args: ['--version'], says: / v?1\./, means: 'containerd 1.x' },
  },
  // The lines that upstream maintains: the command runs on each of them.
  ...['22.23.3', '24.21.0', '26.10.0'].map(node),
  definitions('argo-cd-crds', argoCd, ['manifests/crds/*-crd.yaml']),
  definitions(
    'external-secrets-crds',
    { module: 'external-secrets', upstream: 'github.com/external-secrets/external-secrets' },
    ['config/crds/bases/external-secrets.io_*.yaml'],
  ),
  definitions('harvester-crds', { module: 'harvester', upstream: 'github.com/harvester/harvester' }, [
    'deploy/charts/harvester-crd/templates/harvesterhci.io_*.yaml',
    'deploy/charts/harvester-crd/templates/volumesnapshot*.yaml',
  ]),
  definitions('kyverno-crds', { module: 'kyverno', upstream: 'github.com/kyverno/kyverno' }, [
    'config/crds/policies.kyverno.io/policies.kyverno.io_imagevalidatingpolicies.yaml',
  ]),
  definitions(
    'network-attachment-definition-crds',
    {
      module: 'network-attachment-definition',
      upstream: 'github.com/k8snetworkplumbingwg/network-attachment-definition-client',
    },
    ['artifacts/networks-crd.yaml'],
  ),
  definitions('openreports-crds', { module: 'openreports', upstream: 'github.com/openreports/reports-api' }, [
    'config/crd/openreports.io_*.yaml',
  ]),
  definitions(
    'prometheus-operator-crds',
    { module: 'prometheus-operator', upstream: 'github.com/prometheus-operator/prometheus-operator' },
    ['example/prometheus-operator-crd/*.yaml'],
  ),
  program('etcd', { module: 'etcd', upstream: 'go.etcd.io/etcd/server/v3' }, { compile: 'go.etcd.io/etcd/server/v3' }),
  {
    name: 'cdi-crds',
    module: 'cdi',
    upstream: 'kubevirt.io/containerized-data-importer-api',
    steps: [
      {
        run: 'sigs.k8s.io/controller-tools/cmd/controller-gen',
        args: [
          'crd',
          'paths=kubevirt.io/containerized-data-importer-api/pkg/apis/core/v1beta1',
          `output:crd:dir=${OUT}`,
        ],
      },
    ],
    gives: 'definitions',
  },
  // Upstream's judge of pods, and beside it the pods that it is tested with.
  program(
    'pod-security-admission',
    { module: 'pod-security-admission', upstream: 'k8s.io/pod-security-admission' },
    { compile: '.' },
    { copyAll: 'test/testdata' },
  ),
  {
    name: 'containerd',
    module: 'containerd',
    upstream: 'github.com/containerd/containerd/v2',
    steps: ['containerd', 'ctr'].map((to) => ({
      compile: `github.com/containerd/containerd/v2/cmd/${to}`,
      to,
      // They take C libraries, or a device mapper, that machines of tests do not have.
      tags: ['no_btrfs', 'no_devmapper'],
    })),
    gives: 'program',
  },
  kubernetes('kube-apiserver'),
  kubernetes('kube-controller-manager'),
  kubernetes('kube-scheduler'),
  program('kwok', { module: 'kwok', upstream: 'sigs.k8s.io/kwok' }, { compile: 'sigs.k8s.io/kwok/cmd/kwok' }),
  {
    name: 'kubevirt-crds',
    module: 'kubevirt',
    upstream: 'kubevirt.io/kubevirt',
    steps: [{ run: '.', args: [OUT] }],
    gives: 'definitions',
  },
  program(
    'argocd',
    argoCd,
    {
      compile: 'github.com/argoproj/argo-cd/v3/cmd',
      stamps: (version) => ({ 'github.com/argoproj/argo-cd/v3/common.version': version.slice(1) }),
    },
    // What it calls when it looks at signatures, and what an installation of it starts from.
    { copy: 'hack/git-verify-wrapper.sh', executable: true },
    { copy: 'hack/gpg-wrapper.sh', executable: true },
    { copy: 'manifests/base/config/argocd-*.yaml' },
  ),
];

function node(version: string): UnpackedPart {
  return {
    name: `node-${version.split('.')[0]}`,
    unpacks: { npm: `node-${process.platform}-${process.arch}@${version}` },
    program: 'package/bin/node',
    version: {
      args: ['--version'],
      says: new RegExp(`^v${version.replaceAll('.', '\\.')}$`, 'm'),
      means: `Node ${version}`,
    },
  };
}

function definitions(name: string, from: Pick<BuiltPart, 'module' | 'upstream'>, files: string[]): BuiltPart {
  return { name, ...from, steps: files.map((copy) => ({ copy })), gives: 'definitions' };
}

function program(
  name: string,
  from: Pick<BuiltPart, 'module' | 'upstream'>,
  compile: Omit<Extract<Step, { compile: string }>, 'to'>,
  ...others: Step[]
): BuiltPart {
  return { name, ...from, steps: [{ ...compile, to: name }, ...others], gives: 'program' };
}

/** Without the stamps it calls itself v0.0.0-master, which kubectl refuses to compare with its own version. */
function kubernetes(name: string): BuiltPart {
  const from = { module: 'kubernetes', upstream: 'k8s.io/kubernetes' };
  const stamps = (version: string) => {
    const [gitMajor = '', gitMinor = ''] = version.slice(1).split('.');
    const facts = { gitVersion: version, gitMajor, gitMinor, gitCommit: 'unknown', gitTreeState: 'clean' };
    return Object.fromEntries(
      ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((variables) =>
        Object.entries(facts).map(([fact, value]) => [`${variables}.${fact}`, value]),
      ),
    );
  };
  return program(name, from, { compile: `k8s.io/kubernetes/cmd/${name}`, stamps });
}
