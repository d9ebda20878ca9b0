import { expect, it } from 'vitest';
import { harbour } from '../constructs/harbour.js';
import { nodesOf } from './nodes.js';

it('are those of the declared pools, as kubelets register them', () => {
  const nodes = nodesOf(harbour().environment.spec, 4711);
  expect(nodes.map(({ metadata }) => (metadata as { name: string }).name)).toEqual([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((index) => `bank-${index}`),
    'general-1',
    'general-2',
    'general-3',
  ]);
  const general = {
    cpu: 32,
    memory: '128Gi',
    pods: 110,
    'ephemeral-storage': '500Gi',
    'nvidia.com/gpu': 2,
    'intel.com/vf': 8,
  };
  expect(nodes[8]).toEqual({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: 'general-1',
      labels: {
        'katacontainers.io/kata-runtime': 'true',
        'example.com/gvisor': 'true',
        'example.com/zone': 'a',
        'example.com/rack': 'b',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/os': 'linux',
        'kubernetes.io/hostname': 'general-1',
      },
    },
    spec: { taints: [] },
    status: {
      addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
      daemonEndpoints: { kubeletEndpoint: { Port: 4711 } },
      capacity: general,
      allocatable: general,
      nodeInfo: { architecture: 'amd64', operatingSystem: 'linux' },
    },
  });
  expect(nodes[1]?.spec).toEqual({ taints: [{ key: 'example.com/pool', value: 'bank', effect: 'NoSchedule' }] });
});
