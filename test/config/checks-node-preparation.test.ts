import { describe, expect, test } from 'vitest';
import { append, complaints, ENVIRONMENT_FILE, edit, type Files, onlyCluster, RUNTIMES_FILE } from './declarations.js';

const IMAGE = `registry.example.com/tools@sha256:${'7a'.repeat(32)}`;
const SHA256 = '7b'.repeat(32);
const URL_ARTIFACT = `{url: "https://192.0.2.8/kata.tar.zst", sha256: "${SHA256}"}`;
const IMAGE_ARTIFACT = `{image: "quay.io/kata-containers/kata-deploy@sha256:${SHA256}"}`;

interface Pool {
  readonly kata?: string;
  readonly artifact?: string;
  readonly runtime?: string;
  readonly kvm?: string;
  readonly label?: string;
  readonly more?: string;
}

const GENERAL = 'katacontainers.io/kata-runtime: "true"\n';

/** What FILES declare, with their pool prepared. */
function prepared({
  artifact = URL_ARTIFACT,
  kata = `{version: "4.1.0", artifact: ${artifact}}`,
  runtime = '      containerRuntime: {version: "2.1.4"}\n',
  kvm = '      kvm: true\n',
  label = '        example.com/pool: general\n',
  more = '',
  preparation = `image: "${IMAGE}"`,
}: Pool & { preparation?: string } = {}): Files {
  const pool = edit(
    ENVIRONMENT_FILE,
    GENERAL,
    `${GENERAL}${label}      kata: ${kata}\n${runtime}${kvm}${more}`,
    edit(ENVIRONMENT_FILE, '6443\n', '6443\n      cidrs: [198.51.100.1/32]\n'),
  );
  return append(ENVIRONMENT_FILE, `  nodePreparation: {${preparation}}\n`, pool);
}

test('a pool with kata, KVM, a container runtime and a label of its own is prepared', () => {
  expect(complaints(prepared())).toBe('');
  const { spec } = onlyCluster(prepared()).environment;
  expect(spec.nodePreparation).toEqual({
    image: IMAGE,
    namespace: 'node-preparation',
    priorityClassName: 'system-node-critical',
    startupTaint: 'katacontainers.io/not-ready',
  });
});

test('kata without a preparation is somebody else’s: nothing is asked of the pool', () => {
  const files = edit(ENVIRONMENT_FILE, GENERAL, `${GENERAL}      kata: {version: "4.1.0"}\n`);
  expect(complaints(files)).toBe('');
});

