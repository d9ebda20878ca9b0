import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { harbour } from '../constructs/harbour.js';
import { needs } from './parts.js';
import { DIGEST, type PodOptions, Walled } from './walled.js';

const isThere = needs('etcd', 'kube-apiserver');

const KATA = 'io.katacontainers.config.hypervisor.';
const POOL = (value: string) => ({ key: 'example.com/pool', operator: 'Equal', value, effect: 'NoSchedule' });
const LOST = { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 };

const cluster = harbour({
  tenants: {
    studio: 'images: {digests: true}',
    lab: 'images: {registries: [docker.io/library, docker.io/team, ghcr.io/lab/app]}',
  },
});

let walled: Walled;
beforeAll(async () => {
  if (isThere) walled = await Walled.start(cluster);
}, 120_000);
afterAll(() => walled?.plane.end());

describe('a grant opens what it names, and nothing beside it', () => {
  const GRANTED: [name: string, namespace: string, options: PodOptions][] = [
    ['annotation of its runtime', 'shop-web', { annotations: { [`${KATA}default_vcpus`]: '2' } }],
    ['networks', 'shop-web', { annotations: { 'k8s.v1.cni.cncf.io/networks': 'sriov/fabric,lan/office' } }],
    [
      'annotations of nobody',
      'shop-web',
      { annotations: { 'example.com/cilium.io': 'x', 'prometheus.io/scrape': 'x' } },
    ],
    ['another runtime', 'shop-web', { runtime: 'gvisor' }],
    ['priority', 'shop-web', { spec: { priorityClassName: 'kata-high-security' } }],
    ['device', 'shop-web', { limits: { 'nvidia.com/gpu': '1' } }],
    ['labels', 'shop-web', { labels: { 'bulkhead.dev/tenant': 'shop', 'bulkhead.dev/network': 'isolated' } }],
    ['registry of its own', 'shop-web', { image: 'quay.io/shop/app:1' }],
    ['toleration of its pool', 'bank-core', { spec: { tolerations: [POOL('bank')] } }],
    ['toleration of its runtime', 'bank-core', { spec: { tolerations: [{ key: 'example.com/tier', value: 'vm' }] } }],
    ['toleration of every pod', 'lab', { spec: { tolerations: [LOST] } }],
    ['digest', 'studio', { image: `registry.example.com/app:1${DIGEST}` }],
    ['short name', 'lab', { image: 'nginx' }],
    ['short name with a tag', 'lab', { image: 'nginx:1.29' }],
    ['short name with a digest', 'lab', { image: `nginx${DIGEST}` }],
    ['short name of a team', 'lab', { image: 'team/app:1' }],
    ['Docker Hub by its host', 'lab', { image: 'docker.io/nginx' }],
    ['Docker Hub in full', 'lab', { image: 'docker.io/library/nginx:1.29' }],
    ['one repository', 'lab', { image: 'ghcr.io/lab/app:1' }],
    ['below a repository', 'lab', { image: 'ghcr.io/lab/app/web:1' }],
  ];
  test.each(GRANTED)('%s', async (_, namespace, options) => {
    expect(await walled.answer(walled.pod(namespace, options))).toBe('accepted');
  });

  const REFUSED: [name: string, namespace: string, options: PodOptions, reason: string][] = [
    [
      'annotation of another runtime',
      'shop-web',
      { runtime: 'gvisor', annotations: { [`${KATA}default_vcpus`]: '2' } },
      'annotation ',
    ],
    ['annotation like it', 'shop-web', { annotations: { [`${KATA}default_vcpus2`]: '2' } }, 'annotation '],
    [
      'networks, one of them foreign',
      'shop-web',
      { annotations: { 'k8s.v1.cni.cncf.io/networks': 'lan/office,lan/other' } },
      'annotation ',
    ],
    [
      'network with an address',
      'shop-web',
      { annotations: { 'k8s.v1.cni.cncf.io/networks': 'lan/office@eth0' } },
      'annotation ',
    ],
    ['no network', 'shop-web', { annotations: { 'k8s.v1.cni.cncf.io/networks': '' } }, 'annotation '],
    ['device of another', 'bank-core', { limits: { 'nvidia.com/gpu': '1' } }, 'a container asks for a resource'],
    [
      'taint of its pool, whatever its value',
      'bank-core',
      { spec: { tolerations: [{ key: 'example.com/pool', operator: 'Exists', effect: 'NoSchedule' }] } },
      'toleration example.com/pool:NoSchedule',
    ],
    [
      'taint of another pool',
      'bank-core',
      { spec: { tolerations: [POOL('other')] } },
      'toleration example.com/pool=other:NoSchedule',
    ],
    [
      'toleration of another runtime',
      'lab',
      { spec: { tolerations: [{ key: 'example.com/tier', value: 'vm' }] } },
      'toleration example.com/tier=vm:',
    ],
    ['tag', 'studio', { image: 'registry.example.com/app:1' }, 'image registry.example.com/app:1 has no digest'],
    [
      'half a digest',
      'studio',
      { image: 'registry.example.com/app:1@sha256:aa' },
      'image registry.example.com/app:1@sha256:aa has no digest',
    ],
    ['another team', 'lab', { image: 'teams/app' }, 'image teams/app is from no registry'],
    ['a capital, which makes it a host', 'lab', { image: 'Team/app' }, 'image Team/app is from no registry'],
    ['repository like it', 'lab', { image: 'ghcr.io/lab/app-evil' }, 'image ghcr.io/lab/app-evil is from no registry'],
    ['path above', 'lab', { image: 'ghcr.io/lab' }, 'image ghcr.io/lab is from no registry'],
  ];
  test.each(REFUSED)('but not: %s', async (_, namespace, options, reason) => {
    expect(await walled.answer(walled.pod(namespace, options))).toContain(
      `'pods.bulkhead.dev' denied request: ${reason}`,
    );
  });
});
