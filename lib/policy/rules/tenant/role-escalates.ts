import type { JudgedObject } from '../../judged-object.js';
import { type Rights, tenantRbacRules } from '../../rbac.js';
import type { EnvironmentRule } from '../../rule.js';

const role = (rule: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: builder, namespace: shop-web}
rules: [${rule}]
`;

const VERBS = ['escalate', 'bind', 'impersonate'];

interface Power {
  readonly group: string;
  readonly verbs: readonly string[];
  readonly can: string;
}

/** Resources with which somebody acts as another: what it comes to, and with which verbs. */
const POWERS: ReadonlyMap<string, Power> = new Map([
  ['serviceaccounts/token', { group: '', verbs: ['create'], can: 'make tokens of any ServiceAccount' }],
  [
    'nodes/proxy',
    { group: '', verbs: ['get', 'create'], can: 'run commands in any pod of a node through its kubelet' },
  ],
  [
    'certificatesigningrequests/approval',
    { group: 'certificates.k8s.io', verbs: ['update', 'patch'], can: 'issue certificates in any name' },
  ],
  ['signers', { group: 'certificates.k8s.io', verbs: ['approve', 'sign'], can: 'issue certificates in any name' }],
]);

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
    for (const { role, path, apiGroups, resources, verbs } of tenantRbacRules(context, mayEscalate)) {
      for (const [index, verb] of verbs.entries())
        if (VERBS.includes(verb))
          yield {
            message: `${describe(role)} may ${verb} ${resources.join(', ')}`,
            object: role,
            path: [...path, 'verbs', index],
          };
      for (const [index, resource] of resources.entries()) {
        const power = POWERS.get(resource);
        if (power === undefined || !apiGroups.includes(power.group)) continue;
        const verb = verbs.find((one) => power.verbs.includes(one) || one === '*');
        if (verb === undefined) continue;
        yield {
          message: `${describe(role)} may ${verb === '*' ? 'do everything to' : verb} ${resource}: ${power.can}`,
          object: role,
          path: [...path, 'resources', index],
        };
      }
    }
  },
};

function mayEscalate({ resources, verbs }: Rights): boolean {
  return verbs.some((verb) => VERBS.includes(verb)) || resources.some((resource) => POWERS.has(resource));
}

function describe({ object }: JudgedObject): string {
  return `${object.kind} ${object.metadata.name}`;
}