describe('what a node cannot be prepared with', () => {
  test.each([
    [
      'no /dev/kvm',
      { kvm: '' },
      'spec.nodePools.general.kata: needs /dev/kvm on the nodes, and the pool does not declare kvm',
    ],
    [
      'no runtime',
      { runtime: '' },
      'spec.nodePools.general.kata: needs to know the container runtime that it is configured in',
    ],
    [
      'no artifact',
      { kata: '{version: "4.1.0"}' },
      'spec.nodePools.general.kata: needs an artifact, which nodes are prepared with',
    ],
    [
      'no label but the one that comes last',
      { label: '' },
      'spec.nodePools.general.labels: no label tells its nodes from others before they are prepared',
    ],
    [
      'neither image nor url',
      { artifact: '{}' },
      'spec.nodePools.general.kata.artifact: needs exactly one of image and url',
    ],
    [
      'both',
      { artifact: `{image: "${IMAGE}", url: "https://192.0.2.8/k", sha256: "${SHA256}"}` },
      'spec.nodePools.general.kata.artifact: needs exactly one of image and url',
    ],
    [
      'a url alone',
      { artifact: '{url: "https://192.0.2.8/k"}' },
      'spec.nodePools.general.kata.artifact.url: needs its sha256: nodes run what is behind it',
    ],
    [
      'a host whose addresses nobody knows',
      { artifact: `{url: "https://mirror.example.com/k", sha256: "${SHA256}"}` },
      'spec.nodePools.general.kata.artifact.url: needs the addresses of its host, or the NetworkPolicy opens no way there',
    ],
    [
      'an image, at Kubernetes 1.34',
      { artifact: IMAGE_ARTIFACT },
      'spec.nodePools.general.kata.artifact.image: is mounted as a volume, which needs Kubernetes 1.35 or newer, and this is 1.34',
    ],
  ])('%s', (_, pool: Pool, message) => {
    expect(complaints(prepared(pool))).toContain(message);
  });

  test.each([
    ['containerd', '2.0.5', 'which needs containerd 2.1 or newer, and this is 2.0.5'],
    ['containerd', '1.7.27', 'which needs containerd 2.1 or newer, and this is 1.7.27'],
    ['cri-o', '1.30.2', 'which needs cri-o 1.31 or newer, and this is 1.30.2'],
    ['containerd', '2.1.0', ''],
    ['containerd', '3.0.0', ''],
    ['cri-o', '1.31.0', ''],
  ])('an image, in %s %s', (name, version, message) => {
    const runtime = `      containerRuntime: {name: ${name}, version: "${version}"}\n`;
    const files = edit(ENVIRONMENT_FILE, '"1.34"', '"1.35"', prepared({ artifact: IMAGE_ARTIFACT, runtime }));
    if (message === '') expect(complaints(files)).toBe('');
    else expect(complaints(files)).toContain(message);
  });

  const runtimeOf = (name: string, version: string) =>
    `      containerRuntime: {name: ${name}, version: "${version}"}\n`;
  test.each([
    ['containerd 1.5', runtimeOf('containerd', '1.5.9'), 'containerRuntime.version: is 1.5.9', 'containerd 1.6'],
    ['CRI-O 1.23', runtimeOf('cri-o', '1.23.4'), 'containerRuntime.version: is 1.23.4', 'cri-o 1.24'],
    ['a kernel', '      kernel: "5.4"\n      containerRuntime: {version: "1.6.0"}\n', 'kernel: is 5.4', '5.10'],
  ])('what is older than Kata takes: %s', (_, runtime, found, needed) => {
    const said = complaints(prepared({ runtime }));
    expect(said).toContain(`error: spec.nodePools.general.${found}, and`);
    expect(said).toContain(`needs ${needed} or newer\n`);
  });

  test('the oldest that Kata takes, and that a handler takes which needs a snapshotter', () => {
    const runtime = '      kernel: "5.10.0-28-amd64"\n      containerRuntime: {version: "1.6.20"}\n';
    expect(complaints(prepared({ runtime }))).toBe('');
    expect(complaints(prepared({ runtime: runtimeOf('cri-o', '1.24.0') }))).toBe('');
    expect(complaints(edit(RUNTIMES_FILE, 'preset: kata-clh', 'preset: kata-fc', prepared({ runtime })))).toContain(
      'needs containerd 1.7 or newer',
    );
  });

  test('no Runtime that its nodes would carry', () => {
    const runc = edit(RUNTIMES_FILE, 'preset: kata-clh', 'preset: runc', prepared());
    expect(complaints(runc)).toContain(
      'spec.nodePools.general.kata: no Runtime with a preset of Kata selects its nodes: there is nothing to prepare',
    );
    // Which of the two it was to be nobody knows yet.
    expect(complaints(edit(RUNTIMES_FILE, 'preset: kata-clh', 'preset: kata-chl', prepared()))).not.toContain(
      'no Runtime with',
    );
  });

  test('a pool whose labels another pool has too', () => {
    const other =
      'nodePools:\n    other: {count: 1, labels: {example.com/pool: general, a: b}, allocatable: {cpu: 8, memory: 32Gi}}\n';
    expect(complaints(edit(ENVIRONMENT_FILE, 'nodePools:\n', other, prepared()))).toContain(
      'spec.nodePools.general.labels: pool `other` has all of these labels too, so both would prepare its nodes',
    );
    const arm = other.replace('labels', 'architecture: arm64, labels');
    expect(complaints(edit(ENVIRONMENT_FILE, 'nodePools:\n', arm, prepared()))).toBe('');
  });
});

describe('the cluster', () => {
  test('is 1.30 or newer: before, tokens do not name the node of their pod', () => {
    const at = (version: string) => complaints(edit(ENVIRONMENT_FILE, '"1.34"', `"${version}"`, prepared()));
    expect(at('1.30')).toBe('');
    expect(at('1.29')).toContain('spec.nodePreparation: needs Kubernetes 1.30 or newer, and this is 1.29');
  });

  test('has a pool to prepare', () => {
    const said = 'spec.nodePreparation: prepares no node, as no pool declares kata';
    expect(complaints(append(ENVIRONMENT_FILE, `  nodePreparation: {image: "${IMAGE}"}\n`))).toContain(said);
    expect(complaints(prepared())).toBe('');
  });

  test('says where its API server is', () => {
    expect(complaints(edit(ENVIRONMENT_FILE, 'cidrs: [198.51.100.1/32]', 'cidrs: []', prepared()))).toContain(
      'spec.nodePreparation: needs the addresses of the API server, or its NetworkPolicy opens no way there',
    );
  });

  test.each([
    [`image: "${IMAGE}", priorityClassName: high`, ''],
    [`image: "${IMAGE}", priorityClassName: hihg`, 'spec.priorityClasses has no `hihg`'],
    [`image: "${IMAGE}", namespace: kube-system`, "spec.nodePreparation.namespace: `kube-system` is somebody else's"],
    [`image: "${IMAGE}", namespace: shop-web`, 'spec.namespaces.shop-web: the namespace belongs to the platform'],
    [
      `image: "${IMAGE}", startupTaint: example.com/a`,
      '`example.com/a` is not the key of a taint below katacontainers.io/',
    ],
    ['image: registry.example.com/tools:1', '`registry.example.com/tools:1` is not an image by digest'],
    [`image: "${IMAGE}", monitoring: {kataMonitor: "${IMAGE}", platformService: metrics}`, ''],
    [
      `image: "${IMAGE}", monitoring: {kataMonitor: "${IMAGE}", platformService: metric}`,
      'spec.nodePreparation.monitoring.platformService: spec.platformServices has no `metric`',
    ],
    [
      `image: "${IMAGE}", monitoring: {kataMonitor: "${IMAGE}", platformService: logs}`,
      'spec.nodePreparation.monitoring.platformService: `logs` is reached by others and reaches nobody',
    ],
  ])('%s', (preparation, message) => {
    if (message === '') expect(complaints(prepared({ preparation }))).toBe('');
    else expect(complaints(prepared({ preparation }))).toContain(message);
  });
});

