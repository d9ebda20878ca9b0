import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster, Fleet } from './config/declaration.js';
import { traceCluster } from './config/trace.js';
import { manifestsOf, unitsOf } from './pipeline.js';
import type { Manifest } from './synth/collect.js';
import { linePaths } from './synth/line-paths.js';
import { manifestText } from './synth/manifest-text.js';
import { describe, type Source, sourceOfObject, sourcesOfField } from './traced.js';

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
  const holds = (name: string) => path === `${name}.yaml` || path.startsWith(`${name}/`);
  const units = unitsOf(cluster).filter(({ name, also }) => holds(name) || (also !== undefined && holds(also)));
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

/** A line of the header that names a file stands for what that file declares; any other for all of them. */
function headerSources({ declarations }: Manifest, line: string): Source[] {
  const all = declarations.flatMap((declaration) =>
    declaration.layers.map((layer) => ({
      place: { file: layer.file, document: layer.index },
      what: describe(declaration, []),
      written: true,
    })),
  );
  const named = all.filter(({ place }) => line === `#   ${place.file.path}`);
  return named.length > 0 ? named : all;
}
