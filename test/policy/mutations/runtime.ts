import { describe } from 'vitest';
import { SHOP } from '../../shop.js';
import { type Case, set, testCases } from './planted.js';

const ENVIRONMENT = 'environments/prod/platform/environment.yaml';
const RUNTIMES = 'environments/base/platform/runtimes.yaml';
const RUNTIME_CLASS = ['spec', 'template', 'spec', 'runtimeClassName'];
const FRONTEND = 'Deployment shop-web/frontend';
const DATABASE = 'StatefulSet shop-data/db';

/** Nodes with a taint that both runtimes tolerate. */
const TAINTED = {
  [ENVIRONMENT]: (SHOP[ENVIRONMENT] ?? '').replace(
    '      allocatable:',
    '      taints: {katacontainers.io/kata: {effect: NoSchedule}}\n      allocatable:',
  ),
  [RUNTIMES]: (SHOP[RUNTIMES] ?? '').replace(
    '  preset: gvisor\n',
    '  preset: gvisor\n  tolerations: {katacontainers.io/kata: {effect: NoSchedule}}\n',
  ),
};

const CASES: readonly Case[] = [
  {
    title: 'a workload without its runtime',
    plant: set(FRONTEND, RUNTIME_CLASS, undefined),
    finds: [`runtime/not-allowed: ${FRONTEND}: spec.template.spec.runtimeClassName`],
  },
  {
    title: 'a workload on a runtime that is another tenant’s',
    plant: set('Deployment bank-ledger/ledger', RUNTIME_CLASS, 'gvisor'),
    finds: ['runtime/not-allowed: Deployment bank-ledger/ledger: spec.template.spec.runtimeClassName'],
  },
  {
    title: 'a workload on a runtime that there is not',
    plant: set(DATABASE, RUNTIME_CLASS, 'runc'),
    finds: [
      `runtime/not-allowed: ${DATABASE}: spec.template.spec.runtimeClassName`,
      `runtime/unknown: ${DATABASE}: spec.template.spec.runtimeClassName`,
    ],
  },
  {
    title: 'a runtime on nodes that there are not',
    plant: set('RuntimeClass gvisor', ['scheduling', 'nodeSelector'], { 'example.com/gvisor': 'no' }),
    finds: ['runtime/no-nodes: RuntimeClass gvisor: scheduling.nodeSelector'],
  },
  { title: 'no fault in tolerations', declarations: TAINTED, finds: [] },
  {
    title: 'a toleration that is not about the taint of its nodes',
    declarations: TAINTED,
    plant: set('RuntimeClass kata-clh', ['scheduling', 'tolerations', 0, 'effect'], 'NoExecute'),
    finds: ['runtime/untolerated: RuntimeClass kata-clh: scheduling.tolerations'],
  },
  {
    title: 'nodes without /dev/kvm',
    declarations: { [ENVIRONMENT]: (SHOP[ENVIRONMENT] ?? '').replace('      kvm: true\n', '') },
    finds: ['runtime/not-carried: RuntimeClass kata-clh: scheduling.nodeSelector'],
  },
  {
    title: 'a virtual machine that costs nothing',
    plant: set('RuntimeClass kata-clh', ['overhead'], undefined),
    finds: ['runtime/overhead-missing: RuntimeClass kata-clh: overhead.podFixed'],
  },
];

describe('a fault in what pods run on', () => {
  testCases('runtime', CASES);
});
