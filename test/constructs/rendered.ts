import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../../lib/config/declaration.js';
import { isObject, type Json, type JsonObject, type Path, valueAt } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { manifestsOf, unitsOf } from '../../lib/pipeline.js';
import { collect } from '../../lib/synth/collect.js';

/** What a construct renders, as plain data. */
export class Rendered {
  readonly objects: readonly KubernetesObject[];

  constructor(objects: readonly KubernetesObject[]) {
    this.objects = objects;
  }

  /** The objects of one construct: `Rendered.of((app) => new Platform(app, 'platform', { cluster }))`. */
  static of(compose: (app: App) => Construct): Rendered {
    const app = new App();
    compose(app);
    return new Rendered(collect(app).flatMap((manifest) => manifest.objects.map(({ object }) => object)));
  }

  /** Everything that a cluster renders. */
  static all(cluster: Cluster): Rendered {
    const manifests = unitsOf(cluster).flatMap((unit) => manifestsOf(unit));
    return new Rendered(manifests.flatMap((manifest) => manifest.objects.map(({ object }) => object)));
  }

  /** The one object of that kind and name: `find('Role', 'tenant-admin', 'shop-web')`. */
  find(kind: string, name: string, namespace?: string): KubernetesObject {
    const found = this.ofKind(kind, namespace).filter((object) => object.metadata.name === name);
    if (found[0] === undefined || found.length > 1)
      throw new Error(`${found.length} objects are ${kind} ${namespace}/${name}`);
    return found[0];
  }

  ofKind(kind: string, namespace?: string): KubernetesObject[] {
    return this.objects.filter(
      (object) => object.kind === kind && (namespace === undefined || object.metadata.namespace === namespace),
    );
  }

  names(kind: string, namespace?: string): string[] {
    return this.ofKind(kind, namespace).map((object) => object.metadata.name);
  }
}

/** What stands at a path, undefined where nothing does: `at(deployment, 'spec', 'template', 'spec')`. */
export function at(object: JsonObject, ...path: Path): Json | undefined {
  return valueAt(object, path) as Json | undefined;
}

export function mapAt(object: JsonObject, ...path: Path): JsonObject {
  const value = valueAt(object, path);
  if (!isObject(value)) throw new Error(`${path.join('.')} is no map`);
  return value;
}
