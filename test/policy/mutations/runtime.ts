import { type Case, set } from './case.js';
import { declared, declaring, ENVIRONMENT, RUNTIMES, rendered } from './company.js';

const RUNTIME_CLASS = ['spec', 'template', 'spec', 'runtimeClassName'];
const FRONTEND = 'Deployment shop-web/frontend';
const DATABASE = 'StatefulSet shop-data/db';

/** Nodes with a taint that both runtimes tolerate. */
const TAINTED = {
  ...declaring(
    ENVIRONMENT,
    '      allocatable:',
    '      taints: {katacontainers.io/kata: {effect: NoSchedule}}\n      allocatable:',
  ),
  ...declaring(
    RUNTIMES,
    '  preset: gvisor\n',
    '  preset: gvisor\n  tolerations: {katacontainers.io/kata: {effect: NoSchedule}}\n',
  ),
};

export const runtimeCases: readonly Case[] = [
  {
    title: 'a workload without its runtime',
    plant: set(FRONTEND, RUNTIME_CLASS, undefined),
    finds: [
      {
        is: `runtime/not-allowed: ${FRONTEND}: spec.template.spec.runtimeClassName`,
        declared: declared.shop('default: »kata-clh'),
        rendered: rendered.frontend('    »spec:'),
      },
    ],
  },
  {
    title: 'a workload on a runtime that is another tenant’s',
    plant: set('Deployment bank-ledger/ledger', RUNTIME_CLASS, 'gvisor'),
    finds: [
      {
        is: 'runtime/not-allowed: Deployment bank-ledger/ledger: spec.template.spec.runtimeClassName',
        declared: declared.bank('runtimes: {allowed: [kata-clh], default: »kata-clh}'),
        rendered: rendered.ledger('runtimeClassName: »gvisor'),
      },
    ],
  },
  {
    title: 'a workload on a runtime that there is not',
    plant: set(DATABASE, RUNTIME_CLASS, 'runc'),
    finds: [
      {
        is: `runtime/not-allowed: ${DATABASE}: spec.template.spec.runtimeClassName`,
        declared: declared.shop('default: »kata-clh'),
        rendered: rendered.db('runtimeClassName: »runc'),
      },
      {
        is: `runtime/unknown: ${DATABASE}: spec.template.spec.runtimeClassName`,
        declared: declared.shop('default: »kata-clh'),
        rendered: rendered.db('runtimeClassName: »runc'),
      },
    ],
  },
  {
    title: 'a runtime on nodes that there are not',
    plant: set('RuntimeClass gvisor', ['scheduling', 'nodeSelector'], { 'example.com/gvisor': 'no' }),
    finds: [
      {
        is: 'runtime/no-nodes: RuntimeClass gvisor: scheduling.nodeSelector',
        declared: declared.runtimes('example.com/gvisor: »"yes"'),
        rendered: rendered.runtimeClasses('»nodeSelector:\n    example.com/gvisor: "no"'),
      },
    ],
  },
  { title: 'no fault in tolerations', declarations: TAINTED, finds: [] },
  {
    title: 'a toleration that is not about the taint of its nodes',
    declarations: TAINTED,
    plant: set('RuntimeClass kata-clh', ['scheduling', 'tolerations', 0, 'effect'], 'NoExecute'),
    finds: [
      {
        is: 'runtime/untolerated: RuntimeClass kata-clh: scheduling.tolerations',
        declared: declared.runtimes('      effect: »NoSchedule'),
        rendered: rendered.runtimeClasses('katacontainers.io/kata-runtime: "true"\n  »tolerations:'),
      },
    ],
  },
  {
    title: 'nodes without /dev/kvm',
    declarations: declaring(ENVIRONMENT, '      kvm: true\n', ''),
    finds: [
      {
        is: 'runtime/not-carried: RuntimeClass kata-clh: scheduling.nodeSelector',
        declared: declared.environment('»kata:'),
        rendered: rendered.runtimeClasses('»nodeSelector:\n    katacontainers.io/kata-runtime: "true"'),
      },
    ],
  },
  {
    title: 'a virtual machine that costs nothing',
    plant: set('RuntimeClass kata-clh', ['overhead'], undefined),
    finds: [
      {
        is: 'runtime/overhead-missing: RuntimeClass kata-clh: overhead.podFixed',
        declared: declared.runtimes('preset: »kata-clh'),
        rendered: rendered.runtimeClasses('---\n»apiVersion: node.k8s.io/v1'),
      },
    ],
  },
];
