import type { Context } from '../../context.js';
import { shown } from '../../fields.js';
import type { JudgedObject } from '../../judged-object.js';
import { bindings, clusterRoleOf, isOfKubernetes, subjectsOf } from '../../rbac.js';
import type { EnvironmentRule } from '../../rule.js';
import { isOfPlatform, isWalled } from '../../walled.js';

const binding = (kind: string, role: string, subject: string, namespace = '') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata: {name: owners${namespace === '' ? '' : `, namespace: ${namespace}`}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role}}
subjects: [${subject}]
`;
const PEOPLE = '{apiGroup: rbac.authorization.k8s.io, kind: Group, name: shop-admins}';

const GIVES: Readonly<Record<string, string>> = {
  'cluster-admin': 'everything',
  admin: 'writing roles, bindings, NetworkPolicies and Secrets, and running commands in pods',
  edit: 'writing NetworkPolicies and Secrets, running commands in pods and acting as any ServiceAccount there',
};

export const bindingToAdmin: EnvironmentRule = {
  id: 'tenant/binding-to-admin',
  scope: 'environment',
  severity: 'error',
  what: 'No tenant is bound to the ClusterRoles `cluster-admin`, `admin` and `edit`, and nobody but the platform to `cluster-admin`.',
  why: 'These roles were made for namespaces with one owner: they write NetworkPolicies and Secrets, and every operator that is installed may add to them. Of a ClusterRoleBinding to anything but a ServiceAccount of the platform nobody can say here whose it is, so it is found.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles',
  fix: 'Bind a Role of the namespace that lists its rights; `bulkhead synth` renders one for each kind of owner.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: binding('RoleBinding', 'view', PEOPLE, 'shop-web') },
      {
        title: 'the platform',
        manifests: binding(
          'ClusterRoleBinding',
          'cluster-admin',
          '{kind: ServiceAccount, name: argocd, namespace: argocd}',
        ),
      },
      { title: 'in a namespace of the platform', manifests: binding('RoleBinding', 'admin', PEOPLE, 'monitoring') },
    ],
    invalid: [
      {
        manifests: binding('RoleBinding', 'edit', PEOPLE, 'shop-web'),
        finds: [
          'RoleBinding owners gives shop-admins the ClusterRole edit in namespace shop-web: writing NetworkPolicies and Secrets, running commands in pods and acting as any ServiceAccount there',
        ],
      },
      {
        manifests: binding(
          'ClusterRoleBinding',
          'cluster-admin',
          '{kind: ServiceAccount, name: workload, namespace: shop-web}',
        ),
        finds: [
          'ClusterRoleBinding owners gives ServiceAccount workload the ClusterRole cluster-admin in every namespace: everything',
        ],
      },
      {
        title: 'people whom no declaration names',
        manifests: binding(
          'ClusterRoleBinding',
          'cluster-admin',
          '{apiGroup: rbac.authorization.k8s.io, kind: Group, name: oncall}',
        ),
        finds: ['ClusterRoleBinding owners gives oncall the ClusterRole cluster-admin in every namespace: everything'],
      },
    ],
  },
  *check(context) {
    for (const judged of bindings(context)) {
      const role = clusterRoleOf(judged) ?? '';
      const gives = Object.hasOwn(GIVES, role) ? GIVES[role] : undefined;
      if (gives === undefined || isOfPlatform(judged) || isOfKubernetes(judged)) continue;
      const { kind, metadata } = judged.object;
      if (kind === 'RoleBinding' && !isWalled(context, judged)) continue;
      const names = subjectNames(context, judged);
      if (names.length === 0) continue;
      const where = kind === 'RoleBinding' ? `namespace ${shown(metadata.namespace ?? '')}`.trim() : 'every namespace';
      yield {
        message: `${kind} ${metadata.name} gives ${names.join(', ')} the ClusterRole ${role} in ${where}: ${gives}`,
        object: judged,
        path: ['roleRef', 'name'],
      };
    }
  },
};

/** But for ServiceAccounts of the platform, and Kubernetes' own users and groups, of which another rule speaks. */
function subjectNames(context: Context, judged: JudgedObject): string[] {
  return subjectsOf(judged)
    .filter(({ kind, name, namespace }) =>
      kind === 'ServiceAccount' && namespace !== undefined
        ? context.isTenantNamespace(namespace)
        : !name.startsWith('system:'),
    )
    .map(({ kind, name }) => (kind === 'ServiceAccount' ? `ServiceAccount ${name}` : name));
}
