import { isObject, type Path } from '../kubernetes/json.js';
import { matchesSelector } from '../kubernetes/label-selector.js';
import type { Context } from './context.js';
import { itemsAt } from './fields.js';
import { type JudgedObject, namespaceOf } from './judged-object.js';
import { grouped, labelsOf } from './objects.js';
import { isOfPlatform, walled } from './walled.js';

const GROUP = 'rbac.authorization.k8s.io';

/** What one rule of a role gives. */
export interface Rights {
  /** Of the rule, in the role. */
  readonly path: Path;
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface RbacRule extends Rights {
  readonly role: JudgedObject;
}

export interface Subject {
  readonly kind: string;
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace: string | undefined;
  readonly path: Path;
}

/**
 * The rules that concern somebody, of every role that a tenant has or may come to have; nonsense in a list is left out.
 * Roles that are rendered share their lists of rules: each is looked into once, however many tenants have it.
 */
export function* tenantRbacRules(context: Context, concerns: (rights: Rights) => boolean): Generator<RbacRule> {
  for (const [rules, roles] of context.recall(tenantRolesByRules)) {
    const found = rightsIn(rules).filter(concerns);
    for (const role of roles) for (const rights of found) yield { role, ...rights };
  }
}

function tenantRolesByRules(context: Context): ReadonlyMap<readonly unknown[], readonly JudgedObject[]> {
  const roles = [...walled(context, `${GROUP}/Role`), ...clusterRolesOfTenants(context)];
  return grouped(roles, ({ object: { rules } }) => (Array.isArray(rules) ? rules : undefined));
}

function rightsIn(rules: readonly unknown[]): Rights[] {
  return rules.flatMap((rule, index) => {
    if (!isObject(rule)) return [];
    const [apiGroups, resources, verbs] = [texts(rule.apiGroups), texts(rule.resources), texts(rule.verbs)];
    return [{ path: ['rules', index], apiGroups, resources, verbs }];
  });
}

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
  const bound = grouped(bindings(context), clusterRoleOf);
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
