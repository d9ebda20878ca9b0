import { type Rights, tenantRbacRules } from '../../rbac.js';
import type { EnvironmentRule } from '../../rule.js';

const role = (rule: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: builder, namespace: shop-web}
rules: [${rule}]
`;

const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** What walls are made of, by group; `*` where everything of the group is. */
const WALLS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'limitranges',
    'namespaces',
    'namespaces/finalize',
    'nodes',
    'persistentvolumes',
    // Beside the scheduler: a pod on a node of somebody else.
    'bindings',
    'pods/binding',
    // Traffic to addresses that no NetworkPolicy was asked about (CVE-2021-25740).
    'endpoints',
    'resourcequotas',
  ],
  'admissionregistration.k8s.io': ['*'],
  'apiextensions.k8s.io': ['customresourcedefinitions'],
  'cilium.io': ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'],
  'crd.projectcalico.org': ['networkpolicies', 'globalnetworkpolicies'],
  'discovery.k8s.io': ['endpointslices'],
  'networking.k8s.io': ['networkpolicies'],
  'node.k8s.io': ['runtimeclasses'],
  'policy.networking.k8s.io': ['*'],
  'projectcalico.org': ['networkpolicies', 'globalnetworkpolicies'],
  'rbac.authorization.k8s.io': ['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': ['storageclasses'],
};

export const roleWritesWalls: EnvironmentRule = {
  id: 'tenant/role-writes-walls',
  scope: 'environment',
  severity: 'error',
  what: 'No role that tenants have writes what their walls are made of: quotas, limits, NetworkPolicies, namespaces, roles, admission.',
  why: 'Who may write a wall may take it down. NetworkPolicies only ever open, so creating one is enough; a ResourceQuota only has to be deleted.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks',
  fix: 'Let the role read them (`get`, `list`, `watch`) and change them by a pull request to the declarations.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      {
        title: 'reading',
        manifests: role(
          "{apiGroups: ['', networking.k8s.io], resources: [resourcequotas, networkpolicies], verbs: [get, list, watch]}",
        ),
      },
      {
        title: 'something of the same name in another group',
        manifests: role('{apiGroups: [example.com], resources: [namespaces], verbs: [create]}'),
      },
    ],
    invalid: [
      {
        manifests: role("{apiGroups: [''], resources: [resourcequotas, limitranges], verbs: [get, update, delete]}"),
        finds: ['Role builder may update, delete resourcequotas', 'Role builder may update, delete limitranges'],
      },
      {
        manifests: role('{apiGroups: [networking.k8s.io], resources: [networkpolicies, ingresses], verbs: [create]}'),
        finds: ['Role builder may create networkpolicies.networking.k8s.io'],
      },
      {
        manifests: role("{apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: ['*']}"),
        finds: ['Role builder may write rolebindings.rbac.authorization.k8s.io'],
      },
      {
        manifests: role(
          '{apiGroups: [admissionregistration.k8s.io], resources: [validatingadmissionpolicies], verbs: [delete]}',
        ),
        finds: ['Role builder may delete validatingadmissionpolicies.admissionregistration.k8s.io'],
      },
    ],
  },
  *check(context) {
    for (const { role, path, apiGroups, resources, verbs } of tenantRbacRules(context, writesSomething)) {
      const writes = verbs.includes('*') ? ['write'] : verbs.filter((verb) => WRITES.includes(verb));
      for (const [index, resource] of resources.entries())
        for (const group of apiGroups)
          if (isWall(group, resource))
            yield {
              message: `${role.object.kind} ${role.object.metadata.name} may ${writes.join(', ')} ${resource}${group === '' ? '' : `.${group}`}`,
              object: role,
              path: [...path, 'resources', index],
            };
    }
  },
};

function writesSomething({ verbs }: Rights): boolean {
  return verbs.some((verb) => verb === '*' || WRITES.includes(verb));
}

/** Of a resource `*` another rule speaks. */
function isWall(group: string, resource: string): boolean {
  if (resource === '*') return false;
  if (group === '*') return Object.values(WALLS).some((resources) => resources.includes(resource));
  const walls = Object.hasOwn(WALLS, group) ? WALLS[group] : undefined;
  return walls !== undefined && (walls.includes('*') || walls.includes(resource));
}
