import { hash } from 'node:crypto';
import type { Place } from '../config/source.js';
import { isObject, type Path } from '../kubernetes/json.js';
import type { Rule, Severity } from './rule.js';

/** A violation with all that reports say of it. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: string;
  /** Undefined for manifests that were judged without one, and for changes of several. */
  readonly environment?: string;
  readonly tenant?: string;
  readonly object?: ObjectReference;
  /** Of the field, with list items by their names: `spec.containers[name=web].image`. */
  readonly path?: string;
  readonly container?: string;
  /** What somebody wrote; undefined for manifests that nobody declared here. */
  readonly declaration?: Place;
  /** The field in the rendered, or given, manifest; undefined for what is not rendered. */
  readonly manifest?: Place;
  readonly related?: { readonly message: string; readonly place: Place };
  /** 32 hexadecimal digits: the same as long as rule, object and field are, whatever lines and messages do. */
  readonly fingerprint: string;
}

export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Keys by which Kubernetes itself tells the items of a list apart (its list-map keys), in order of preference. */
const ITEM_KEYS = [
  'name',
  'containerPort',
  'port',
  'mountPath',
  'devicePath',
  'topologyKey',
  'key',
  'ip',
  'uid',
  'type',
];

/** `spec.containers[name=web].ports[containerPort=80]`: a path that an item put before another does not change. */
export function namedPath(root: unknown, path: Path): string {
  let text = '';
  let value: unknown = root;
  for (const key of path) {
    const item: unknown =
      Array.isArray(value) || isObject(value) ? (value as Record<string | number, unknown>)[key] : undefined;
    if (typeof key === 'number') text += `[${itemName(item) ?? key}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
    value = item;
  }
  return text;
}

function itemName(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  for (const key of ITEM_KEYS) {
    const value = item[key];
    if (typeof value === 'string' || typeof value === 'number') return `${key}=${value}`;
  }
  return undefined;
}

/** `ordinal` tells findings apart that a rule has at one field. The version of an object does not count. */
export function fingerprintOf(
  { rule, environment, object, path }: Pick<Finding, 'rule' | 'environment' | 'object' | 'path'>,
  ordinal: number,
): string {
  const group = object?.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  const parts = [rule.id, environment, group, object?.kind, object?.namespace, object?.name, path, ordinal];
  return hash('sha256', JSON.stringify(parts.map((part) => part ?? null))).slice(0, 32);
}
