import { Construct } from 'constructs';
import type { Cluster, Tenant } from '../../config/declaration.js';
import { derive } from '../../config/provenance.js';
import { ManifestFile, originate } from '../manifest-file.js';
import { addApplication, destinationOf, distSource, REMOVE_RESOURCES, WAVES } from './application.js';
import { argoNames } from './names.js';
import { addProject, OWN_SOURCE_KINDS, RETIRED_KINDS, TENANT_KINDS } from './project.js';

export interface TenantDeliveryProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
}

/**
 * How a tenant is delivered. Its walls are synced in the platform's project; its workloads in a project of its own, which
 * knows one repository, the tenant's namespaces and no kind that walls are made of.
 *
 * A retired tenant's Application stays and delivers nothing, so its workloads are pruned while the root waits for nobody.
 * Its project no longer knows claims, and what a project does not permit, Argo CD does not see and so never removes
 * (controller/state.go, IsLiveResourcePermitted). When the declaration is gone, its Applications go at once for want of a
 * finalizer, and namespaces and data stay until a person removes them.
 */
export class TenantDelivery extends Construct {
  constructor(scope: Construct, id: string, { cluster, tenant }: TenantDeliveryProps) {
    super(scope, id);
    const { environment } = cluster;
    const file = new ManifestFile(this, `argocd/tenants/${tenant.name}.yaml`, [environment, tenant]);
    originate(file, tenant);
    const names = argoNames(environment.name);
    const project = names.tenant(tenant.name);
    const folder = `tenants/${tenant.name}`;
    const retired = tenant.spec.state === 'retired';
    const own = retired ? undefined : tenant.declared.source;
    const server = destinationOf(environment);

    const appProject = addProject(file, environment, {
      name: project,
      wave: WAVES.tenantProject,
      spec: {
        description: `Workloads of tenant ${tenant.name} in ${environment.name}`,
        sourceRepos: [own?.repoURL ?? environment.declared.argocd.repoURL],
        destinations: Object.entries(tenant.declared.namespaces).map(([name, declared]) => ({
          ...server,
          namespace: derive(declared, () => name),
        })),
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: retired ? RETIRED_KINDS : own === undefined ? TENANT_KINDS : OWN_SOURCE_KINDS,
      },
    });
    originate(appProject, tenant, ['spec', 'namespaces']);

    addApplication(file, environment, {
      id: 'walls',
      name: names.walls(tenant.name),
      project: names.platform,
      wave: WAVES.walls,
      source: distSource(environment, `${folder}/walls`),
      destination: server,
    });
    const workloads = addApplication(file, environment, {
      id: 'workloads',
      name: project,
      project,
      wave: WAVES.workloads,
      source:
        own === undefined
          ? // The folder also holds the walls, so it is there when the tenant has no workloads.
            distSource(environment, folder, 'workloads/**')
          : { repoURL: own.repoURL, targetRevision: own.targetRevision, path: own.path, directory: { recurse: true } },
      // Argo CD holds the destination itself against the project, whatever namespaces the manifests name.
      destination: { ...server, namespace: firstNamespace(tenant) },
      ...(retired ? {} : { finalizers: [REMOVE_RESOURCES] }),
      allowEmpty: true,
    });
    originate(workloads, tenant, ['spec', retired ? 'state' : own === undefined ? 'namespaces' : 'source']);
  }
}

function firstNamespace({ declared }: Tenant): string {
  const [[name, first] = ['', {}]] = Object.entries(declared.namespaces);
  return derive(first, () => name);
}
