import { ROLES } from '../../../lib/constructs/tenant/roles.js';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { memberOf } from '../users.js';
import { type Attack, forbidden } from './attack.js';
import { create, get, patch, pathOf, post, remove, type Send } from './requests.js';
import { pod, type Target } from './target.js';

const RBAC = 'rbac.authorization.k8s.io/v1';
const META = (name: string, namespace?: string) => ({ name, ...(namespace === undefined ? {} : { namespace }) });

/** What no owner of a tenant may do anywhere, and what a tenant may not do where another lives. */
export function accessAttacks(target: Target): Attack[] {
  const { tenant, namespace, other } = target;
  return ROLES.flatMap((role) =>
    tenant.spec.owners[role].slice(0, 1).flatMap((group) => {
      const user = memberOf(group);
      return [
        ...forbidden(user, `in the namespace "${other}"`, elsewhere(target)),
        ...forbidden(user, `is forbidden: User "${user.name}" cannot `, walls(namespace)),
        ...forbidden(user, `is forbidden: User "${user.name}" cannot `, cluster(target)),
        ...['admin', `system:serviceaccount:${namespace}:workload`].map((impersonating) => ({
          name: `${user.name}: be ${impersonating}`,
          by: user,
          impersonating,
          send: get(pathOf('v1', 'pods', namespace)),
          refused: `User "${user.name}" cannot impersonate`,
          control: { name: `${user.name}: be oneself`, by: user, send: get(pathOf('v1', 'pods', namespace)) },
        })),
      ];
    }),
  );
}

/**
 * Those that come last: once somebody was let to delete a namespace, be it in a dry run, the API server asks etcd for it with
 * every request of the next 30 s (apiserver, pkg/admission/plugin/namespace/lifecycle).
 */
export function removalAttacks({ tenant, namespace }: Target): Attack[] {
  const removal = { 'delete the namespace': remove(pathOf('v1', 'namespaces', undefined, namespace)) };
  return ROLES.flatMap((role) =>
    tenant.spec.owners[role].slice(0, 1).flatMap((group) => {
      const user = memberOf(group);
      return forbidden(user, `is forbidden: User "${user.name}" cannot `, removal);
    }),
  );
}

/** The namespace of somebody else. */
function elsewhere(target: Target): Record<string, Send> {
  const { other } = target;
  const reads = Object.fromEntries(
    ['pods', 'secrets', 'configmaps', 'services', 'events', 'resourcequotas', 'persistentvolumeclaims'].map(
      (plural) => [`list ${plural} of another tenant`, get(pathOf('v1', plural, other))],
    ),
  );
  const there = (object: JsonObject) => ({
    ...object,
    metadata: { ...(object.metadata as JsonObject), namespace: other },
  });
  return {
    ...reads,
    'read one of another tenant': get(pathOf('v1', 'configmaps', other, 'kube-root-ca.crt')),
    'list Deployments of another tenant': get(pathOf('apps/v1', 'deployments', other)),
    'create a ConfigMap for another tenant': create(
      there({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'attack' } }),
    ),
    'delete pods of another tenant': remove(pathOf('v1', 'pods', other)),
    'tell another tenant an event': create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'attack', namespace: other },
      involvedObject: { kind: 'Pod', name: 'attack', namespace: other },
    }),
  };
}

/** One's own walls. */
function walls(namespace: string): Record<string, Send> {
  const quota = pathOf('v1', 'resourcequotas', namespace);
  const deny = pathOf('networking.k8s.io/v1', 'networkpolicies', namespace, 'default-deny');
  const note: JsonObject = { metadata: { annotations: { 'example.com/note': 'a' } } };
  const role = (kind: string, rest: JsonObject) =>
    create({ apiVersion: RBAC, kind, metadata: META('attack', namespace), ...rest });
  const account = pathOf('v1', 'serviceaccounts', namespace, 'workload');
  return {
    'raise the quota': patch(`${quota}/compute`, { spec: { hard: { 'limits.cpu': '1k' } } }),
    'delete the quota': remove(`${quota}/compute`),
    'raise the limits': patch(pathOf('v1', 'limitranges', namespace, 'defaults'), note),
    'delete the limits': remove(pathOf('v1', 'limitranges', namespace, 'defaults')),
    'open the default deny': patch(deny, note),
    'delete the default deny': remove(deny),
    'add a NetworkPolicy': create({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: META('attack', namespace),
      spec: { podSelector: {}, policyTypes: ['Egress'], egress: [{}] },
    }),
    'lower Pod Security': patch(pathOf('v1', 'namespaces', undefined, namespace), {
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    }),
    'widen the grant': patch(pathOf('v1', 'namespaces', undefined, namespace), {
      metadata: { annotations: { 'bulkhead.dev/registries': 'docker.io' } },
    }),
    'create a Role': role('Role', { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['*'] }] }),
    'change its own Role': patch(pathOf(RBAC, 'roles', namespace, 'tenant-admin'), note),
    'bind itself to admin': role('RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'attackers' }],
    }),
    'create an account': create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: META('attack', namespace) }),
    'let an account automount': patch(account, { automountServiceAccountToken: true }),
    'ask for a token': post(`${account}/token`, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    }),
    'add endpoints of its choice': create({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: META('attack', namespace),
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'] }],
    }),
    'take a lease': create({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: META('attack', namespace),
      spec: {},
    }),
  };
}

/** What belongs to nobody's namespace, or to the platform's. */
function cluster(target: Target): Record<string, Send> {
  const { argocd } = target.cluster.environment.spec;
  const all = (apiVersion: string, plural: string) => get(pathOf(apiVersion, plural));
  return {
    'list namespaces': all('v1', 'namespaces'),
    'list pods of all namespaces': all('v1', 'pods'),
    'list secrets of all namespaces': all('v1', 'secrets'),
    'list nodes': all('v1', 'nodes'),
    'list volumes': all('v1', 'persistentvolumes'),
    'list admission policies': all('admissionregistration.k8s.io/v1', 'validatingadmissionpolicies'),
    'create a namespace': create({ apiVersion: 'v1', kind: 'Namespace', metadata: META('attack') }),
    'create a ClusterRole': create({
      apiVersion: RBAC,
      kind: 'ClusterRole',
      metadata: META('attack'),
      rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['escalate', 'bind', 'impersonate'] }],
    }),
    'bind itself to cluster-admin': create({
      apiVersion: RBAC,
      kind: 'ClusterRoleBinding',
      metadata: META('attack'),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'attackers' }],
    }),
    'create a PriorityClass': create({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: META('attack'),
      value: 1_000_000_000,
    }),
    'create a RuntimeClass': create({
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: META('attack'),
      handler: 'runc',
    }),
    'unbind an admission policy': remove(
      pathOf('admissionregistration.k8s.io/v1', 'validatingadmissionpolicybindings', undefined, 'pods.bulkhead.dev'),
    ),
    'give itself an Application': create({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: META('attack', argocd.namespace),
      spec: {
        project: 'default',
        destination: { name: 'in-cluster' },
        source: { repoURL: 'https://example.com/a.git' },
      },
    }),
    'run a pod beside Argo CD': create({
      ...pod(target),
      metadata: { name: 'attack', namespace: argocd.namespace },
      spec: { containers: [{ name: 'app', image: 'app' }] },
    }),
  };
}
