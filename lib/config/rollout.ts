import type { Cluster, Workload } from './declaration.js';

/**
 * Whether a pod holds something that a second one beside it may not find free: then old pods make room first, or their
 * successors would wait for ever for a node, a device or a volume that is taken.
 */
export function rollsInPlace({ environment }: Cluster, { spec }: Workload): boolean {
  return (
    spec.placement.spread === 'required' ||
    spec.placement.exclusiveNode ||
    Object.keys(spec.devices).length > 0 ||
    spec.networks.some((name) => environment.spec.networks[name]?.resourceName !== undefined) ||
    Object.values(spec.volumes).some(({ create }) => create?.accessMode.startsWith('ReadWriteOnce'))
  );
}

/**
 * How many pods more than declared a rollout cannot do without. A Deployment replaces a quarter of its pods at a time
 * (maxSurge rounded up, maxUnavailable rounded down): below four it takes none away before a new one runs.
 */
export function surgeOf(cluster: Cluster, workload: Workload): number {
  const { service, sandbox } = workload.spec;
  const replicas = (service ?? sandbox)?.replicas ?? 0;
  return replicas > 0 && replicas < 4 && !rollsInPlace(cluster, workload) ? 1 : 0;
}
