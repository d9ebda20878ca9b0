import type { Cluster } from '../../lib/config/declaration.js';

/** Somebody whom the API server knows by a token. */
export interface User {
  readonly name: string;
  readonly groups?: readonly string[];
}

/** Nothing but the setup of a test. */
export const ADMIN: User = { name: 'admin', groups: ['system:masters'] };

/** The API server binds these names to what each may do (kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy). */
export const CONTROLLER_MANAGER: User = { name: 'system:kube-controller-manager' };
export const SCHEDULER: User = { name: 'system:kube-scheduler' };
/** These are ours: roles.ts says what they may do. */
export const KWOK: User = { name: 'kwok' };
export const VOLUME_STAND_IN: User = { name: 'volume-stand-in' };
export const EXTERNAL_SECRETS_STAND_IN: User = { name: 'external-secrets-stand-in' };

/** Somebody of a group of the identity provider, and of nothing else. */
export function memberOf(group: string): User {
  return { name: `member-of-${group}`, groups: [group] };
}

/** One user for each group that owns a tenant. */
export function membersOf(cluster: Cluster): User[] {
  return [...cluster.tenants.values()].flatMap(({ spec: { owners } }) =>
    [...owners.admin, ...owners.developer, ...owners.viewer].map(memberOf),
  );
}

/** A service account, as the API server knows it (kubernetes staging/src/k8s.io/apiserver/pkg/authentication/serviceaccount). */
export function serviceAccount(namespace: string, name: string): User {
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`],
  };
}

/** What applies `dist` in a cluster. */
export function argocdOf({ environment }: Cluster): User {
  return serviceAccount(environment.spec.argocd.namespace, 'argocd-application-controller');
}

/** The file of `--token-auth-file`: token, name, id and groups. */
export function tokenFile(users: readonly User[]): string {
  return users.map(row).join('');
}

function row(user: User): string {
  const { name, groups = [] } = user;
  const odd = [name, ...groups].find((text) => /[",\r\n]/.test(text));
  if (odd !== undefined) throw new Error(`a file of tokens cannot hold ${JSON.stringify(odd)}`);
  const column = groups.length === 0 ? '' : `,"${groups.join(',')}"`;
  return `${tokenOf(user)},"${name}","${name}"${column}\n`;
}

/** Nobody but the tests can reach the cluster, for which a user's name is secret enough. */
export function tokenOf({ name }: User): string {
  return Buffer.from(name).toString('base64url');
}
