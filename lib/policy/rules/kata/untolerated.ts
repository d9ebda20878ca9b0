import type { Cluster } from '../../../config/declaration.js';
import { type NodePool, untolerated as untoleratedTaint } from '../../../config/node-pool.js';
import type { Context } from '../../context.js';
import { listed, objectAt } from '../../fields.js';
import { kataPool, podOn } from '../../kata/examples.js';
import { type KataPod, kataPods } from '../../kata/pods.js';
import { poolsTakenBy } from '../../node-affinity.js';
import type { EnvironmentRule } from '../../rule.js';
import { runtimeClassNamed } from '../../runtime-classes.js';
import { poolsSelectedBy, poolsWith, schedulingOf, tolerationsAt } from '../../runtime-pools.js';
import { sampleEnvironment } from '../../sample-environment.js';

const TAINT = '\n      taints: {example.com/kata: {effect: NoSchedule}}';
const POOLS = sampleEnvironment({ nodePools: [kataPool('general'), kataPool('large', TAINT)].join('\n') });
const LARGE = 'nodeSelector: {example.com/pool: large}';

/** What `LARGE` says, and more. */
const AFFINITY = (more = '') =>
  `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: example.com/pool, operator: In, values: [large]}]}${more}]}}}`;

const runtimeClass = (tolerations: string) => `---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: kata-clh}
handler: kata-clh
overhead: {podFixed: {cpu: 250m, memory: 130Mi}}
scheduling: {nodeSelector: {katacontainers.io/kata-runtime: 'true'}, tolerations: ${tolerations}}
`;

export const untolerated: EnvironmentRule = {
  id: 'kata/untolerated',
  scope: 'environment',
  severity: 'error',
  what: 'A pod under Kata tolerates the taints of the nodes that it and its RuntimeClass select.',
  why: 'Nodes for virtual machines are often kept for them by a taint. Pods take tolerations over from their RuntimeClass; where that has none, and the pod neither, it stays Pending: node(s) had untolerated taint. Only pods that select nodes which their RuntimeClass does not reach are found here; a RuntimeClass that reaches none is `runtime/untolerated`.',
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#scheduling',
  fix: 'Declare the toleration in the Runtime (`spec.tolerations`), which gives it to all its pods, or take the node selector off the pod.',
  examples: {
    valid: [
      { title: 'another pool is open', declarations: POOLS, manifests: podOn('kata-clh') },
      {
        title: 'another pool is open, or may be',
        declarations: POOLS,
        manifests:
          podOn('kata-clh', {
            spec: AFFINITY(', {matchExpressions: [{key: example.com/pool, operator: NotIn, values: [large]}]}'),
          }) +
          podOn('kata-clh', {
            spec: AFFINITY(', {matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [a]}]}'),
          }),
      },
      {
        title: 'tolerated by the pod, or by its RuntimeClass',
        declarations: POOLS,
        manifests: podOn('kata-clh', { spec: `${LARGE}\n  tolerations: [{key: example.com/kata, operator: Exists}]` }),
      },
      {
        title: 'tolerated by its RuntimeClass',
        declarations: POOLS,
        manifests: podOn('kata-clh', { spec: LARGE }) + runtimeClass('[{key: example.com/kata, operator: Exists}]'),
      },
      {
        title: 'by the declared one',
        declarations: {
          ...POOLS,
          'platform/runtimes.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: kata-clh}
spec: {tolerations: {example.com/kata: {effect: NoSchedule}}}
`,
        },
        manifests: podOn('kata-clh', { spec: LARGE }),
      },
      {
        title: 'no such nodes at all',
        declarations: POOLS,
        manifests: podOn('kata-clh', { spec: 'nodeSelector: {example.com/pool: small}' }),
      },
      {
        title: 'a RuntimeClass that reaches none, which is found itself',
        declarations: sampleEnvironment({ nodePools: kataPool('general', TAINT) }),
        manifests: podOn('runc') + podOn('kata-qemu', { spec: LARGE }) + runtimeClass('[]').replaceAll('clh', 'qemu'),
      },
      { title: 'another runtime', declarations: POOLS, manifests: podOn('runc', { spec: LARGE }) },
    ],
    invalid: [
      {
        title: 'neither does',
        declarations: POOLS,
        manifests: podOn('kata-clh', { spec: LARGE }) + podOn('kata-clh', { spec: AFFINITY() }),
        finds: [
          'pod "web" does not tolerate the taint example.com/kata of pool "large", and it and RuntimeClass "kata-clh" select no other; it stays Pending: node(s) had untolerated taint {example.com/kata: }',
          'pod "web" does not tolerate the taint example.com/kata of pool "large", and it and RuntimeClass "kata-clh" select no other; it stays Pending: node(s) had untolerated taint {example.com/kata: }',
        ],
      },
      {
        title: 'another effect',
        declarations: POOLS,
        manifests:
          podOn('kata-clh', {
            spec: `${LARGE}\n  tolerations: [{key: example.com/kata, operator: Exists, effect: NoExecute}]`,
          }) + runtimeClass('[]'),
        finds: [
          'pod "web" does not tolerate the taint example.com/kata of pool "large", and it and RuntimeClass "kata-clh" select no other; it stays Pending: node(s) had untolerated taint {example.com/kata: }',
        ],
      },
    ],
  },
  /** Nothing is known of the nodes without an environment. */
  *check(context) {
    if (context.cluster === undefined) return;
    for (const each of kataPods(context)) {
      const kept = keepingAway(context, context.cluster, each);
      const [first] = kept;
      if (first === undefined) continue;
      const value = first.pool.taints[first.taint]?.value ?? '';
      const pools = `${kept.length === 1 ? 'pool' : 'pools'} ${listed(kept.map(({ name }) => name))}`;
      yield {
        message: `${each.name} does not tolerate the taint ${first.taint} of ${pools}, and it and RuntimeClass "${each.handler.runtimeClass}" select no other; it stays Pending: node(s) had untolerated taint {${first.taint}: ${value}}`,
        object: each.pod.owner,
        path: [...each.pod.path, 'spec', 'tolerations'],
      };
    }
  },
};

interface Closed {
  readonly name: string;
  readonly pool: NodePool;
  readonly taint: string;
}

/** The pools that a pod selects, where a taint keeps it away from each of them; none where one lets it in. */
function keepingAway(context: Context, cluster: Cluster, { pod, handler }: KataPod): Closed[] {
  const known = runtimeClassNamed(context, handler.runtimeClass);
  if (known === undefined) return [];
  const { nodeSelector, tolerations } = schedulingOf(known);
  const own = Object.entries(objectAt(pod.spec, 'nodeSelector') ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' ? [[key, value]] : [],
  );
  const selected = poolsWith(cluster.environment, { ...Object.fromEntries(own), ...nodeSelector });
  const pools = poolsTakenBy(pod.spec, selected, poolsWith(cluster.environment, {}));
  const all = [...tolerations, ...tolerationsAt(pod.spec, 'tolerations')];
  const closed = pools.flatMap((each) => {
    const taint = untoleratedTaint(each.pool, all);
    return taint === undefined ? [] : [{ ...each, taint }];
  });
  if (closed.length < pools.length || pools.length === 0) return [];
  const { object } = known;
  const isFoundThere = object && poolsSelectedBy(cluster, object.object).every(({ taint }) => taint !== undefined);
  return isFoundThere ? [] : closed;
}
