import { isObject, type Json, type Path } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { ApiError, type Client } from './client.js';

/** What names the object: with another value it would be another. */
const IDENTITY = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'];

interface Operation {
  readonly op: 'replace' | 'remove';
  readonly path: Path;
  readonly value?: Json;
}

/** Puts another value into every leaf of an object where the API server takes one. Answers the paths of those. */
export async function changeLeaves(client: Client, object: KubernetesObject): Promise<Path[]> {
  const leaves = leavesOf(object).filter(({ path }) => !namesItem(object, path));
  const most = Math.max(...leaves.map(({ value, path }) => others(value, path).length));
  const changed: Path[] = [];
  for (let nth = 0; nth < most; nth += 1) {
    const operations = leaves.flatMap(({ path, value }): Operation[] => {
      const other = others(value, path)[nth];
      return other === undefined || changed.includes(path) ? [] : [{ op: 'replace', path, value: other }];
    });
    changed.push(...(await accepted(client, object, operations)));
  }
  return changed;
}

/** Removes every leaf of an object where the API server lets it, the last item of a list first: the others keep their places. */
export function removeLeaves(client: Client, object: KubernetesObject): Promise<Path[]> {
  const operations = leavesOf(object).map(({ path }): Operation => ({ op: 'remove', path }));
  return accepted(client, object, operations.toReversed());
}

/** All at once where that is accepted; else halves, so that one which is refused does not hide the others. */
async function accepted(client: Client, object: KubernetesObject, operations: readonly Operation[]): Promise<Path[]> {
  if (operations.length === 0) return [];
  const patch = operations.map(({ path, ...operation }) => ({ ...operation, path: pointer(path) }));
  try {
    await client.edit(object, patch, 'application/json-patch+json');
    return operations.map(({ path }) => path);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code >= 500) throw error;
    if (operations.length === 1) return [];
  }
  const half = Math.ceil(operations.length / 2);
  return [
    ...(await accepted(client, object, operations.slice(0, half))),
    ...(await accepted(client, object, operations.slice(half))),
  ];
}

function leavesOf(value: Json, path: Path = []): { path: Path; value: Json }[] {
  if (IDENTITY.includes(path.join('.'))) return [];
  const inner = isObject(value) ? Object.entries(value) : Array.isArray(value) ? [...value.entries()] : [];
  if (inner.length === 0) return [{ path, value }];
  return inner.flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

/**
 * What items of these lists are merged by (`x-kubernetes-list-map-keys`), where we write them: with another key an item
 * is one more beside ours, and not ours changed.
 */
const ITEM_KEYS: Record<string, readonly (string | number)[]> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  ports: ['containerPort', 'port', 'protocol'],
  volumeMounts: ['mountPath'],
  volumes: ['name'],
  matchConditions: ['name'],
  variables: ['name'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  // Of a PrometheusRule.
  groups: ['name'],
};

const SETS = ['finalizers', 'validationActions'];

function namesItem({ kind }: KubernetesObject, path: Path): boolean {
  // The ports of a NetworkPolicy are one value.
  if (kind === 'NetworkPolicy') return false;
  if (SETS.includes(String(path.at(-2)))) return true;
  return ITEM_KEYS[String(path.at(-3))]?.includes(path.at(-1) ?? '') ?? false;
}

/** Values that the API server may take in place of this one, the likeliest first. */
function others(value: Json, path: Path): Json[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1];
  if (Array.isArray(value)) return [['tampered']];
  if (typeof value !== 'string') return [{ matchLabels: { tampered: 'yes' } }];
  if (String(path.at(-1)).toLowerCase().endsWith('expression')) return [expression(path)];
  const known = Object.entries(CHOICES).find(([, choices]) => choices.includes(value));
  if (known !== undefined) return known[1].filter((choice) => choice !== value);
  const number = /^\d+/.exec(value)?.[0];
  return number === undefined ? [`${value}x`] : [value.replace(number, String(Number(number) + 1)), `${value}x`];
}

/** In CEL, of the type that is wanted: a message, anything that others may take it for, or whether something holds. */
function expression(path: Path): string {
  if (path.at(-1) === 'messageExpression') return "'tampered'";
  return path.includes('variables') ? 'dyn([])' : 'true';
}

/** Where any other text would be refused. */
const CHOICES: Record<string, readonly string[]> = {
  podSecurity: ['restricted', 'baseline', 'privileged'],
  direction: ['Ingress', 'Egress'],
  protocol: ['TCP', 'UDP', 'SCTP'],
  preemption: ['Never', 'PreemptLowerPriority'],
  pull: ['Always', 'IfNotPresent'],
  boolean: ['true', 'false'],
  operator: ['In', 'NotIn', 'Exists', 'Equal'],
  effect: ['NoSchedule', 'PreferNoSchedule'],
  subject: ['User', 'Group', 'ServiceAccount'],
};

/** RFC 6901 */
function pointer(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
