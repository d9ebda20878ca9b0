import type { Cluster, Runtime, Tenant, Workload } from './declaration.js';

/** Name of the runtime of a workload: its own, its tenant's default, or its environment's. */
export function runtimeNameOf(cluster: Cluster, tenant: Tenant, workload: Workload): string | undefined {
  return workload.spec.runtime ?? tenant.spec.runtimes.default ?? cluster.environment.spec.defaultRuntime;
}

export function runtimeOf(cluster: Cluster, tenant: Tenant, workload: Workload): Runtime | undefined {
  return cluster.runtimes.get(runtimeNameOf(cluster, tenant, workload) ?? '');
}
