import { textAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { runtimeClassNamed } from '../../runtime-classes.js';
import { poolsSelectedBy } from '../../runtime-pools.js';
import { sampleEnvironment } from '../../sample-environment.js';
import { runsVirtualMachines } from '../../virtual-machines.js';

const pool = (name: string, more: string) => `    ${name}:
      count: 3
      labels: {katacontainers.io/kata-runtime: 'true'}
      allocatable: {cpu: 16, memory: 64Gi}${more}`;

const kvm = '\n      kvm: true';

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
  what: 'Every node that a RuntimeClass selects can carry its handler: one that runs virtual machines needs `/dev/kvm`.',
  why: 'The scheduler knows labels and no handlers. A pod on a node without its handler stays in ContainerCreating for ever, on that node only.',
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
  fix: 'Take the label off the pool in the Environment, keep pods away from it by a taint, or declare that it has it: `kvm`. What Kata needs beyond is `kata/not-configured`.',
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
    ],
    invalid: [
      {
        title: 'no /dev/kvm',
        declarations: withPools(pool('general', kvm), pool('small', '')),
        manifests: runtimeClass('kata-clh'),
        finds: ['RuntimeClass "kata-clh" selects pool "small", which has no /dev/kvm for handler "kata-clh"'],
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
  /** Nothing is known of the nodes without an environment. */
  *check(context) {
    const { cluster, objects } = context;
    if (cluster === undefined) return;
    for (const judged of objects.ofKind('node.k8s.io/RuntimeClass')) {
      const { name } = judged.object.metadata;
      const known = runtimeClassNamed(context, name);
      if (known === undefined || !runsVirtualMachines(known)) continue;
      const handler = textAt(judged.object, 'handler') ?? '';
      for (const { name: selected, pool: its, taint } of poolsSelectedBy(cluster, judged.object))
        if (taint === undefined && !its.kvm)
          yield {
            message: `RuntimeClass "${name}" selects pool "${selected}", which has no /dev/kvm for handler "${handler}"`,
            object: judged,
            path: ['scheduling', 'nodeSelector'],
            declared: { declaration: cluster.environment, path: ['spec', 'nodePools', selected, 'kvm'] },
          };
    }
  },
};
