import { isObject, type Json, type JsonObject, type Path } from '../../kubernetes/json.js';
import type { KubernetesObject } from '../../kubernetes/object.js';

/** What a document of a manifest turns out to be. */
export type Sorted =
  | { readonly as: 'object'; readonly object: KubernetesObject; readonly generated: boolean; readonly path: Path }
  /** Not for an API server, such as the values of a chart: nothing is wrong with it. */
  | { readonly as: 'other'; readonly reason: string; readonly path: Path }
  /** What no API server would take. */
  | { readonly as: 'fault'; readonly message: string; readonly hint: string; readonly path: Path };

/** Lists in lists: nobody writes more than one. */
const MAX_LISTS = 5;

/** The objects of a document: itself, or the items of a List, as kubectl takes them apart. */
export function sortDocument(data: Json): Sorted[] {
  if (data === null) return [];
  if (!isObject(data)) {
    const what = Array.isArray(data) ? 'a list' : 'a single value';
    return [{ as: 'other', reason: `${what}, not a Kubernetes object`, path: [] }];
  }
  return sort(data, [], undefined);
}

interface Head {
  readonly apiVersion: string;
  readonly kind: string;
}

/** `implied` is what an item of a DeploymentList is, where it does not say so itself. */
function sort(data: JsonObject, path: Path, implied: Head | undefined): Sorted[] {
  const { apiVersion = implied?.apiVersion ?? null, kind = implied?.kind ?? null } = data;
  if (apiVersion === null && kind === null)
    return [other('no Kubernetes object: it has neither apiVersion nor kind', path)];
  for (const [key, value] of Object.entries({ apiVersion, kind })) {
    if (value === null) return [fault(`${key} is missing`, 'name what kind of object it is', path)];
    if (typeof value !== 'string' || value === '')
      return [
        fault(`${key} is ${JSON.stringify(value).slice(0, 60)}, which is no text`, 'write a text', [...path, key]),
      ];
  }
  const head = { apiVersion, kind } as Head;
  const items = itemsOf(data, head);
  if (items !== undefined) return items.flatMap((item, index) => sortItem(item, [...path, 'items', index], head));
  if (head.apiVersion.startsWith('kustomize.config.k8s.io/'))
    return [other('what kustomize reads; check what it prints: kustomize build DIR | bulkhead check -', path)];
  if (head.apiVersion.startsWith('bulkhead.dev/'))
    return [other('a declaration, not a manifest; bulkhead check without a path judges what it renders', path)];
  return [sortNamed(data, head, path)];
}

function sortNamed(data: JsonObject, head: Head, path: Path): Sorted {
  const { metadata = null } = data;
  // Configurations of programs have a head and nothing more: KubeletConfiguration, skaffold's Config.
  if (metadata === null) return other(`${head.kind} without metadata, so nothing that an API server keeps`, path);
  if (!isObject(metadata))
    return fault('metadata is no mapping of fields', 'begin with metadata.name', [...path, 'metadata']);
  const { name = null, generateName = null } = metadata;
  if (typeof name === 'string' && name !== '') {
    const object = data.apiVersion === undefined || data.kind === undefined ? { ...head, ...data } : data;
    return { as: 'object', object: object as KubernetesObject, generated: false, path };
  }
  if (name !== null && typeof name !== 'string')
    return fault(`metadata.name is ${JSON.stringify(name).slice(0, 60)}, which is no text`, 'quote it', [
      ...path,
      'metadata',
      'name',
    ]);
  if (typeof generateName === 'string' && generateName !== '') {
    const object = { ...head, ...data, metadata: { ...metadata, name: `${generateName}*` } };
    return { as: 'object', object, generated: true, path };
  }
  return fault(`${head.kind} without a name`, 'write metadata.name, or metadata.generateName', [
    ...path,
    'metadata',
    'name',
  ]);
}

/** A List names its items and nothing of its own; AllowList may be a kind like any other. */
function itemsOf(data: JsonObject, { kind }: Head): readonly Json[] | undefined {
  if (!kind.endsWith('List')) return undefined;
  const { items, metadata } = data;
  const isNamed = isObject(metadata) && metadata.name !== undefined;
  if (isNamed) return undefined;
  if (Array.isArray(items)) return items;
  return kind === 'List' && (items === null || items === undefined) ? [] : undefined;
}

function sortItem(item: Json, path: Path, { apiVersion, kind }: Head): Sorted[] {
  if (!isObject(item)) return [fault('an item of a List is no object', 'remove it', path)];
  if (path.length > 2 * MAX_LISTS)
    return [fault(`Lists in more than ${MAX_LISTS} Lists`, 'write the objects one by one', path)];
  return sort(item, path, kind === 'List' ? undefined : { apiVersion, kind: kind.slice(0, -'List'.length) });
}

function other(reason: string, path: Path): Sorted {
  return { as: 'other', reason, path };
}

function fault(message: string, hint: string, path: Path): Sorted {
  return { as: 'fault', message, hint, path };
}
