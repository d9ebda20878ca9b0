import { type Rights, tenantRbacRules } from '../../rbac.js';
import type { EnvironmentRule } from '../../rule.js';

const role = (rule: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: builder, namespace: shop-web}
rules: [${rule}]
`;
const clusterRole = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules: [{apiGroups: ['*'], resources: ['*'], verbs: [get]}]
`;
const boundTo = (namespace: string) => `${clusterRole}---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operator}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
subjects: [{kind: ServiceAccount, name: operator, namespace: ${namespace}}]
`;

/** Of which a part that no binding names is the wildcard. */
const aggregatedBoundTo = (
  namespace: string,
) => `${boundTo(namespace).replace('{name: operator}', '{name: part, labels: {for: operator}}')}---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
aggregationRule: {clusterRoleSelectors: [{matchLabels: {for: operator}}]}
`;

export const roleWildcard: EnvironmentRule = {
  id: 'tenant/role-wildcard',
  scope: 'environment',
  severity: 'error',
  what: 'A role that tenants have names each group, resource and verb: none is `*`.',
  why: 'A wildcard is a right to what does not exist yet: the next version of Kubernetes, or the next operator, adds to it without anybody agreeing. In verbs it holds escalate, bind and impersonate. A ClusterRole that is bound to nobody known is judged like one that tenants have.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
  fix: 'List the resources and verbs that are needed.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: role('{apiGroups: [apps], resources: [deployments], verbs: [get, list, watch]}') },
      { title: 'in the hands of the platform alone', manifests: boundTo('kube-system') },
      { title: 'aggregated into what the platform alone has', manifests: aggregatedBoundTo('kube-system') },
    ],
    invalid: [
      {
        manifests: role("{apiGroups: [apps], resources: [deployments], verbs: ['*']}"),
        finds: ['Role builder gives every verb on deployments'],
      },
      {
        manifests: role("{apiGroups: ['*'], resources: ['*'], verbs: [get]}"),
        finds: ['Role builder names every API group', 'Role builder names every resource of every API group'],
      },
      {
        manifests: role("{apiGroups: [apps], resources: ['*'], verbs: ['*']}"),
        finds: ['Role builder names every resource of apps', 'Role builder gives every verb on every resource'],
      },
      {
        manifests: role("{apiGroups: [apps], resources: ['*/scale'], verbs: [get]}"),
        finds: ['Role builder names every resource with the subresource scale of apps'],
      },
      {
        manifests: boundTo('shop-web'),
        finds: [
          'ClusterRole operator names every API group',
          'ClusterRole operator names every resource of every API group',
        ],
      },
      {
        title: 'aggregated into what a tenant has',
        manifests: aggregatedBoundTo('shop-web'),
        finds: ['ClusterRole part names every API group', 'ClusterRole part names every resource of every API group'],
      },
      {
        title: 'bound to nobody yet',
        manifests: clusterRole,
        finds: [
          'ClusterRole operator names every API group',
          'ClusterRole operator names every resource of every API group',
        ],
      },
    ],
  },
  *check(context) {
    for (const { role, path, apiGroups, resources, verbs } of tenantRbacRules(context, hasWildcard)) {
      const who = `${role.object.kind} ${role.object.metadata.name}`;
      const groups = apiGroups.includes('*')
        ? 'every API group'
        : apiGroups.map((group) => group || 'the core group').join(', ');
      for (const [index, group] of apiGroups.entries())
        if (group === '*')
          yield { message: `${who} names every API group`, object: role, path: [...path, 'apiGroups', index] };
      for (const [index, resource] of resources.entries()) {
        if (!isWildcard(resource)) continue;
        yield {
          message: `${who} names ${inWords(resource)} of ${groups}`,
          object: role,
          path: [...path, 'resources', index],
        };
      }
      for (const [index, verb] of verbs.entries())
        if (verb === '*')
          yield {
            message: `${who} gives every verb on ${resources.length === 0 ? 'URLs' : resources.map(inWords).join(', ')}`,
            object: role,
            path: [...path, 'verbs', index],
          };
    }
  },
};

function hasWildcard({ apiGroups, resources, verbs }: Rights): boolean {
  return apiGroups.includes('*') || verbs.includes('*') || resources.some(isWildcard);
}

function inWords(resource: string): string {
  if (resource === '*') return 'every resource';
  return resource.startsWith('*/') ? `every resource with the subresource ${resource.slice(2)}` : resource;
}

function isWildcard(resource: string): boolean {
  return resource === '*' || resource.startsWith('*/');
}
