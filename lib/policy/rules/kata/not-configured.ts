import type { Cluster } from '../../../config/declaration.js';
import { kataHandlersOf } from '../../../config/kata.js';
import type { NodePool } from '../../../config/node-pool.js';
import { KATA_ON_POOL, kataPool, kataRuntime, preparing, withRuntimes } from '../../kata/examples.js';
import { type KataHandler, kataHandlerOf } from '../../kata/handlers.js';
import type { EnvironmentRule } from '../../rule.js';
import { poolsSelectedBy, selectedLabels } from '../../runtime-pools.js';
import { sampleEnvironment } from '../../sample-environment.js';

const ARM = '\n      architecture: arm64';

const runtimeClass = (handler: string, scheduling = "{nodeSelector: {katacontainers.io/kata-runtime: 'true'}}") => `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: ${handler}}
handler: ${handler}
overhead: {podFixed: {cpu: 250m, memory: 130Mi}}
scheduling: ${scheduling}
`;

const withPools = (...pools: string[]) => sampleEnvironment({ nodePools: pools.join('\n') });

export const notConfigured: EnvironmentRule = {
  id: 'kata/not-configured',
  scope: 'environment',
  severity: 'error',
  what: 'Every node that a RuntimeClass selects has its handler of Kata: the pool declares Kata, upstream builds the shim for its architecture, and a Runtime configures the handler there.',
  why: 'The container runtime knows the handlers that its configuration names. The scheduler does not ask: a pod is bound to any node with the labels, and on one without the handler it stays in ContainerCreating for ever: no runtime for the handler is configured.',
  source:
    'https://kubernetes.io/docs/concepts/containers/runtime-class/#2-create-the-corresponding-runtimeclass-resources',
  fix: 'Declare `kata` of the pool in the Environment, and a Runtime with that handler, a preset of Kata and a `nodeSelector` that the pool has; or keep the RuntimeClass off the pool.',
  examples: {
    valid: [
      { title: 'nobody says where Kata is', declarations: {} },
      {
        title: 'Kata wherever it is needed',
        declarations: withPools(kataPool('general', KATA_ON_POOL), kataPool('large', KATA_ON_POOL)),
        manifests: `${runtimeClass('kata-clh')}---${runtimeClass('kata-qemu')}`,
      },
      {
        title: 'prepared for a Runtime that has another name',
        declarations: {
          ...preparing(kataPool('general', KATA_ON_POOL)),
          ...withRuntimes(kataRuntime('kata-qemu', 'handler: kata-qemu-vf', 'fast')),
        },
        manifests: runtimeClass('kata-qemu-vf'),
      },
      {
        title: 'a pool that a taint keeps its pods away from, and one without the label',
        declarations: preparing(
          kataPool('general', KATA_ON_POOL),
          kataPool('small', '\n      taints: {example.com/small: {effect: NoSchedule}}'),
          kataPool('plain').replace("katacontainers.io/kata-runtime: 'true', ", ''),
        ),
        manifests: runtimeClass('kata-clh'),
      },
      {
        title: 'handlers of others',
        declarations: preparing(kataPool('general', KATA_ON_POOL), kataPool('large')),
        manifests: runtimeClass('my-vmm'),
      },
    ],
    invalid: [
      {
        title: 'no Kata, while another pool declares it',
        declarations: withPools(kataPool('general', KATA_ON_POOL), kataPool('large')),
        manifests: runtimeClass('kata-qemu'),
        finds: [
          'RuntimeClass "kata-qemu" selects pool "large", which declares no Kata for handler "kata-qemu"; on the node: no runtime for "kata-qemu" is configured',
        ],
      },
      {
        title: 'an architecture that upstream has no such shim for',
        declarations: withPools(kataPool('general', ARM)),
        manifests: `${runtimeClass('kata-clh')}---${runtimeClass('kata-qemu')}`,
        finds: [
          'RuntimeClass "kata-clh" selects pool "general" of arm64, and upstream builds handler "kata-clh" for amd64; on the node: no runtime for "kata-clh" is configured',
        ],
      },
      {
        title: 'a handler that no Runtime declares, where nodes are prepared for those that are',
        declarations: preparing(kataPool('general', KATA_ON_POOL)),
        manifests: runtimeClass('kata-qemu', '{}'),
        finds: [
          'RuntimeClass "kata-qemu" selects pool "general", where no Runtime configures handler "kata-qemu"; on the node: no runtime for "kata-qemu" is configured',
        ],
      },
      {
        title: 'a Runtime that is declared for other nodes',
        declarations: {
          ...preparing(kataPool('general', KATA_ON_POOL), kataPool('large', KATA_ON_POOL)),
          ...withRuntimes(kataRuntime('kata-qemu', 'nodeSelector: {example.com/pool: large}')),
        },
        manifests: runtimeClass('kata-qemu'),
        finds: [
          'RuntimeClass "kata-qemu" selects pool "general", where no Runtime configures handler "kata-qemu"; on the node: no runtime for "kata-qemu" is configured',
        ],
      },
    ],
  },
  /** Nothing is known of the nodes without an environment. Where no pool declares Kata, nobody says where it is. */
  *check(context) {
    const { cluster, objects } = context;
    if (cluster === undefined) return;
    for (const judged of objects.ofKind('node.k8s.io/RuntimeClass')) {
      const { name } = judged.object.metadata;
      const handler = kataHandlerOf(context, name);
      // The virtual machine of peer pods is somewhere else, but its shim is not.
      if (handler === undefined) continue;
      for (const selected of poolsSelectedBy(cluster, judged.object)) {
        const reason = selected.taint === undefined ? lackOf(cluster, selected.pool, handler) : undefined;
        if (reason !== undefined)
          yield {
            message: `RuntimeClass "${name}" selects pool "${selected.name}"${reason}; on the node: no runtime for "${handler.name}" is configured`,
            object: judged,
            path: selectedLabels(judged.object).length === 0 ? ['handler'] : ['scheduling', 'nodeSelector'],
            declared: { declaration: cluster.environment, path: ['spec', 'nodePools', selected.name] },
          };
      }
    }
  },
};

function lackOf(cluster: Cluster, pool: NodePool, { name, shim }: KataHandler): string | undefined {
  if (shim !== undefined && !shim.architectures.includes(pool.architecture))
    return ` of ${pool.architecture}, and upstream builds handler "${name}" for ${shim.architectures.join(', ')}`;
  const { nodePools, nodePreparation } = cluster.environment.spec;
  if (pool.kata === undefined) {
    const isDeclared = Object.values(nodePools).some(({ kata }) => kata !== undefined);
    return isDeclared ? `, which declares no Kata for handler "${name}"` : undefined;
  }
  // Where somebody else prepares the nodes, nobody here knows for what.
  if (nodePreparation === undefined || kataHandlersOf(cluster, pool).some((carried) => carried.name === name))
    return undefined;
  return `, where no Runtime configures handler "${name}"`;
}
