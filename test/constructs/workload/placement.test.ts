import { describe, expect, test } from 'vitest';
import type { Overlay } from '../harbour.js';
import { at } from '../rendered.js';
import { legacyWith, POD, workloadOf } from './workload.js';

const HOSTNAME = 'kubernetes.io/hostname';

const placed = (spec: string, field: string) => at(legacyWith(spec).find('Deployment', 'legacy'), ...POD, field);
const vault = (overlay?: Overlay) => workloadOf('vault', overlay, 'bank').find('Deployment', 'vault');

describe('placement', () => {
  test('one pod to a node, where spread is required', () => {
    const spec = 'placement: {spread: required}';
    expect(placed(spec, 'affinity')).toEqual({
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: HOSTNAME, labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'legacy' } } },
        ],
      },
    });
    expect(placed(spec, 'topologySpreadConstraints')).toBeUndefined();
    expect(placed('placement: {spread: none}', 'topologySpreadConstraints')).toBeUndefined();
  });

  test('apart from another workload, wherever in the tenant it is', () => {
    const granted = { tenants: { shop: 'exclusiveNodes: true' } };
    const legacy = { shop: { legacy: 'placement: {apartFrom: [api, db]}' } };
    const deployment = workloadOf('legacy', { ...granted, workloads: legacy }).find('Deployment', 'legacy');
    expect(at(deployment, ...POD, 'affinity')).toEqual({
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: HOSTNAME, labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } },
          {
            topologyKey: HOSTNAME,
            namespaces: ['shop-data'],
            labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'db' } },
          },
        ],
      },
    });
  });

  test('a node to itself: apart from every pod in a namespace of any tenant, whatever labels the pod has', () => {
    const ledger = workloadOf('ledger', {}, 'bank').find('Deployment', 'ledger');
    expect(at(ledger, ...POD, 'affinity', 'podAntiAffinity')).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: HOSTNAME,
          namespaceSelector: { matchExpressions: [{ key: 'bulkhead.dev/tenant', operator: 'Exists' }] },
          labelSelector: {},
        },
      ],
    });
    expect(at(ledger, 'spec', 'strategy', 'rollingUpdate', 'maxSurge')).toBe(0);
  });

  test('on nodes with declared labels', () => {
    expect(placed('placement: {nodeLabels: {example.com/zone: a}}', 'nodeSelector')).toEqual({
      'example.com/zone': 'a',
    });
  });
});

describe('a tenant with pools of its own', () => {
  test('runs there and nowhere else, and tolerates their taints', () => {
    expect(at(vault(), ...POD, 'affinity')).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: 'example.com/pool', operator: 'In', values: ['bank'] },
                { key: 'katacontainers.io/kata-runtime', operator: 'In', values: ['true'] },
              ],
            },
          ],
        },
      },
    });
    expect(at(vault(), ...POD, 'tolerations')).toEqual([
      { key: 'example.com/pool', operator: 'Equal', value: 'bank', effect: 'NoSchedule' },
    ]);
  });

  test('tolerates a taint also where the runtime tolerates another one of that key', () => {
    const runtimes = { 'kata-clh': 'tolerations: {example.com/pool: {value: shop}}' };
    expect(at(vault({ runtimes }), ...POD, 'tolerations')).toEqual([
      { key: 'example.com/pool', operator: 'Equal', value: 'bank', effect: 'NoSchedule' },
    ]);
  });

  test('tolerates every value that a key has among its pools', () => {
    const second = `
    reserve:
      count: 1
      labels: {katacontainers.io/kata-runtime: "true", example.com/pool: reserve}
      taints: {example.com/pool: {value: reserve, effect: NoSchedule}, example.com/spare: {effect: NoExecute}}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true
  devices:
    gpu:`;
    const environment = [['\n  devices:\n    gpu:', second]] as const;
    const deployment = vault({ environment, tenants: { bank: 'nodePools: [bank, reserve]' } });
    expect(at(deployment, ...POD, 'tolerations')).toEqual([
      { key: 'example.com/pool', operator: 'Equal', value: 'bank', effect: 'NoSchedule' },
      { key: 'example.com/pool', operator: 'Equal', value: 'reserve', effect: 'NoSchedule' },
      { key: 'example.com/spare', operator: 'Exists', effect: 'NoExecute' },
    ]);
  });
});
