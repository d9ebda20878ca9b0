import { describe, expect, it } from 'vitest';
import { kataHandlersOf } from '../../lib/config/kata.js';
import type { NodePool } from '../../lib/config/node-pool.js';
import { append, FILES, onlyCluster, RUNTIMES_FILE } from './declarations.js';

const runtime = (name: string, spec: string) =>
  `---\napiVersion: bulkhead.dev/v1alpha1\nkind: Runtime\nmetadata: {name: ${name}}\nspec: {${spec}}\n`;

const VCPUS = 'io.katacontainers.config.hypervisor.default_vcpus';
const MEMORY = 'io.katacontainers.config.hypervisor.default_memory';
const SELECTED = "nodeSelector: {katacontainers.io/kata-runtime: 'true'}";

const cluster = onlyCluster(
  append(
    RUNTIMES_FILE,
    [
      runtime('gvisor', `preset: gvisor, ${SELECTED}`),
      runtime('own', `handler: kata-own, isolation: virtual-machine, ${SELECTED}`),
      runtime('qemu', 'preset: kata-qemu'),
      runtime('qemu-vf', `preset: kata-qemu, handler: kata-qemu-vf, podAnnotations: [${VCPUS}, ${MEMORY}]`),
      runtime('qemu-vf-large', `preset: kata-qemu, handler: kata-qemu-vf, podAnnotations: [${VCPUS}, ${MEMORY}]`),
      runtime('anywhere', 'preset: kata-dragonball, nodeSelector: {kubernetes.io/os: linux}'),
    ].join(''),
    FILES,
  ),
);

const general = cluster.environment.spec.nodePools.general as NodePool;
const kata = { version: '4.1.0' } as NonNullable<NodePool['kata']>;
const names = (pool: NodePool) => kataHandlersOf(cluster, pool).map(({ name }) => name);

describe('the handlers of Kata that a pool carries', () => {
  it('are those of upstream’s shims whose Runtimes select it', () => {
    expect(names({ ...general, kata })).toEqual(['kata-clh', 'kata-dragonball', 'kata-qemu', 'kata-qemu-vf']);
    expect(names({ ...general, kata, labels: {} })).toEqual(['kata-dragonball']);
  });

  it('are none where the pool declares no Kata', () => {
    expect(names(general)).toEqual([]);
  });

  it('are those that upstream builds for its architecture', () => {
    expect(names({ ...general, kata, architecture: 'arm64' })).toEqual(['kata-qemu', 'kata-qemu-vf']);
  });

  it('admit the annotations that their Runtimes name, each once', () => {
    const [clh, , qemu, vf] = kataHandlersOf(cluster, { ...general, kata });
    expect(clh?.podAnnotations).toEqual([VCPUS]);
    expect(qemu?.podAnnotations).toEqual([]);
    expect(vf?.podAnnotations).toEqual([MEMORY, VCPUS]);
    expect(vf?.runtimes.map(({ name }) => name)).toEqual(['qemu-vf', 'qemu-vf-large']);
  });

  it('are what the container runtime is told of them', () => {
    const handlers = kataHandlersOf(cluster, { ...general, kata });
    const folders = { artifacts: '/opt/kata/versions/one', configurations: '/etc/kata-containers/bulkhead/two' };
    expect(handlers.find(({ name }) => name === 'kata-qemu-vf')?.handler(folders)).toEqual({
      name: 'kata-qemu-vf',
      runtimeType: 'io.containerd.kata-qemu-vf.v2',
      runtimePath: '/opt/kata/versions/one/bin/containerd-shim-kata-v2',
      configPath: '/etc/kata-containers/bulkhead/two/configuration-kata-qemu-vf.toml',
      podAnnotations: [MEMORY, VCPUS],
    });
  });
});
