import { tenantRbacRules } from '../../rbac.js';
import type { EnvironmentRule } from '../../rule.js';

const role = (rule: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: builder, namespace: shop-web}
rules: [${rule}]
`;

const VERBS = ['escalate', 'bind', 'impersonate'];

/** Resources with which somebody acts as another, by group: what it comes to, and with which verbs. */
const POWERS: Readonly<Record<string, { readonly verbs: readonly string[]; readonly can: string }>> = {
  '/serviceaccounts/token': { verbs: ['create'], can: 'make tokens of any ServiceAccount' },
  '/nodes/proxy': { verbs: ['get', 'create'], can: 'run commands in any pod of a node through its kubelet' },
  'certificates.k8s.io/certificatesigningrequests/approval': {
    verbs: ['update', 'patch'],
    can: 'issue certificates in any name',
  },
  'certificates.k8s.io/signers': { verbs: ['approve', 'sign'], can: 'issue certificates in any name' },
};

export const roleEscalates: EnvironmentRule = {
  id: 'tenant/role-escalates',
  scope: 'environment',
  severity: 'error',
  what: 'No role that tenants have lets them escalate, bind or impersonate, or act as somebody else by other means.',
  why: 'With `escalate` one adds rights to a role that one has not, with `bind` one gives them to oneself, and whoever impersonates is somebody else. Tokens of ServiceAccounts, the kubelet behind `nodes/proxy` and signed certificates lead to the same end.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks',
  fix: 'Take the verb or resource out of the role: what tenants may do is rendered from their `owners`.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      {
        title: 'looking at roles gives none',
        manifests: role('{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [get, list, watch]}'),
      },
      {
        title: 'a ServiceAccount is not its token',
        manifests: role("{apiGroups: [''], resources: [serviceaccounts], verbs: [create]}"),
      },
    ],
    invalid: [
      {
        manifests: role('{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate, bind]}'),
        finds: ['Role builder may escalate roles', 'Role builder may bind roles'],
      },
      {
        manifests: role("{apiGroups: [''], resources: [users, groups], verbs: [impersonate]}"),
        finds: ['Role builder may impersonate users, groups'],
      },
      {
        manifests: role("{apiGroups: [''], resources: [serviceaccounts/token], verbs: [create]}"),
        finds: ['Role builder may create serviceaccounts/token: make tokens of any ServiceAccount'],
      },
      {
        manifests: role("{apiGroups: [''], resources: [nodes/proxy], verbs: [get]}"),
        finds: ['Role builder may get nodes/proxy: run commands in any pod of a node through its kubelet'],
      },
    ],
  },
  *check(context) {
    for (const { role, path, apiGroups, resources, verbs } of tenantRbacRules(context)) {
      const who = `${role.object.kind} ${role.object.metadata.name}`;
      for (const [index, verb] of verbs.entries())
        if (VERBS.includes(verb))
          yield {
            message: `${who} may ${verb} ${resources.join(', ')}`,
            object: role,
            path: [...path, 'verbs', index],
          };
      for (const [index, resource] of resources.entries())
        for (const group of apiGroups) {
          const power = Object.hasOwn(POWERS, `${group}/${resource}`) ? POWERS[`${group}/${resource}`] : undefined;
          const verb = verbs.find((one) => power?.verbs.includes(one) || one === '*');
          if (power === undefined || verb === undefined) continue;
          yield {
            message: `${who} may ${verb === '*' ? 'do everything to' : verb} ${resource}: ${power.can}`,
            object: role,
            path: [...path, 'resources', index],
          };
        }
    }
  },
};
