import { ApiObject, type ApiObjectMetadataDefinition, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Manifest } from './k8s.js';

/**
 * An object as plain data, field for field as in YAML, with the types of cdk8s-plus-28's L1 constructs. Those
 * constructs themselves copy every object four times on its way out (props to JSON, resolve, sanitize, sort); data that
 * is plain already needs none of it. Whoever touches the object afterwards (metadata, JSON patches) or places it in a
 * chart with labels or a namespace of its own gets cdk8s's full treatment.
 */
export class KubernetesObject extends ApiObject {
  private readonly manifest: Manifest;
  private untouched: boolean;

  constructor(scope: Construct, id: string, manifest: Manifest) {
    super(scope, id, manifest);
    this.manifest = manifest;
    this.untouched = this.chart.namespace === undefined && Object.keys(this.chart.labels).length === 0;
    const { metadata } = this;
    // A property of ApiObject, which TypeScript lets nobody override with a getter.
    Object.defineProperty(this, 'metadata', { get: () => this.touched(metadata) });
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.untouched = false;
    super.addJsonPatch(...operations);
  }

  override toJson(): unknown {
    return this.untouched ? this.manifest : super.toJson();
  }

  /** Whoever holds the metadata may change it. */
  private touched(metadata: ApiObjectMetadataDefinition): ApiObjectMetadataDefinition {
    this.untouched = false;
    return metadata;
  }
}
