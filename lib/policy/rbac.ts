import { isObject, type Path } from '../kubernetes/json.js';
import { matchesSelector } from '../kubernetes/label-selector.js';
import type { Context } from './context.js';
import { itemsAt } from './fields.js';
import { type JudgedObject, namespaceOf } from './judged-object.js';
import { labelsOf } from './objects.js';
import { isOfPlatform, walled } from './walled.js';

const GROUP = 'rbac.authorization.k8s.io';

export interface RbacRule {
  readonly role: JudgedObject;
  readonly path: Path;
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface Subject {
  readonly kind: string;
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace: string | undefined;
  readonly path: Path;
}

/** The rules of every role that a tenant has or may come to have; nonsense in a list is left out. */
export function* tenantRbacRules(context: Context): Generator<RbacRule> {
  // One by one: kept for all who ask, they would be as large as the roles themselves.
  for (const role of context.recall(rolesOfTenants)) {
    const { rules } = role.object;
    if (!Array.isArray(rules)) continue;
    let index = -1;
    for (const rule of rules) {
      index += 1;
      if (!isObject(rule)) continue;
      const { apiGroups, resources, verbs } = rule;
      yield {
        role,
        path: ['rules', index],
        apiGroups: texts(apiGroups),
        resources: texts(resources),
        verbs: texts(verbs),
      };
    }
  }
}

const rolesOfTenants = (context: Context) => [...walled(context, `${GROUP}/Role`), ...clusterRolesOfTenants(context)];

export function bindings({ objects }: Context): JudgedObject[] {
  return [...objects.ofKind(`${GROUP}/RoleBinding`), ...objects.ofKind(`${GROUP}/ClusterRoleBinding`)];
}

export function subjectsOf({ object: { subjects } }: JudgedObject): Subject[] {
  if (!Array.isArray(subjects)) return [];
  return subjects.flatMap((subject, index): Subject[] => {
    if (!isObject(subject) || typeof subject.kind !== 'string' || typeof subject.name !== 'string') return [];
    const namespace = typeof subject.namespace === 'string' ? subject.namespace : undefined;
    return [{ kind: subject.kind, name: subject.name, namespace, path: ['subjects', index] }];
  });
}

/** The ClusterRole that a binding gives, if it is one. */
export function clusterRoleOf({ object: { roleRef } }: JudgedObject): string | undefined {
  if (!isObject(roleRef) || roleRef.kind !== 'ClusterRole') return undefined;
  return typeof roleRef.name === 'string' ? roleRef.name : undefined;
}

/** `shop` of `system:serviceaccounts:shop`, the group of all ServiceAccounts of a namespace. */
export function namespaceOfGroup({ kind, name }: Subject): string | undefined {
  return kind === 'Group' && name.startsWith('system:serviceaccounts:')
    ? name.slice('system:serviceaccounts:'.length)
    : undefined;
}

/** The tenants that groups of people belong to, as declared. */
export function tenantsOfGroups({ cluster }: Context): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, spec } of cluster?.tenants.values() ?? [])
    for (const groups of Object.values(spec.owners)) for (const group of groups) found.set(group, name);
  return found;
}

/** Whether a subject may be a tenant's: with declared tenants people are only where they are named as owners. */
function isTenants(context: Context, groups: ReadonlyMap<string, string>, subject: Subject): boolean {
  const namespace = subject.kind === 'ServiceAccount' ? subject.namespace : namespaceOfGroup(subject);
  if (namespace !== undefined) return context.isTenantNamespace(namespace);
  if (EVERYBODY.has(subject.name)) return true;
  if (subject.name.startsWith('system:')) return false;
  return context.cluster === undefined || groups.has(subject.name);
}

/** Groups and users whom nobody has chosen (kubernetes.io/docs/reference/access-authn-authz/rbac, default roles). */
export const EVERYBODY: ReadonlySet<string> = new Set([
  'system:authenticated',
  'system:unauthenticated',
  'system:anonymous',
  'system:serviceaccounts',
]);

/** ClusterRoles but for those that are certainly in the hands of the platform or of Kubernetes alone. */
function clusterRolesOfTenants(context: Context): JudgedObject[] {
  const bound = new Map<string, JudgedObject[]>();
  for (const binding of bindings(context)) {
    const role = clusterRoleOf(binding);
    if (role === undefined) continue;
    const others = bound.get(role);
    if (others === undefined) bound.set(role, [binding]);
    else others.push(binding);
  }
  const groups = context.recall(tenantsOfGroups);
  const reaches = (binding: JudgedObject) =>
    (binding.object.kind === 'RoleBinding' && context.isTenantNamespace(namespaceOf(binding) ?? '')) ||
    subjectsOf(binding).some((subject) => isTenants(context, groups, subject));
  const reachedBy = ({ object }: JudgedObject) => bound.get(object.metadata.name)?.some(reaches);
  const roles = context.objects.ofKind(`${GROUP}/ClusterRole`);
  const aggregates = roles.filter(({ object }) => isObject(object.aggregationRule)).slice(0, MOST_AGGREGATES);
  return roles.filter((role) => {
    if (isOfPlatform(role) || isOfKubernetes(role)) return false;
    if (isAggregatedForPeople(role)) return true;
    // Whoever is bound to the aggregate has it too; what is bound to nobody yet may be.
    const within = aggregates.filter((aggregate) => isAggregatedIn(aggregate, role));
    const own = reachedBy(role) ?? within.length === 0;
    return own || within.some((aggregate) => reachedBy(aggregate) ?? true);
  });
}

/** More than any cluster has; each is held against all roles. */
const MOST_AGGREGATES = 100;

function isAggregatedIn({ object: { aggregationRule } }: JudgedObject, { object }: JudgedObject): boolean {
  return itemsAt(aggregationRule, 'clusterRoleSelectors').some(({ item }) => matchesSelector(item, labelsOf(object)));
}

/** The API server's own roles and bindings, as a dump of a cluster has them: it restores them at every start. */
export function isOfKubernetes({ object }: JudgedObject): boolean {
  const { name } = object.metadata;
  const isDefault = name.startsWith('system:') || ['cluster-admin', 'admin', 'edit', 'view'].includes(name);
  return isDefault && labelsOf(object)['kubernetes.io/bootstrapping'] === 'rbac-defaults';
}

function isAggregatedForPeople({ object }: JudgedObject): boolean {
  const labels = labelsOf(object);
  return ['admin', 'edit', 'view'].some((role) => labels[`${GROUP}/aggregate-to-${role}`] === 'true');
}

function texts(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.every((text) => typeof text === 'string') ? list : list.filter((text) => typeof text === 'string');
}
