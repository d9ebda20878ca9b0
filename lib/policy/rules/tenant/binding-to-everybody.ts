import { bindings, clusterRoleOf, EVERYBODY, isOfKubernetes, subjectsOf } from '../../rbac.js';
import type { EnvironmentRule } from '../../rule.js';

const binding = (subjects: string, role = 'viewer') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: viewers, namespace: shop-web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${role === 'viewer' ? 'Role' : 'ClusterRole'}, name: ${role}}
subjects: [${subjects}]
`;
const group = (name: string) => `{apiGroup: rbac.authorization.k8s.io, kind: Group, name: '${name}'}`;

/** What Kubernetes itself gives everybody: to learn what the API server can do, and what oneself may. */
const HARMLESS = new Set([
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
]);

const MEANS: Readonly<Record<string, string>> = {
  'system:authenticated': 'everybody who has any account, ServiceAccounts of other tenants included',
  'system:unauthenticated': 'everybody who reaches the API server',
  'system:anonymous': 'everybody who reaches the API server',
  'system:serviceaccounts': 'every pod of every tenant',
  'system:masters': 'a group that no policy and no webhook ever stops',
};

export const bindingToEverybody: EnvironmentRule = {
  id: 'tenant/binding-to-everybody',
  scope: 'environment',
  severity: 'error',
  what: 'No role is bound to everybody, to all ServiceAccounts, or to `system:masters`.',
  why: 'Groups of Kubernetes itself hold whoever can reach the API server, so the pods of one tenant get rights in the namespaces of another. Who is in `system:masters` cannot be kept from anything, nor removed from it before his certificate ends.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#general-good-practice',
  fix: "Bind the role to a group of the tenant's own people, as `owners` of the Tenant declares them.",
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: binding(group('shop-support')) },
      {
        title: 'what Kubernetes itself gives everybody',
        manifests: binding(group('system:authenticated'), 'system:discovery'),
      },
      { title: 'a user of that name is nobody', manifests: binding("{kind: User, name: 'system:authenticated'}") },
    ],
    invalid: [
      {
        manifests: binding(group('system:authenticated')),
        finds: [
          'RoleBinding viewers is for system:authenticated: everybody who has any account, ServiceAccounts of other tenants included',
        ],
      },
      {
        manifests: binding(`${group('shop-support')}, ${group('system:serviceaccounts')}`),
        finds: ['RoleBinding viewers is for system:serviceaccounts: every pod of every tenant'],
      },
      {
        manifests: binding("{kind: User, name: 'system:anonymous'}"),
        finds: ['RoleBinding viewers is for system:anonymous: everybody who reaches the API server'],
      },
      {
        manifests: binding(group('system:masters')),
        finds: ['RoleBinding viewers is for system:masters: a group that no policy and no webhook ever stops'],
      },
    ],
  },
  *check(context) {
    for (const judged of bindings(context)) {
      if (isOfKubernetes(judged) || HARMLESS.has(clusterRoleOf(judged) ?? '')) continue;
      for (const { kind, name, path } of subjectsOf(judged)) {
        const isEverybody = EVERYBODY.has(name) || name === 'system:masters';
        if (isEverybody && kind === (name === 'system:anonymous' ? 'User' : 'Group'))
          yield {
            message: `${judged.object.kind} ${judged.object.metadata.name} is for ${name}: ${MEANS[name]}`,
            object: judged,
            path: [...path, 'name'],
          };
      }
    }
  },
};
