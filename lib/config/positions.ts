import type { Path } from '../kubernetes/json.js';
import { positionOf } from './lines.js';
import { composeDocuments, type DocumentNode, type MapNode, type Node } from './nodes.js';
import type { Location, Place, SourceFile, Span } from './source.js';

const documentsOf = new WeakMap<SourceFile, readonly DocumentNode[]>();
const entriesOf = new WeakMap<MapNode, ReadonlyMap<string, Entry>>();

type Entry = MapNode['entries'][number];

const START: Span = { start: 0, end: 0 };

/**
 * Line and column of a place.
 *
 * - `part: 'key'` is the key; for a list item and for a whole document it is the value, as they have no key.
 * - The value is the value, but the key when the value starts on a later line (a block of fields, a list, a `|` text)
 *   or was left out: "spec:" says more than the first of its fields.
 * - A path that is not in the document leads to the key of its nearest ancestor that is.
 * - An alias is the value where it stands; a path that leads on through it leads into what it names.
 */
export function locate(place: Place): Location {
  const { file } = place;
  return { file: file.path, ...positionOf(file, place.span ?? spanOf(place)) };
}

/** Whether nothing at all is written for the value at a path, as in `spec:` at the end of a line. */
export function isLeftOut({ file, document, path = [] }: Place): boolean {
  const found = document === undefined ? undefined : documents(file)[document];
  if (found === undefined) return false;
  const { value, complete } = follow(found.root, path);
  return complete && value.kind === 'scalar' && value.absent;
}

/** The same as a stretch of the file's text. */
export function spanOf({ file, document, path = [], part = 'value' }: Place): Span {
  const found = document === undefined ? undefined : documents(file)[document];
  if (found === undefined) return START;
  const { key, value, complete } = follow(found.root, path);
  if (key === undefined) return value;
  if (part === 'key' || !complete || !startsBeside(file, key, value)) return key;
  return value;
}

function documents(file: SourceFile): readonly DocumentNode[] {
  const known = documentsOf.get(file);
  if (known !== undefined) return known;
  let found: readonly DocumentNode[];
  try {
    found = composeDocuments(file);
  } catch {
    // Whoever read the file has reported what is wrong with it.
    found = [];
  }
  documentsOf.set(file, found);
  return found;
}

function follow(root: Node, path: Path): { key: Node | undefined; value: Node; complete: boolean } {
  let key: Node | undefined;
  let value = root;
  for (const step of path) {
    const inside = value.kind === 'alias' && !value.cyclic ? (value.target ?? value) : value;
    if (inside.kind === 'map') {
      const entry = entries(inside).get(String(step));
      if (entry === undefined) return { key, value, complete: false };
      ({ key, value } = entry);
    } else {
      const item = inside.kind === 'list' ? inside.items[Number(step)] : undefined;
      if (item === undefined) return { key, value, complete: false };
      key = undefined;
      value = item;
    }
  }
  return { key, value, complete: true };
}

function entries(map: MapNode): ReadonlyMap<string, Entry> {
  let known = entriesOf.get(map);
  if (known === undefined) {
    const found = new Map<string, Entry>();
    for (const entry of map.entries) {
      if (entry.key.kind === 'scalar' && !found.has(entry.key.text)) found.set(entry.key.text, entry);
    }
    known = found;
    entriesOf.set(map, known);
  }
  return known;
}

function startsBeside(file: SourceFile, key: Node, value: Node): boolean {
  if (value.kind === 'scalar' && value.absent) return false;
  return !file.text.slice(key.end, value.start).includes('\n');
}
