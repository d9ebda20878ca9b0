import type { JsonObject } from '../../lib/kubernetes/json.js';
import type { User } from './users.js';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const READ = ['get', 'list', 'watch'];

/** KWOK's own role (kustomize/rbac/role.yaml), without its custom resources: it is configured by a file. */
export const KWOK_RULES: readonly Rule[] = [
  { apiGroups: [''], resources: ['events'], verbs: [...READ, 'create', 'delete', 'patch', 'update'] },
  { apiGroups: [''], resources: ['nodes'], verbs: READ },
  { apiGroups: [''], resources: ['nodes/status', 'pods/status'], verbs: ['patch', 'update'] },
  { apiGroups: [''], resources: ['pods'], verbs: [...READ, 'delete', 'patch', 'update'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: [...READ, 'create', 'patch', 'update'] },
];

export const VOLUME_STAND_IN_RULES: readonly Rule[] = [
  { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: READ },
  { apiGroups: [''], resources: ['persistentvolumes'], verbs: ['create'] },
];

export const EXTERNAL_SECRETS_STAND_IN_RULES: readonly Rule[] = [
  { apiGroups: ['external-secrets.io'], resources: ['externalsecrets'], verbs: READ },
  { apiGroups: ['external-secrets.io'], resources: ['externalsecrets/status'], verbs: ['patch'] },
  // It owns the Secrets that it makes, and such an owner must be one that it may keep from being deleted.
  { apiGroups: ['external-secrets.io'], resources: ['externalsecrets/finalizers'], verbs: ['update'] },
  { apiGroups: [''], resources: ['secrets'], verbs: ['create', 'patch'] },
];

const GROUP = 'rbac.authorization.k8s.io';

/** A ClusterRole of the user's name, and its binding to the user. */
export function grant(user: User, rules: readonly Rule[]): JsonObject[] {
  const role = { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { name: user.name }, rules };
  return [role as unknown as JsonObject, bind(user, user.name)];
}

/** A binding of the user to a ClusterRole. */
export function bind(user: User, role: string): JsonObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: user.name },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: GROUP, kind: 'User', name: user.name }],
  };
}
