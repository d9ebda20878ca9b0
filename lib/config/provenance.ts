import type { Path } from '../kubernetes/json.js';

/**
 * Which declared value decides which rendered field.
 *
 * In an ordinary render this costs nothing: `declared` of a declaration *is* its `spec`. A traced render (`bulkhead
 * where`, the line of a finding) hands the constructs a view of the spec whose leaves are marks: strings that carry the
 * value and the place it was declared at. Wherever a construct puts such a leaf, the mark comes out in the rendered
 * object, even as part of a longer string; `unmark` then gives the value back and says where it came from.
 *
 * Hence the rule for constructs: decide on `spec`, place from `declared`, and compute through `derive`.
 */
export interface Mark {
  /** Identity of the declaration. */
  readonly declaration: string;
  /** Path within its document: `spec`, …. */
  readonly path: Path;
  readonly value: Leaf;
}

type Leaf = string | number | boolean;

// Unicode noncharacters: never part of text that is meant for interchange (Unicode 16, section 23.7), refused in declarations.
const OPEN = '\uFDD0';
const CLOSE = '\uFDD1';

/** Asked of a traced map or list, names the place it was declared at. */
const ORIGIN = Symbol('origin');

/** `spec` with every leaf replaced by a mark when it is read. Types are those of the spec: marks are for placing only. */
export function traced<T extends object>(declaration: string, spec: T): T {
  return view(declaration, ['spec'], spec);
}

function view<T extends object>(declaration: string, path: Path, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key === ORIGIN) return { declaration, path };
      const value: unknown = Reflect.get(object, key, receiver);
      if (typeof key === 'symbol' || !Object.hasOwn(object, key)) return value;
      if (Array.isArray(object) && key === 'length') return value;
      const at = [...path, Array.isArray(object) ? Number(key) : key];
      if (typeof value === 'object' && value !== null) return view(declaration, at, value);
      return isLeaf(value) ? mark({ declaration, path: at, value }) : value;
    },
  });
}

function isLeaf(value: unknown): value is Leaf {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function mark(content: Mark): string {
  const text = JSON.stringify([content.declaration, content.path, content.value]);
  return `${OPEN}${text.replaceAll(OPEN, '\\ufdd0').replaceAll(CLOSE, '\\ufdd1')}${CLOSE}`;
}

/**
 * A rendered value that is worked out from a declared one, a leaf or a whole map: `derive(declared.image, registryOf)`.
 * In a traced render the result, or every leaf of it, is marked with the place of what it is worked out from.
 */
export function derive<T, R>(declared: T, compute: (value: T) => R): R {
  if (typeof declared === 'string' && declared.includes(OPEN)) {
    const [first] = marksIn(declared);
    if (first !== undefined) return markLeaves(compute(unmark(declared, () => {}) as T), first) as R;
  }
  const origin = typeof declared === 'object' && declared !== null ? originOf(declared) : undefined;
  return origin === undefined ? compute(declared) : (markLeaves(compute(declared), origin) as R);
}

type Origin = Omit<Mark, 'value'>;

function originOf(declared: object): Origin | undefined {
  return (declared as { [ORIGIN]?: Origin })[ORIGIN];
}

function markLeaves(value: unknown, { declaration, path }: Origin): unknown {
  const visit = (value: unknown): unknown => {
    if (isLeaf(value))
      return typeof value === 'string' && value.includes(OPEN) ? value : mark({ declaration, path, value });
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
  };
  return visit(value);
}

const MARK = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, 'g');

function marksIn(text: string): Mark[] {
  return [...text.matchAll(MARK)].map((match) => {
    const [declaration, path, value] = JSON.parse(match[1] ?? '') as [string, Path, Leaf];
    return { declaration, path, value };
  });
}

/** The plain data behind a traced render, and what `found` is told: every path that holds marks, keys included. */
export function unmark(value: unknown, found: (path: Path, marks: Mark[]) => void, path: Path = []): unknown {
  if (typeof value === 'string') {
    if (!value.includes(OPEN)) return value;
    const marks = marksIn(value);
    found(path, marks);
    const [first] = marks;
    if (first !== undefined && value.indexOf(CLOSE) === value.length - 1 && value.startsWith(OPEN)) return first.value;
    return value.replaceAll(MARK, (_, content: string) => String((JSON.parse(content) as [string, Path, Leaf])[2]));
  }
  if (Array.isArray(value)) return value.map((item, index) => unmark(item, found, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const plain = String(unmark(key, (_, marks) => found([...path, stripped(key)], marks)));
    result[plain] = unmark(item, found, [...path, plain]);
  }
  return result;
}

function stripped(text: string): string {
  return text.replaceAll(MARK, (_, content: string) => String((JSON.parse(content) as [string, Path, Leaf])[2]));
}
