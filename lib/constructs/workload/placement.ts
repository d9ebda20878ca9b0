import { TENANT, WORKLOAD } from '../../config/labels.js';
import { derive } from '../../config/provenance.js';
import type { NodeSelectorTerm, PodAffinityTerm, PodSpec } from '../k8s.js';
import { poolTolerations } from '../tolerations.js';
import type { WorkloadProps } from './props.js';

const HOSTNAME = 'kubernetes.io/hostname';

/** Where the pods run: over which nodes, beside whom, on whose pools. */
export function placementOf(props: WorkloadProps): Partial<PodSpec> {
  const { workload } = props;
  const { placement } = workload.declared;
  const nodeLabels = Object.keys(placement.nodeLabels).length > 0;
  const apart = antiAffinity(props);
  const pools = poolTerms(props);
  const tolerations = poolTolerations(props.cluster, props.tenant);
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

function spread({ workload }: WorkloadProps) {
  return {
    maxSkew: 1,
    topologyKey: HOSTNAME,
    whenUnsatisfiable: derive(workload.declared.placement.spread, () => 'ScheduleAnyway'),
    labelSelector: { matchLabels: { [WORKLOAD]: workload.name } },
  };
}

function antiAffinity({ cluster, tenant, workload }: WorkloadProps): PodAffinityTerm[] {
  const { placement } = workload.declared;
  const terms: PodAffinityTerm[] = [];
  const apartFrom = (name: string, namespace?: string) =>
    terms.push({
      topologyKey: HOSTNAME,
      ...(namespace === undefined || namespace === workload.spec.namespace ? {} : { namespaces: [namespace] }),
      labelSelector: { matchLabels: { [WORKLOAD]: name } },
    });
  if (workload.spec.placement.spread === 'required') apartFrom(derive(placement.spread, () => workload.name));
  placement.apartFrom.forEach((other, index) => {
    const name = workload.spec.placement.apartFrom[index] ?? '';
    apartFrom(other, cluster.workloads.get(tenant.name)?.get(name)?.spec.namespace);
  });
  // Required anti-affinity counts both ways: the scheduler also keeps later pods away from a node that such a pod is on.
  // It goes by the label of namespaces, which tenants cannot write, not by labels of pods, which they can.
  if (workload.spec.placement.exclusiveNode)
    terms.push({
      topologyKey: HOSTNAME,
      namespaceSelector: {
        matchExpressions: [{ key: derive(placement.exclusiveNode, () => TENANT), operator: 'Exists' }],
      },
      labelSelector: {},
    });
  return terms;
}

/** A tenant with pools of its own runs there and nowhere else. Terms are alternatives: any of its pools will do. */
function poolTerms({ cluster, tenant }: WorkloadProps): NodeSelectorTerm[] {
  return tenant.spec.nodePools.flatMap((name, index) => {
    const labels = Object.entries(cluster.environment.spec.nodePools[name]?.labels ?? {});
    if (labels.length === 0) return [];
    const pool = tenant.declared.nodePools[index] ?? name;
    return [
      {
        matchExpressions: labels.map(([key, value]) => ({
          key,
          operator: derive(pool, () => 'In'),
          values: [cluster.environment.declared.nodePools[name]?.labels[key] ?? value],
        })),
      },
    ];
  });
}
