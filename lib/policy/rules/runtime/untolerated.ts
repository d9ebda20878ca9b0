import type { EnvironmentRule } from '../../rule.js';
import { poolsSelectedBy } from '../../runtime-pools.js';
import { sampleEnvironment } from '../../sample-environment.js';

const runtimeClass = (scheduling: string) => `
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: kata-clh}
handler: kata-clh
overhead: {podFixed: {cpu: 250m, memory: 130Mi}}
scheduling: {nodeSelector: {kata: 'true'}${scheduling}}
`;

/** One pool, whose taint keeps pods away. */
const tainted = (taint: string) =>
  sampleEnvironment({
    nodePools: `    general:
      count: 3
      labels: {katacontainers.io/kata-runtime: 'true', kata: 'true'}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true
      taints: {example.com/kata: ${taint}}`,
  });

const runtimes = {
  'platform/runtimes.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: kata-clh}
spec: {tolerations: {example.com/kata: {effect: NoSchedule}}}
`,
};

export const untolerated: EnvironmentRule = {
  id: 'runtime/untolerated',
  scope: 'environment',
  severity: 'error',
  what: 'A RuntimeClass tolerates the taints of the nodes that it selects.',
  why: 'Its pods take the tolerations over from it. Where every node that it selects keeps them away, they stay Pending for ever.',
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
  fix: 'Declare a toleration that meets the taint: `spec.tolerations` of the Runtime. The effect and, where there is one, the value have to be the same.',
  examples: {
    valid: [
      { title: 'no taint', manifests: runtimeClass('').replace('kata:', 'katacontainers.io/kata-runtime:') },
      {
        title: 'whatever its value',
        declarations: { ...tainted('{value: clh, effect: NoSchedule}'), ...runtimes },
        manifests: runtimeClass(', tolerations: [{key: example.com/kata, operator: Exists}]'),
      },
      {
        title: 'of that value',
        declarations: { ...tainted('{value: clh, effect: NoSchedule}'), ...runtimes },
        manifests: runtimeClass(', tolerations: [{key: example.com/kata, value: clh, effect: NoSchedule}]'),
      },
      {
        title: 'a taint that merely prefers others',
        declarations: tainted('{effect: PreferNoSchedule}'),
        manifests: runtimeClass(''),
      },
      {
        title: 'a pool of a tenant, whose pods tolerate it',
        declarations: {
          ...tainted('{effect: NoSchedule}'),
          'platform/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {nodePools: [general]}
`,
        },
        manifests: runtimeClass(''),
      },
    ],
    invalid: [
      {
        title: 'no toleration',
        declarations: { ...tainted('{effect: NoSchedule}'), ...runtimes },
        manifests: runtimeClass(''),
        finds: [
          'RuntimeClass "kata-clh" does not tolerate the taint example.com/kata of pool "general", and selects no other',
        ],
      },
      {
        title: 'another effect',
        declarations: { ...tainted('{effect: NoExecute}') },
        manifests: runtimeClass(', tolerations: [{key: example.com/kata, operator: Exists, effect: NoSchedule}]'),
        finds: [
          'RuntimeClass "kata-clh" does not tolerate the taint example.com/kata of pool "general", and selects no other',
        ],
      },
      {
        title: 'another value',
        declarations: { ...tainted('{value: clh, effect: NoSchedule}'), ...runtimes },
        manifests: runtimeClass(', tolerations: [{key: example.com/kata, effect: NoSchedule}]'),
        finds: [
          'RuntimeClass "kata-clh" does not tolerate the taint example.com/kata of pool "general", and selects no other',
        ],
      },
    ],
  },
  /** Nothing is known of the nodes without an environment. */
  *check({ cluster, objects }) {
    if (cluster === undefined) return;
    for (const judged of objects.ofKind('node.k8s.io/RuntimeClass')) {
      const pools = poolsSelectedBy(cluster, judged.object);
      if (pools.length === 0 || pools.some(({ taint }) => taint === undefined)) continue;
      const taints = pools.map(({ name, taint }) => `the taint ${taint} of pool "${name}"`).join(', ');
      yield {
        message: `RuntimeClass "${judged.object.metadata.name}" does not tolerate ${taints}, and selects no other`,
        object: judged,
        path: ['scheduling', 'tolerations'],
      };
    }
  },
};
