import type { Cluster, Runtime, Tenant, Workload } from '../../config/declaration.js';
import type { NetworkPaths } from '../../config/network-path.js';

/** What every construct of a workload is made from. */
export interface WorkloadProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly workload: Workload;
  readonly paths: NetworkPaths;
}

/** The same, with its runtime looked up. */
export interface RunningWorkload extends WorkloadProps {
  readonly runtime: Runtime;
}
