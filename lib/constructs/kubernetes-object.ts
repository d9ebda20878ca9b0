import { ApiObject, ApiObjectMetadataDefinition, type JsonPatch, type OwnerReference } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from './k8s.js';

/**
 * An object as plain data, field for field as in YAML, with the types of cdk8s-plus-28's L1 constructs. Those constructs
 * themselves copy every object four times on its way out (props to JSON, resolve, sanitize, sort); data that is plain
 * already needs none of it. Whoever touches the object afterwards (metadata, JSON patches) or places it in a chart with
 * labels or a namespace of its own gets cdk8s's full treatment.
 */
export class KubernetesObject extends ApiObject {
  private readonly manifest: Manifest;
  private untouched: boolean;

  constructor(scope: Construct, id: string, manifest: Manifest) {
    super(scope, id, manifest);
    this.manifest = manifest;
    this.untouched = this.chart.namespace === undefined && Object.keys(this.chart.labels).length === 0;
    if (this.untouched) Object.assign(this, { metadata: new Metadata(this, manifest) });
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.touch();
    super.addJsonPatch(...operations);
  }

  override toJson(): unknown {
    return this.untouched ? this.manifest : super.toJson();
  }

  /** From now on the manifest is not all there is. */
  touch(): void {
    this.untouched = false;
  }
}

/** Tells its object of what is added. */
class Metadata extends ApiObjectMetadataDefinition {
  private readonly object: KubernetesObject;

  constructor(object: KubernetesObject, { metadata }: Manifest) {
    super({ name: object.name, ...metadata, apiObject: object });
    this.object = object;
  }

  override addLabel(key: string, value: string): void {
    this.object.touch();
    super.addLabel(key, value);
  }

  override addAnnotation(key: string, value: string): void {
    this.object.touch();
    super.addAnnotation(key, value);
  }

  override addFinalizers(...finalizers: string[]): void {
    this.object.touch();
    super.addFinalizers(...finalizers);
  }

  override addOwnerReference(owner: OwnerReference): void {
    this.object.touch();
    super.addOwnerReference(owner);
  }

  // biome-ignore lint/suspicious/noExplicitAny: cdk8s's own signature
  override add(key: string, value: any): void {
    this.object.touch();
    super.add(key, value);
  }
}
