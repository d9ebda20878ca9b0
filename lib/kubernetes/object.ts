import type { JsonObject } from './json.js';

/** A Kubernetes object as plain data. */
export interface KubernetesObject extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMetadata;
}

export interface ObjectMetadata extends JsonObject {
  name: string;
}

/** `apps` of `apps/v1`; the empty string for the core group, as in `v1`. */
export function apiGroup(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/**
 * What makes two objects the same object to an API server: group, kind, namespace and name.
 * The version does not count: `autoscaling/v1` and `autoscaling/v2` of one name are one object.
 */
export function identityOf(object: KubernetesObject): string {
  const namespace = typeof object.metadata.namespace === 'string' ? object.metadata.namespace : '';
  // Joined, not a template: that would keep every piece of it alive beside the whole.
  return [apiGroup(object.apiVersion), object.kind, namespace, object.metadata.name].join('/');
}

/** `Deployment shop-web/frontend`, `Namespace shop-web`: how people name an object in a sentence. */
export function describeObject(object: KubernetesObject): string {
  const namespace = object.metadata.namespace;
  const name = typeof namespace === 'string' ? `${namespace}/${object.metadata.name}` : object.metadata.name;
  return `${object.kind} ${name}`;
}
