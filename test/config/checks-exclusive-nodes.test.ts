import { expect, test } from 'vitest';
import { harbour } from '../constructs/harbour.js';

/** The bank has a pool of its own; ledger asks for nodes to itself, vault and edge have two pods each. */
const bank =
  (nodes: number, more: Readonly<Record<string, string>> = {}) =>
  () =>
    harbour({ environment: [['count: 8', `count: ${nodes}`]], workloads: { bank: more } });

test('a node for each pod of its own and of all others that may be put there is enough', () => {
  expect(bank(6)).not.toThrow();
});

test('with fewer it may wait for ever', () => {
  expect(bank(5)).toThrow(
    'spec.placement.exclusiveNode: 2 nodes to itself may not be left: it needs 2, and as many more as other pods may be put on: 2 of `edge`, 2 of `vault`; environment `prod` has 5 (bank)',
  );
});

test('Jobs do not count: they end', () => {
  const job = 'namespace: bank-core\nimage: registry.example.com/bank/report:1\njob: {}';
  expect(bank(6, { report: job })).not.toThrow();
});

test('others that keep away from its nodes do not count', () => {
  const vaults = `    vaults:
      count: 1
      labels: {katacontainers.io/kata-runtime: "true", example.com/pool: vaults}
      taints: {example.com/pool: {value: vaults, effect: NoSchedule}}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true
`;
  const on = (pool: string) => `placement: {nodeLabels: {example.com/pool: ${pool}}}`;
  const split = (workloads: Readonly<Record<string, string>>) => () =>
    harbour({
      environment: [
        ['count: 8', 'count: 2'],
        ['  devices:\n    gpu: {resourceName', `${vaults}  devices:\n    gpu: {resourceName`],
      ],
      tenants: { bank: 'nodePools: [bank, vaults]' },
      workloads: { bank: workloads },
    });
  expect(split({ ledger: on('bank'), vault: on('vaults'), edge: on('vaults') })).not.toThrow();
  expect(split({ ledger: on('bank'), vault: on('vaults') })).toThrow('2 of `edge`; environment `prod` has 2 (bank)');
});
