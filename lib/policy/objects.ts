import { isObject, type JsonObject } from '../kubernetes/json.js';
import { matchesSelector } from '../kubernetes/label-selector.js';
import { apiGroup } from '../kubernetes/object.js';
import { type JudgedObject, namespaceOf } from './judged-object.js';

const NONE: readonly JudgedObject[] = [];

/** All objects of an environment, with the look-ups that rules need; each index is made when it is first asked for. */
export class Objects {
  readonly all: readonly JudgedObject[];
  private byKind: ReadonlyMap<string, readonly JudgedObject[]> | undefined;
  private byNamespace: ReadonlyMap<string, readonly JudgedObject[]> | undefined;
  private readonly byKindAndNamespace = new Map<string, ReadonlyMap<string, readonly JudgedObject[]>>();
  private byName: ReadonlyMap<string, JudgedObject> | undefined;

  constructor(all: readonly JudgedObject[]) {
    this.all = all;
  }

  /** By group and kind: `apps/Deployment`, and `/Pod` for the core group. Versions do not count. */
  ofKind(kind: string): readonly JudgedObject[] {
    this.byKind ??= grouped(this.all, ({ object }) => kindOf(object));
    return this.byKind.get(kind) ?? NONE;
  }

  /** Every namespace that is itself among them, or that one of them is in. */
  namespaces(): Iterable<string> {
    this.byNamespace ??= grouped(this.all, namespaceOf);
    return this.byNamespace.keys();
  }

  /** All in a namespace, the Namespace included. */
  inNamespace(namespace: string, kind?: string): readonly JudgedObject[] {
    if (kind === undefined) {
      this.byNamespace ??= grouped(this.all, namespaceOf);
      return this.byNamespace.get(namespace) ?? NONE;
    }
    let ofKind = this.byKindAndNamespace.get(kind);
    if (ofKind === undefined) {
      ofKind = grouped(this.ofKind(kind), namespaceOf);
      this.byKindAndNamespace.set(kind, ofKind);
    }
    return ofKind.get(namespace) ?? NONE;
  }

  /** Without a namespace for what is in none. */
  named(kind: string, name: string, namespace = ''): JudgedObject | undefined {
    if (this.byName === undefined) {
      const found = new Map<string, JudgedObject>();
      for (const judged of this.all) if (!found.has(judged.identity)) found.set(judged.identity, judged);
      this.byName = found;
    }
    return this.byName.get(`${kind}/${namespace}/${name}`);
  }

  /** Those of a kind whose own labels a label selector takes (an empty one takes all); with a namespace only there. */
  selected(kind: string, selector: JsonObject, namespace?: string): JudgedObject[] {
    const among = namespace === undefined ? this.ofKind(kind) : this.inNamespace(namespace, kind);
    return among.filter(({ object }) => matchesSelector(selector, labelsOf(object)));
  }
}

/** Group and kind, as `ofKind` takes them. */
export function kindOf(object: { readonly apiVersion: string; readonly kind: string }): string {
  return `${apiGroup(object.apiVersion)}/${object.kind}`;
}

/** Labels as text to text; whatever else stands there is left out. */
export function labelsOf(object: JsonObject): Readonly<Record<string, string>> {
  return textsOf(isObject(object.metadata) ? object.metadata.labels : undefined);
}

export function annotationsOf(object: JsonObject): Readonly<Record<string, string>> {
  return textsOf(isObject(object.metadata) ? object.metadata.annotations : undefined);
}

const NO_TEXTS: Readonly<Record<string, string>> = {};

function textsOf(map: unknown): Readonly<Record<string, string>> {
  if (!isObject(map)) return NO_TEXTS;
  for (const key in map)
    if (typeof map[key] !== 'string')
      return Object.fromEntries(Object.entries(map).filter(([, value]) => typeof value === 'string')) as Record<
        string,
        string
      >;
  return map as Record<string, string>;
}

/** Objects by a key; those without one are left out. */
export function grouped<Key>(
  objects: readonly JudgedObject[],
  keyOf: (judged: JudgedObject) => Key | undefined,
): Map<Key, JudgedObject[]> {
  const groups = new Map<Key, JudgedObject[]>();
  for (const judged of objects) {
    const key = keyOf(judged);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [judged]);
    else group.push(judged);
  }
  return groups;
}
