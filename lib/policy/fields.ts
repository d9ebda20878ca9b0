import { isObject, type JsonObject, type Path, valueAt } from '../kubernetes/json.js';

/** Fields of objects that anybody may have written: what is not of the type that is asked for is not there. */
export function textAt(root: unknown, ...path: Path): string | undefined {
  const value = valueAt(root, path);
  return typeof value === 'string' ? value : undefined;
}

export function numberAt(root: unknown, ...path: Path): number | undefined {
  const value = valueAt(root, path);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function objectAt(root: unknown, ...path: Path): JsonObject | undefined {
  const value = valueAt(root, path);
  return isObject(value) ? value : undefined;
}

export interface Item {
  readonly item: JsonObject;
  /** From the root that was asked. */
  readonly path: Path;
}

/** The mappings in a list. */
export function itemsAt(root: unknown, ...path: Path): Item[] {
  const list = valueAt(root, path);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) => (isObject(item) ? [{ item, path: [...path, index] }] : []));
}

/** The texts in a list. */
export function textsAt(root: unknown, ...path: Path): string[] {
  const list = valueAt(root, path);
  return Array.isArray(list) ? list.filter((text) => typeof text === 'string') : [];
}

/** `"a"`, `"a" and "b"`, `"a", "b" and 3 more`: names in a sentence, which stays readable however many there are. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, names.length > most + 1 ? most : names.length).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** A value in a sentence: a text as it is, and anything else as it is written. `String` throws for some of what YAML can hold. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
