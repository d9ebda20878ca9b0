import type { EnvironmentRule } from '../../rule.js';
import { poolsSelectedBy, selectedLabels } from '../../runtime-pools.js';

const runtimeClass = (scheduling: string) => `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: kata-gpu}
handler: kata-qemu-nvidia-gpu
overhead: {podFixed: {cpu: 1, memory: 10Gi}}
${scheduling}
`;

export const noNodes: EnvironmentRule = {
  id: 'runtime/no-nodes',
  scope: 'environment',
  severity: 'error',
  what: 'The nodes that a RuntimeClass selects are there.',
  why: 'Its pods take the node selector over from it: where no node has these labels, they stay Pending for ever.',
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
  fix: 'Label a pool in the Environment (`spec.nodePools.*.labels`), or select the nodes that carry the handler.',
  examples: {
    valid: [
      {
        title: 'labels of a pool, and those that every node has',
        manifests: runtimeClass(
          "scheduling: {nodeSelector: {katacontainers.io/kata-runtime: 'true', kubernetes.io/arch: amd64}}",
        ),
      },
      { title: 'every node', manifests: runtimeClass('') },
    ],
    invalid: [
      {
        manifests: runtimeClass("scheduling: {nodeSelector: {katacontainers.io/kata-runtime: 'true', gpu: 'true'}}"),
        finds: [
          'no node pool of environment "sample" has the labels katacontainers.io/kata-runtime=true, gpu=true of RuntimeClass "kata-gpu"',
        ],
      },
    ],
  },
  /** Nothing is known of the nodes without an environment. */
  *check({ cluster, objects }) {
    if (cluster === undefined) return;
    for (const judged of objects.ofKind('node.k8s.io/RuntimeClass')) {
      if (poolsSelectedBy(cluster, judged.object).length > 0) continue;
      const labels = selectedLabels(judged.object)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ');
      yield {
        message: `no node pool of environment "${cluster.name}" has the labels ${labels} of RuntimeClass "${judged.object.metadata.name}"`,
        object: judged,
        path: ['scheduling', 'nodeSelector'],
      };
    }
  },
};
