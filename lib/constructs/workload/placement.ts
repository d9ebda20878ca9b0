import type { NodeSelectorTerm, PodAffinityTerm, PodSpec, Toleration } from 'cdk8s-plus-28/lib/imports/k8s.js';
import { derive } from '../../config/provenance.js';
import { TENANT, WORKLOAD } from '../labels.js';
import type { RunningWorkload } from './props.js';

const HOSTNAME = 'kubernetes.io/hostname';

/** Where the pods run: over which nodes, beside whom, on whose pools. */
export function placementOf(props: RunningWorkload): Partial<PodSpec> {
  const { workload } = props;
  const { placement } = workload.declared;
  const nodeLabels = Object.keys(placement.nodeLabels).length > 0;
  const apart = antiAffinity(props);
  const pools = poolTerms(props);
  const tolerations = poolTolerations(props);
  const affinity = {
    ...(pools.length === 0
      ? {}
      : { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: pools } } }),
    ...(apart.length === 0 ? {} : { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: apart } }),
  };
  return {
    ...(nodeLabels ? { nodeSelector: { ...placement.nodeLabels } } : {}),
    ...(Object.keys(affinity).length === 0 ? {} : { affinity }),
    ...(tolerations.length === 0 ? {} : { tolerations }),
    ...(workload.spec.placement.spread === 'preferred' && workload.spec.job === undefined
      ? { topologySpreadConstraints: [spread(props)] }
      : {}),
  };
}

function spread({ workload }: RunningWorkload) {
  return {
    maxSkew: 1,
    topologyKey: HOSTNAME,
    whenUnsatisfiable: derive(workload.declared.placement.spread, () => 'ScheduleAnyway'),
    labelSelector: { matchLabels: { [WORKLOAD]: workload.name } },
  };
}

function antiAffinity({ workload }: RunningWorkload): PodAffinityTerm[] {
  const { placement } = workload.declared;
  const terms: PodAffinityTerm[] = [];
  const apartFrom = (name: string) =>
    terms.push({ topologyKey: HOSTNAME, labelSelector: { matchLabels: { [WORKLOAD]: name } } });
  if (workload.spec.placement.spread === 'required') apartFrom(derive(placement.spread, () => workload.name));
  for (const other of placement.apartFrom) apartFrom(other);
  // Required anti-affinity counts both ways: the scheduler also keeps later pods away from a node that such a pod is on.
  if (workload.spec.placement.exclusiveNode)
    terms.push({
      topologyKey: HOSTNAME,
      namespaceSelector: {},
      labelSelector: { matchExpressions: [{ key: derive(placement.exclusiveNode, () => TENANT), operator: 'Exists' }] },
    });
  return terms;
}

/** A tenant with pools of its own runs there and nowhere else. Terms are alternatives: any of its pools will do. */
function poolTerms({ cluster, tenant }: RunningWorkload): NodeSelectorTerm[] {
  return tenant.spec.nodePools.flatMap((name, index) => {
    const labels = Object.entries(cluster.environment.spec.nodePools[name]?.labels ?? {});
    if (labels.length === 0) return [];
    const values = (value: string) => derive(tenant.declared.nodePools[index] ?? name, () => [value]);
    return [{ matchExpressions: labels.map(([key, value]) => ({ key, operator: 'In', values: values(value) })) }];
  });
}

/** Only what the RuntimeClass does not tolerate already: the API server would refuse nothing, but add it twice. */
function poolTolerations({ cluster, tenant, runtime }: RunningWorkload): Toleration[] {
  const tolerations = new Map<string, Toleration>();
  for (const name of tenant.spec.nodePools) {
    for (const [key, taint] of Object.entries(cluster.environment.declared.nodePools[name]?.taints ?? {})) {
      if (Object.hasOwn(runtime.spec.tolerations, key)) continue;
      const value = taint.value === undefined ? { operator: 'Exists' } : { operator: 'Equal', value: taint.value };
      tolerations.set(key, { key, ...value, effect: taint.effect });
    }
  }
  return [...tolerations.values()];
}
