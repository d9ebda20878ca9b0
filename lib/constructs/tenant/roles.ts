import { constant } from '../../kubernetes/constant.js';
import type { PolicyRule } from '../k8s.js';

/**
 * What people may do in a tenant's namespaces. No wildcards: a new kind of object is closed until somebody opens it.
 * Never here, for anybody: writing quotas, limits, NetworkPolicies, namespaces, roles and bindings, EndpointSlices,
 * service account tokens or pod bindings, nor the verbs escalate, bind and impersonate: with each of them a tenant could
 * take down its own wall (kubernetes.io/docs/concepts/security/rbac-good-practices).
 */
export const ROLES = ['admin', 'developer', 'viewer'] as const;
export type RoleName = (typeof ROLES)[number];

const LOOK = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

const rule = (apiGroups: string[], resources: string[], verbs: string[]): PolicyRule =>
  constant({ apiGroups, resources, verbs });

const VIEWER = [
  rule(
    [''],
    [
      'configmaps',
      'events',
      'limitranges',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'pods/status',
      'resourcequotas',
      'services',
    ],
    LOOK,
  ),
  rule(['apps'], ['deployments', 'replicasets', 'statefulsets'], LOOK),
  rule(['batch'], ['cronjobs', 'jobs'], LOOK),
  rule(['discovery.k8s.io'], ['endpointslices'], LOOK),
  rule(['events.k8s.io'], ['events'], LOOK),
  rule(['networking.k8s.io'], ['networkpolicies'], LOOK),
  rule(['policy'], ['poddisruptionbudgets'], LOOK),
];

// A restart is a patch of the pod template. What is patched beyond it, Argo CD puts back; until then it runs, and may have
// read the Secrets of the namespace: developers are trusted with those.
const DEVELOPER = [
  ...VIEWER,
  rule([''], ['pods'], ['delete']),
  rule(['apps'], ['deployments', 'statefulsets'], ['patch']),
  rule(['batch'], ['jobs'], ['delete']),
];

const ADMIN = [
  ...VIEWER,
  rule([''], ['configmaps', 'persistentvolumeclaims', 'pods', 'services'], WRITE),
  rule([''], ['secrets'], LOOK),
  rule(['apps'], ['deployments', 'statefulsets'], WRITE),
  rule(['batch'], ['cronjobs', 'jobs'], WRITE),
  rule(['policy'], ['poddisruptionbudgets'], WRITE),
];

// GET upgrades a connection over WebSocket, POST over SPDY: both verbs open it.
export const EXEC = rule([''], ['pods/attach', 'pods/exec', 'pods/portforward'], ['create', 'get']);

// RBAC cannot tell one type of Secret from another: admission refuses those that the token of an account is put into.
export const SECRETS = rule([''], ['secrets'], WRITE);

/** What a role may do. EXEC, running commands in pods, and SECRETS are added where the tenant was granted them. */
export const RULES: Readonly<Record<RoleName, PolicyRule[]>> = constant({
  admin: ADMIN,
  developer: DEVELOPER,
  viewer: VIEWER,
});
