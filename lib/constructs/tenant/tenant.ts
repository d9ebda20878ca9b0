import { Construct } from 'constructs';
import type { Cluster, Tenant as TenantDeclaration } from '../../config/declaration.js';
import { type NetworkPaths, networkPaths } from '../../config/network-path.js';
import { ManifestFile } from '../manifest-file.js';
import { Workload } from '../workload/workload.js';
import { TenantAccess } from './access.js';
import { grantingRuntimes } from './grant.js';
import { TenantNamespace } from './namespace.js';
import { TenantNetwork } from './network.js';
import { TenantQuota } from './quota.js';
import { WorkloadNetwork } from './workload-network.js';

export interface TenantProps {
  readonly cluster: Cluster;
  readonly tenant: TenantDeclaration;
  /** The cluster's declared paths, when they were worked out already. */
  readonly paths?: NetworkPaths;
}

/**
 * A tenant whole: for each of its namespaces the walls (namespace, access, quota, network), which the platform syncs,
 * and for each of its workloads a file, which Argo CD syncs in the tenant's own project. A retired tenant keeps its
 * walls and has no workloads.
 */
export class Tenant extends Construct {
  constructor(scope: Construct, id: string, { cluster, tenant, paths = networkPaths(cluster) }: TenantProps) {
    super(scope, id);
    const { environment } = cluster;
    const all = tenant.spec.state === 'retired' ? [] : [...(cluster.workloads.get(tenant.name)?.values() ?? [])];
    for (const namespace of Object.keys(tenant.spec.namespaces)) {
      const walls = `tenants/${tenant.name}/walls/${namespace}`;
      const props = { cluster, tenant, namespace };
      const grant = [environment, tenant, ...grantingRuntimes(props)];
      new TenantNamespace(new ManifestFile(this, `${walls}/namespace.yaml`, grant), 'namespace', props);
      new TenantAccess(new ManifestFile(this, `${walls}/access.yaml`, [tenant]), 'access', props);
      new TenantQuota(new ManifestFile(this, `${walls}/quota.yaml`, [environment, tenant]), 'quota', props);

      const workloads = all.filter((workload) => workload.spec.namespace === namespace);
      const ends = workloads.flatMap((workload) => [workload, ...(paths.get(workload) ?? []).map((path) => path.peer)]);
      const declarations = [
        environment,
        tenant,
        ...new Set(ends.filter((workload) => workload.spec.network !== undefined || paths.has(workload))),
      ];
      const network = new ManifestFile(this, `${walls}/network.yaml`, declarations);
      new TenantNetwork(network, 'network', props);
      for (const [index, workload] of workloads.entries())
        new WorkloadNetwork(network, `workload-${index}`, { cluster, tenant, workload, paths });
    }
    for (const workload of all) {
      const path = `tenants/${tenant.name}/workloads/${workload.spec.namespace}/${workload.name}.yaml`;
      const declarations = [environment, tenant, workload];
      new Workload(new ManifestFile(this, path, declarations), 'workload', { cluster, tenant, workload, paths });
    }
  }
}