describe('what becomes a line of a file that root reads', () => {
  test.each([
    ['sysctls: {vm.max_map_count: 262144, net.ipv4.ip_local_port_range: 1024 65535, net.core.default_qdisc: fq_codel}'],
    ['sysctls: {net.ipv4.conf.eth-0.rp_filter: -1}'],
    ['modules: [dm_thin_pool, vhost-net]'],
    ['vfio: ["0000:3b:02.1", "0001:ff:1f.7"]'],
  ])('%s', (more) => {
    expect(complaints(prepared({ more: `      ${more}\n` }))).toBe('');
  });

  test.each([
    ['sysctls: {kernel.core_pattern: "|/bin/sh"}', '`|/bin/sh` is not a value of a kernel parameter'],
    ['sysctls: {vm.a: "1\\nkernel.modprobe = /tmp/x"}', 'is not a value of a kernel parameter'],
    ['sysctls: {vm.a: "1 "}', '`1 ` is not a value of a kernel parameter'],
    ['sysctls: {vm.a: "$(id)"}', '`$(id)` is not a value of a kernel parameter'],
    ['sysctls: {vm.a: true}', 'found the boolean `true`'],
    ['sysctls: {"vm/../../etc": 1}', '`vm/../../etc` is not the name of a kernel parameter'],
    ['sysctls: {"vm.a = 1\\nvm.b": 1}', 'is not the name of a kernel parameter'],
    ['sysctls: {"-w.a": 1, "vm..a": 1}', '`vm..a` is not the name of a kernel parameter'],
    ['modules: ["kvm; reboot"]', '`kvm; reboot` is not the name of a kernel module'],
    ['modules: ["--dry-run"]', '`--dry-run` is not the name of a kernel module'],
    ['vfio: ["0000:3b:02.8"]', '`0000:3b:02.8` is not a PCI address'],
    ['vfio: ["../../x"]', '`../../x` is not a PCI address'],
    ['vfio: ["0000:3B:02.1"]', '`0000:3B:02.1` is not a PCI address'],
  ])('%s', (more, message) => {
    expect(complaints(prepared({ more: `      ${more}\n` }))).toContain(message);
  });

  test.each([
    [{ kata: `{version: "4.1.0/../x", artifact: ${URL_ARTIFACT}}` }, '`4.1.0/../x` is not a version'],
    [{ kata: `{version: "4.1.0\\nARTIFACT_URL=x", artifact: ${URL_ARTIFACT}}` }, 'is not a version'],
    [{ artifact: `{url: "http://192.0.2.8/k", sha256: "${SHA256}"}` }, 'spec.nodePools.general.kata.artifact.url'],
    [{ artifact: `{url: "https://a:b@192.0.2.8/k", sha256: "${SHA256}"}` }, 'without a name, a password or a query'],
    [{ artifact: '{url: "https://192.0.2.8/k", sha256: "AB"}' }, '`AB` is not a SHA-256'],
    [{ artifact: '{image: "quay.io/kata-containers/kata-deploy:4.1.0"}' }, 'is not an image by digest'],
  ])('%o', (pool: Pool, message) => {
    expect(complaints(prepared(pool))).toContain(message);
  });

  test('is declared in vain where nobody prepares the nodes', () => {
    const vain = edit(ENVIRONMENT_FILE, GENERAL, `${GENERAL}      vfio: ["0000:3b:02.1"]\n`);
    expect(complaints(vain)).toContain('spec.nodePools.general.vfio: nobody does this on the nodes');
  });
});
