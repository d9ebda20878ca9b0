import type { KubernetesObject } from '../kubernetes/object.js';
import type { Declared } from './rule.js';

/** An object as rules see it: plain data in canonical form, where it stands, and what it is rendered for. */
export interface JudgedObject {
  readonly object: KubernetesObject;
  /** Equal for two objects that an API server takes for one. */
  readonly identity: string;
  /** The manifest: `dist/prod/platform/admission.yaml`, or the file as it was named on the command line. */
  readonly file: string;
  /** 0-based index among the documents of the file. */
  readonly document: number;
  /** Undefined for manifests that nobody declared here. */
  readonly origin?: Declared | undefined;
}

export function namespaceOf({ object: { kind, metadata } }: JudgedObject): string | undefined {
  if (kind === 'Namespace') return metadata.name;
  return typeof metadata.namespace === 'string' ? metadata.namespace : undefined;
}
