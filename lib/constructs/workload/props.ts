import type { Cluster, Tenant, Workload } from '../../config/declaration.js';
import type { NetworkPaths } from '../../config/network-path.js';

/** What every construct of a workload is made from. */
export interface WorkloadProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly workload: Workload;
  readonly paths: NetworkPaths;
}
