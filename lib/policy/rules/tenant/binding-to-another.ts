import type { Context } from '../../context.js';
import { namespaceOf } from '../../judged-object.js';
import { bindings, namespaceOfGroup, type Subject, subjectsOf, tenantsOfGroups } from '../../rbac.js';
import type { EnvironmentRule } from '../../rule.js';

const binding = (subject: string, kind = 'RoleBinding') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: viewers${kind === 'RoleBinding' ? ', namespace: shop-web' : ''}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [${subject}]
`;
const group = (name: string) => `{apiGroup: rbac.authorization.k8s.io, kind: Group, name: '${name}'}`;

export const bindingToAnother: EnvironmentRule = {
  id: 'tenant/binding-to-another',
  scope: 'environment',
  severity: 'error',
  what: 'A role in the namespace of a tenant is bound to that tenant alone, and no tenant gets rights in every namespace.',
  why: 'A binding to a group or ServiceAccount of another tenant lets it in past every other wall, and a ClusterRoleBinding lets it into the namespaces of all. Whose a subject is follows from the declared `owners` and from the namespace of a ServiceAccount; other people are not judged.',
  source: 'https://kubernetes.io/docs/concepts/security/multi-tenancy/#access-controls',
  fix: 'Bind the groups that the Tenant names as `owners`, by a RoleBinding in its own namespaces.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: binding(group('shop-admins')) },
      {
        title: 'from another namespace of the tenant',
        manifests: binding('{kind: ServiceAccount, name: workload, namespace: shop-data}'),
      },
      {
        title: 'the platform',
        manifests: binding('{kind: ServiceAccount, name: argocd, namespace: argocd}', 'ClusterRoleBinding'),
      },
    ],
    invalid: [
      {
        manifests: binding(group('bank-admins')),
        finds: [
          'RoleBinding viewers gives tenant bank (Group bank-admins) rights in namespace shop-web of tenant shop',
        ],
      },
      {
        manifests: binding('{kind: ServiceAccount, name: workload, namespace: bank-ledger}'),
        finds: [
          'RoleBinding viewers gives tenant bank (ServiceAccount workload) rights in namespace shop-web of tenant shop',
        ],
      },
      {
        title: 'all accounts of a namespace',
        manifests: binding(group('system:serviceaccounts:bank-ledger')),
        finds: [
          'RoleBinding viewers gives tenant bank (Group system:serviceaccounts:bank-ledger) rights in namespace shop-web of tenant shop',
        ],
      },
      {
        manifests: binding(group('shop-admins'), 'ClusterRoleBinding'),
        finds: ['ClusterRoleBinding viewers gives tenant shop (Group shop-admins) rights in every namespace'],
      },
    ],
  },
  *check(context) {
    const groups = context.recall(tenantsOfGroups);
    for (const judged of bindings(context)) {
      const { kind, metadata } = judged.object;
      const namespace = kind === 'RoleBinding' ? namespaceOf(judged) : undefined;
      const owner = namespace === undefined ? undefined : context.tenantOf(namespace);
      // In a namespace of the platform it is for the platform to say who gets in.
      if (kind === 'RoleBinding' && owner === undefined) continue;
      const where = kind === 'RoleBinding' ? `namespace ${namespace} of tenant ${owner}` : 'every namespace';
      for (const subject of subjectsOf(judged)) {
        const tenant = tenantOf(context, groups, subject);
        if (tenant !== undefined && tenant !== owner)
          yield {
            message: `${kind} ${metadata.name} gives tenant ${tenant} (${subject.kind} ${subject.name}) rights in ${where}`,
            object: judged,
            path: [...subject.path, 'name'],
          };
      }
    }
  },
};

function tenantOf(context: Context, groups: ReadonlyMap<string, string>, subject: Subject): string | undefined {
  const namespace = subject.kind === 'ServiceAccount' ? subject.namespace : namespaceOfGroup(subject);
  if (namespace !== undefined) return context.tenantOf(namespace);
  return subject.kind === 'Group' ? groups.get(subject.name) : undefined;
}
