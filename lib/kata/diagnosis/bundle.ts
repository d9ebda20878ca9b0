import { type JsonObject, type Path, valueAt } from '../../kubernetes/json.js';

/** Lines are 1-based, and may be worked out only when they are asked for. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Text in which a program may have said what went wrong: a journal, the message of an event. */
export interface Words {
  readonly text: string;
  placeOf(offset: number): Place;
}

/** An object of a cluster. Its fields may be of any type. */
export interface BundleObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly data: JsonObject;
  placeOf(path: Path): Place;
}

/** A configuration that could be parsed. */
export interface TomlFile {
  readonly file: string;
  readonly text: string;
  readonly data: JsonObject;
}

/** What somebody has collected of a cluster that does not work. */
export interface Bundle {
  readonly words: readonly Words[];
  readonly objects: readonly BundleObject[];
  /** Of containerd: main files and drop-ins. */
  readonly containerd: readonly TomlFile[];
  /** Of Kata: configuration-<shim>.toml. */
  readonly kata: readonly TomlFile[];
  readonly unparsed: readonly (Place & { readonly message: string })[];
}

export function textAt(root: unknown, ...path: Path): string | undefined {
  const value = valueAt(root, path);
  return typeof value === 'string' ? value : undefined;
}

export function listAt(root: unknown, ...path: Path): readonly unknown[] {
  const value = valueAt(root, path);
  return Array.isArray(value) ? value : [];
}

export function ofKind({ objects }: Bundle, kind: string): BundleObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** The first line of a configuration that holds this text; the first of all where none does. */
export function lineWith({ file, text }: TomlFile, needle: string): Place {
  const before = text.slice(0, Math.max(0, text.indexOf(needle)));
  return { file, line: before.split('\n').length };
}
