import type { Cluster, Declaration } from './config/declaration.js';
import { placeOf } from './config/origin.js';
import type { Mark } from './config/provenance.js';
import type { Place } from './config/source.js';
import { declarationNamed } from './config/trace.js';
import { formatPath, type Path, valueAt } from './kubernetes/json.js';
import { describeObject } from './kubernetes/object.js';
import type { RenderedObject } from './synth/collect.js';

/** A declared value that decides what stands at a place in dist. */
export interface Source {
  readonly place: Place;
  /** `spec.network.internet of Tenant shop`. */
  readonly what: string;
  /** Whether somebody wrote the value itself, or at least something around it within `spec`. */
  readonly written: boolean;
}

/** What an object is rendered for. */
export function sourceOfObject({ origin, object }: RenderedObject): Source {
  if (origin === undefined) throw new Error(`${describeObject(object)} has no origin`);
  return source(origin.declaration, origin.path);
}

/**
 * The values that decide a field: those behind the field itself; of a list item, and of what in it has no mark of its
 * own, what the item's marks have in common, since an item stands there for one reason; of any other map or list what is
 * below it, where all of that is from the declaration that the object is rendered for.
 */
export function sourcesOfField(cluster: Cluster, { marks, origin }: RenderedObject, path: Path): Source[] {
  const below = (start: Path) => marks.filter((field) => startsWith(field.path, start)).flatMap((field) => field.marks);
  const own = marks.find((field) => field.path.length === path.length && startsWith(field.path, path));
  if (own !== undefined) {
    const declarations = [...new Set(own.marks.map(({ declaration }) => declaration))];
    return declarations.flatMap((name) =>
      sourceOf(
        cluster,
        own.marks.filter((mark) => mark.declaration === name),
      ),
    );
  }
  const item = path.slice(0, path.findLastIndex((key) => typeof key === 'number') + 1);
  if (item.length > 0) {
    const inside = sourceOf(cluster, below(path));
    return inside.length > 0 ? inside : sourceOf(cluster, below(item));
  }
  const common = below(path);
  return common.every(({ declaration }) => declaration === origin?.declaration.identity)
    ? sourceOf(cluster, common)
    : [];
}

function sourceOf(cluster: Cluster, marks: readonly Mark[]): Source[] {
  const common = commonOrigin(marks);
  const declaration = common && declarationNamed(cluster, common.declaration);
  return common === undefined || declaration === undefined ? [] : [source(declaration, common.path)];
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key);
}

function commonOrigin(marks: readonly Mark[]): Pick<Mark, 'declaration' | 'path'> | undefined {
  const [first, ...others] = marks;
  if (first === undefined || others.some((other) => other.declaration !== first.declaration)) return undefined;
  let length = first.path.length;
  for (const other of others) {
    let same = 0;
    while (same < length && other.path[same] === first.path[same]) same += 1;
    length = same;
  }
  // `spec` alone says no more than the object's own origin.
  return length < 2 ? undefined : { declaration: first.declaration, path: first.path.slice(0, length) };
}

function source(declaration: Declaration, path: Path): Source {
  const written = declaration.layers.some(({ data }) => valueAt(data, path.slice(0, 2)) !== undefined);
  // Of a whole declaration its name: it says more than `apiVersion`, with which it begins.
  const place = placeOf(declaration, path.length === 0 ? ['metadata', 'name'] : path);
  return { place, what: describe(declaration, path), written };
}

export function describe({ kind, name, tenant, layers }: Declaration, path: Path): string {
  const whose = tenant === undefined ? `${kind} ${name}` : `${kind} ${tenant}/${name}`;
  const written = layers.some(({ data }) => valueAt(data, path) !== undefined);
  return path.length === 0 ? whose : `${formatPath(path)}${written ? '' : ' (its default)'} of ${whose}`;
}
