import { ApiObject, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Declaration } from '../config/declaration.js';
import { type Mark, unmark } from '../config/provenance.js';
import { ManifestFile, type Origin, originOf } from '../constructs/manifest-file.js';
import { canonicalObject } from '../kubernetes/canonical.js';
import type { JsonObject, Path } from '../kubernetes/json.js';
import { identityOf, type KubernetesObject } from '../kubernetes/object.js';

/** One file of an environment's folder, as objects. */
export interface Manifest {
  /** Relative to the environment's folder. */
  readonly path: string;
  readonly declarations: readonly Declaration[];
  /** Sorted by kind, namespace and name. */
  readonly objects: readonly RenderedObject[];
}

export interface RenderedObject {
  readonly object: KubernetesObject;
  readonly identity: string;
  readonly origin: Origin | undefined;
  /** Only in a traced render: which declared values decide which fields. */
  readonly marks: readonly FieldMarks[];
}

export interface FieldMarks {
  readonly path: Path;
  readonly marks: readonly Mark[];
}

/**
 * Every object below `root` as canonical plain data, by the file it belongs to: one walk over the construct tree, in
 * place of cdk8s's own synthesis, whose cost grows with the square of the tree (cdk8s-core#1658). A chart that is no
 * ManifestFile becomes a file of its own name. `traced` reads the marks of a cluster that was traced (config/trace).
 */
export function collect(root: IConstruct, { traced = false } = {}): Manifest[] {
  const files = new Map<Chart, RenderedObject[]>();
  for (const construct of root.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const objects = files.get(construct.chart);
    const object = render(construct, traced);
    if (objects === undefined) files.set(construct.chart, [object]);
    else objects.push(object);
  }
  return [...files].map(([chart, objects]) => ({
    ...(ManifestFile.isManifestFile(chart)
      ? { path: chart.path, declarations: chart.declarations }
      : { path: `${chart.node.id}.yaml`, declarations: [] }),
    objects: sorted(objects),
  }));
}

const NO_MARKS: readonly FieldMarks[] = [];

function render(construct: ApiObject, traced: boolean): RenderedObject {
  const data: unknown = construct.toJson();
  if (!traced) return rendered(data, construct, NO_MARKS);
  const marks: FieldMarks[] = [];
  return rendered(
    unmark(data, (path, found) => marks.push({ path, marks: found })),
    construct,
    marks,
  );
}

function rendered(plain: unknown, construct: ApiObject, marks: readonly FieldMarks[]): RenderedObject {
  const object = canonicalObject(plain as JsonObject);
  return { object, identity: identityOf(object), origin: originOf(construct), marks };
}

/** By kind, namespace and name. */
function sorted(objects: readonly RenderedObject[]): RenderedObject[] {
  return objects
    .map((object) => ({ key: sortKey(object.object), object }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ object }) => object);
}

function sortKey({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${kind}\u0000${metadata.namespace ?? ''}\u0000${metadata.name}\u0000${apiVersion}`;
}
