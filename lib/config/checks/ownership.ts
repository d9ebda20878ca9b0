import type { Tenant } from '../declaration.js';
import type { Doubt } from '../doubt.js';
import type { EnvironmentSpec } from '../schema/environment.js';
import type { Check } from './check.js';

/** Nobody owns what is another's: a namespace belongs to one tenant, a group to one tenant, the platform's to none. */
export const ownership: Check = ({ cluster, report, doubt, tenants }) => {
  const reserved = platformNamespaces(cluster.environment.spec, doubt);
  const namespaces = new Map<string, Tenant>();
  const groups = new Map<string, { tenant: Tenant; path: (string | number)[] }>();
  for (const tenant of tenants()) {
    doubt.ask(() => {
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
        // Only who is certain to own it keeps it from others.
        else if (!doubt.isRaised) namespaces.set(namespace, tenant);
      }
    });
    for (const role of doubt.each(['admin', 'developer', 'viewer'] as const)) {
      for (const [index, group] of tenant.spec.owners[role].entries()) {
        const path = ['spec', 'owners', role, index];
        const known = groups.get(group);
        if (known !== undefined && known.tenant !== tenant)
          report(tenant, path, `the group \`${group}\` belongs to tenant \`${known.tenant.name}\``, {
            hint: 'a group belongs to one tenant: who is in both teams is put into both groups',
            related: { declaration: known.tenant, path: known.path, message: 'declared here' },
          });
        else if (!doubt.isRaised) groups.set(group, { tenant, path });
      }
    }
  }
};

/** Those that are certain: what else is the platform's does not show before the Environment is mended. */
function platformNamespaces(spec: EnvironmentSpec, doubt: Doubt): Set<string> {
  const namespaces = new Set(['default']);
  const add = (namespaceOf: () => string | undefined) => {
    const namespace = doubt.certain(namespaceOf);
    if (namespace !== undefined) namespaces.add(namespace);
  };
  add(() => spec.argocd.namespace);
  add(() => spec.network.dns.namespace);
  add(() => spec.nodePreparation?.namespace);
  for (const service of doubt.certain(() => Object.keys(spec.platformServices)) ?? [])
    add(() => spec.platformServices[service]?.namespace);
  return namespaces;
}
