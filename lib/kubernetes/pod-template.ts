import { isObject, type JsonObject, type Path, valueAt } from './json.js';
import { apiGroup } from './object.js';

/**
 * Where the pod spec stands, by group and kind: every built-in kind that holds pods.
 * Upstream: the PodSpec and PodTemplateSpec fields of k8s.io/api/{core,apps,batch}/v1.
 */
const POD_SPEC_PATHS: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['/Pod', ['spec']],
  ['/PodTemplate', ['template', 'spec']],
  ['/ReplicationController', ['spec', 'template', 'spec']],
  ['apps/DaemonSet', ['spec', 'template', 'spec']],
  ['apps/Deployment', ['spec', 'template', 'spec']],
  ['apps/ReplicaSet', ['spec', 'template', 'spec']],
  ['apps/StatefulSet', ['spec', 'template', 'spec']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ['batch/Job', ['spec', 'template', 'spec']],
]);

/**
 * The path of the pod spec inside an object of this kind, whether or not anything stands there; undefined for a kind
 * that holds none. Without its last step it is the path of the pod template, whose `metadata` the pods get
 * (`[]` for a Pod, which is its own template).
 */
export function podSpecPath(object: JsonObject): Path | undefined {
  if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') return undefined;
  return POD_SPEC_PATHS.get(`${apiGroup(object.apiVersion)}/${object.kind}`);
}

/** The pod spec inside `object`; undefined where the kind holds none or the spec is missing or no mapping. */
export function podSpecOf(object: JsonObject): JsonObject | undefined {
  const path = podSpecPath(object);
  const spec = path && valueAt(object, path);
  return isObject(spec) ? spec : undefined;
}
