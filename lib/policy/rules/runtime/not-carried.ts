import type { NodePool } from '../../../config/node-pool.js';
import { textAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { runtimeClassNamed } from '../../runtime-classes.js';
import { poolsSelectedBy } from '../../runtime-pools.js';
import { sampleEnvironment } from '../../sample-environment.js';
import { isKata, runsVirtualMachines } from '../../virtual-machines.js';

const pool = (name: string, more: string) => `    ${name}:
      count: 3
      labels: {katacontainers.io/kata-runtime: 'true'}
      allocatable: {cpu: 16, memory: 64Gi}${more}`;

const kvm = '\n      kvm: true';
const kata = "\n      kata: {version: '4.1.0'}";

const runtimeClass = (handler: string, name = handler, scheduling = '') => `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: ${name}}
handler: ${handler}
overhead: {podFixed: {cpu: 250m, memory: 130Mi}}
scheduling: {nodeSelector: {katacontainers.io/kata-runtime: 'true'}${scheduling}}
`;

const withPools = (...pools: string[]) => sampleEnvironment({ nodePools: pools.join('\n') });

export const notCarried: EnvironmentRule = {
  id: 'runtime/not-carried',
  scope: 'environment',
  severity: 'error',
  what: 'Every node that a RuntimeClass selects carries its handler: one that runs virtual machines needs `/dev/kvm`, and one of Kata needs Kata.',
  why: 'The scheduler knows labels and no handlers. A pod on a node without its handler stays in ContainerCreating for ever, on that node only.',
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
  fix: 'Take the label off the pool in the Environment, keep pods away from it by a taint, or declare what it carries: `kvm`, `kata`.',
  examples: {
    valid: [
      { title: 'what is rendered', declarations: {} },
      { title: 'no virtual machine', declarations: withPools(pool('general', '')), manifests: runtimeClass('runsc') },
      {
        title: 'a pool that a taint keeps its pods away from',
        declarations: withPools(
          pool('general', kvm),
          pool('small', '\n      taints: {example.com/small: {effect: NoSchedule}}'),
        ),
        manifests: runtimeClass('kata-clh'),
      },
      {
        title: 'Kata wherever it is needed',
        declarations: withPools(pool('general', kvm + kata), pool('large', kvm + kata)),
        manifests: runtimeClass('kata-clh'),
      },
      {
        title: 'another hypervisor needs no Kata',
        declarations: withPools(pool('general', kvm + kata), pool('large', kvm)),
        manifests: runtimeClass('my-vmm'),
      },
    ],
    invalid: [
      {
        title: 'no /dev/kvm',
        declarations: withPools(pool('general', kvm), pool('small', '')),
        manifests: runtimeClass('kata-clh'),
        finds: ['RuntimeClass "kata-clh" selects pool "small", which has no /dev/kvm for handler "kata-clh"'],
      },
      {
        title: 'no Kata, while another pool declares it',
        declarations: withPools(pool('general', kvm + kata), pool('large', kvm)),
        manifests: runtimeClass('kata-qemu', 'second'),
        finds: ['RuntimeClass "second" selects pool "large", which has no Kata Containers for handler "kata-qemu"'],
      },
      {
        title: 'a taint that it tolerates',
        declarations: withPools(
          pool('general', kvm),
          pool('small', '\n      taints: {example.com/small: {effect: NoSchedule}}'),
        ),
        manifests: runtimeClass('kata-clh', 'kata-clh', ', tolerations: [{key: example.com/small, operator: Exists}]'),
        finds: ['RuntimeClass "kata-clh" selects pool "small", which has no /dev/kvm for handler "kata-clh"'],
      },
    ],
  },
  /** Nothing is known of the nodes without an environment. Where no pool declares Kata, nobody says where it is. */
  *check(context) {
    const { cluster, objects } = context;
    if (cluster === undefined) return;
    const pools = Object.values(cluster.environment.spec.nodePools);
    const declaresKata = pools.some((each) => each.kata !== undefined);
    const lackOf = (each: NodePool, handler: string) => {
      if (!each.kvm) return { lack: '/dev/kvm', field: 'kvm' };
      if (declaresKata && isKata(handler) && each.kata === undefined) return { lack: 'Kata Containers', field: 'kata' };
      return undefined;
    };
    for (const judged of objects.ofKind('node.k8s.io/RuntimeClass')) {
      const { name } = judged.object.metadata;
      const known = runtimeClassNamed(context, name);
      if (known === undefined || !runsVirtualMachines(known)) continue;
      const handler = textAt(judged.object, 'handler') ?? '';
      for (const selected of poolsSelectedBy(cluster, judged.object)) {
        const found = selected.taint === undefined ? lackOf(selected.pool, handler) : undefined;
        if (found !== undefined)
          yield {
            message: `RuntimeClass "${name}" selects pool "${selected.name}", which has no ${found.lack} for handler "${handler}"`,
            object: judged,
            path: ['scheduling', 'nodeSelector'],
            declared: {
              declaration: cluster.environment,
              path: ['spec', 'nodePools', selected.name, found.field],
            },
          };
      }
    }
  },
};
