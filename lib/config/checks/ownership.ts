import type { Tenant } from '../declaration.js';
import type { EnvironmentSpec } from '../schema/environment.js';
import { amongst, type Check } from './check.js';

/** Nobody owns what is another's: a namespace belongs to one tenant, a group to one tenant, the platform's to none. */
export const ownership: Check = ({ cluster, report, isDeclared, declared }) => {
  const reserved = platformNamespaces(cluster.environment.spec);
  const namespaces = new Map<string, Tenant>();
  const groups = new Map<string, { tenant: Tenant; path: (string | number)[] }>();
  for (const tenant of cluster.tenants.values()) {
    for (const namespace of Object.keys(tenant.spec.namespaces)) {
      const path = ['spec', 'namespaces', namespace];
      const owner = namespaces.get(namespace);
      if (reserved.has(namespace) || namespace.startsWith('kube-'))
        report(tenant, path, 'the namespace belongs to the platform', {
          part: 'key',
          hint: `choose another name, such as ${tenant.name}-${namespace}`,
        });
      else if (owner !== undefined)
        report(tenant, path, `the namespace belongs to tenant \`${owner.name}\``, {
          part: 'key',
          hint: 'a namespace belongs to one tenant',
          related: { declaration: owner, path, part: 'key', message: 'declared here' },
        });
      else namespaces.set(namespace, tenant);
    }
    for (const role of ['admin', 'developer', 'viewer'] as const) {
      tenant.spec.owners[role].forEach((group, index) => {
        const path = ['spec', 'owners', role, index];
        const known = groups.get(group);
        if (known !== undefined && known.tenant !== tenant)
          report(tenant, path, `the group \`${group}\` belongs to tenant \`${known.tenant.name}\``, {
            hint: 'a group belongs to one tenant: who is in both teams is put into both groups',
            related: { declaration: known.tenant, path: known.path, message: 'declared here' },
          });
        else groups.set(group, { tenant, path });
      });
    }
  }
  for (const [tenant, workloads] of cluster.workloads) {
    const source = cluster.tenants.get(tenant);
    if (source?.spec.source !== undefined)
      for (const workload of workloads.values())
        report(
          workload,
          [],
          `the manifests of tenant \`${tenant}\` come from a repository of its own, so nobody would deliver this`,
          {
            hint: 'declare workloads here or spec.source in the Tenant, not both',
            related: { declaration: source, path: ['spec', 'source'], message: 'declared here' },
          },
        );
    if (isDeclared('Tenant', tenant)) continue;
    // The path is what is wrong, not a field.
    for (const workload of workloads.values())
      report(workload, [], `environment \`${cluster.name}\` has no Tenant \`${tenant}\`, whose folder this is`, {
        hint: amongst(tenant, declared('Tenant'), 'tenants'),
      });
  }
};

function platformNamespaces({ argocd, network, platformServices }: EnvironmentSpec): Set<string> {
  const services = Object.values(platformServices).flatMap(({ namespace }) => namespace ?? []);
  return new Set(['default', argocd.namespace, network.dns.namespace, ...services]);
}
