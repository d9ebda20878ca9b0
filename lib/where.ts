import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, Declaration, Fleet } from './config/declaration.js';
import { placeOf } from './config/origin.js';
import type { Mark } from './config/provenance.js';
import type { Place } from './config/source.js';
import { declarationNamed, traceCluster } from './config/trace.js';
import { formatPath, type Path, valueAt } from './kubernetes/json.js';
import { describeObject } from './kubernetes/object.js';
import { manifestsOf, unitsOf } from './pipeline.js';
import type { Manifest, RenderedObject } from './synth/collect.js';
import { linePaths } from './synth/line-paths.js';
import { manifestText } from './synth/manifest-text.js';

/** A declared value that decides what stands at a place in dist. */
export interface Source {
  readonly place: Place;
  /** `spec.network.internet of Tenant shop`. */
  readonly what: string;
}

/** A file of dist, rendered again so that it knows where everything in it was declared. */
export interface TracedFile {
  readonly text: string;
  /** What each object of the file is rendered for. */
  readonly objects: readonly Source[];
  /** The declared values behind a line, counted from 1; undefined where there is no such line. */
  line(number: number): Source[] | undefined;
}

/** `file` is relative to dist. Undefined where the declarations render no such file. */
export function traceFile(fleet: Fleet, file: string): TracedFile | undefined {
  const found = findManifest(fleet, file);
  if (found === undefined) return undefined;
  const { cluster, manifest } = found;
  const text = manifestText(manifest);
  const lines = linePaths(text);
  return {
    text,
    objects: manifest.objects.map(sourceOfObject),
    line(number) {
      const at = lines[number - 1];
      if (at === undefined) return undefined;
      const object = manifest.objects[at.document];
      if (object === undefined) return headerSources(manifest, text.split('\n')[number - 1] ?? '');
      const sources = at.path === undefined ? [] : sourcesOfField(cluster, object, at.path);
      return sources.length > 0 ? sources : [sourceOfObject(object)];
    },
  };
}

/** The same for a file that stands in `dist`, which must be what the declarations render. A string says why there is no answer. */
export function whereIs(fleet: Fleet, dist: string, file: string, line?: number): readonly Source[] | string {
  const traced = traceFile(fleet, file);
  if (traced === undefined) return `${dist}/${file} is not rendered from the declarations`;
  if (contentsOf(join(dist, file)) !== traced.text)
    return `${dist}/${file} is not what the declarations render; run: npx bulkhead synth`;
  if (line === undefined) return traced.objects;
  return traced.line(line) ?? `${dist}/${file} has no line ${line}: it has ${traced.text.split('\n').length - 1}`;
}

function findManifest(fleet: Fleet, file: string): { cluster: Cluster; manifest: Manifest } | undefined {
  const slash = file.indexOf('/');
  const path = file.slice(slash + 1);
  const plain = fleet.clusters.find(({ name }) => name === file.slice(0, slash));
  if (plain === undefined) return undefined;
  const cluster = traceCluster(plain);
  // The most specific unit whose folder holds the file; units are named like the folders that they render.
  const units = unitsOf(cluster).filter(({ name }) => path === `${name}.yaml` || path.startsWith(`${name}/`));
  for (const unit of units.sort((a, b) => b.name.length - a.name.length)) {
    const manifest = manifestsOf(unit, { traced: true }).find((candidate) => candidate.path === path);
    if (manifest !== undefined) return { cluster, manifest };
  }
  return undefined;
}

function contentsOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function sourceOfObject({ origin, object }: RenderedObject): Source {
  if (origin === undefined) throw new Error(`${describeObject(object)} has no origin`);
  return source(origin.declaration, origin.path);
}

/** A line of the header that names a file stands for what that file declares; any other for all of them. */
function headerSources({ declarations }: Manifest, line: string): Source[] {
  const all = declarations.flatMap((declaration) =>
    declaration.layers.map((layer) => ({
      place: { file: layer.file, document: layer.index },
      what: describe(declaration, []),
    })),
  );
  const named = all.filter(({ place }) => line === `#   ${place.file.path}`);
  return named.length > 0 ? named : all;
}

/**
 * The values that decide a field: those behind the field itself; of a list item, and of what in it has no mark of its
 * own, what the item's marks have in common, since an item stands there for one reason; of any other map or list what is
 * below it, where all of that is from the declaration that the object is rendered for.
 */
function sourcesOfField(cluster: Cluster, { marks, origin }: RenderedObject, path: Path): Source[] {
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
  return { place: placeOf(declaration, path), what: describe(declaration, path) };
}

function describe({ kind, name, tenant, layers }: Declaration, path: Path): string {
  const whose = tenant === undefined ? `${kind} ${name}` : `${kind} ${tenant}/${name}`;
  const written = layers.some(({ data }) => valueAt(data, path) !== undefined);
  return path.length === 0 ? whose : `${formatPath(path)}${written ? '' : ' (its default)'} of ${whose}`;
}
