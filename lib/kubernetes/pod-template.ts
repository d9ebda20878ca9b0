import { isObject, type JsonObject, type Path, valueAt } from './json.js';
import { apiGroup } from './object.js';

/** The template of a pod inside an object. */
export interface PodTemplate {
  /** Where it stands: `[]` for a Pod, which is its own template. */
  readonly path: Path;
  /** What the pods get as their metadata; empty where nothing is said. */
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/** Stands for every item of a list. */
const EACH = '*';

const TEMPLATE: Path = ['spec', 'template', 'spec'];
const POD_TEMPLATE: Path = ['spec', 'podTemplate', 'spec'];

/**
 * Where the pod spec stands, by group and kind: every built-in kind that holds pods, and those of others that are known.
 * Upstream: the PodSpec and PodTemplateSpec fields of k8s.io/api/{core,apps,batch}/v1; of the API types of
 * sigs.k8s.io/agent-sandbox, sigs.k8s.io/jobset and github.com/argoproj/argo-rollouts. A Rollout with `workloadRef`
 * has no template of its own: its pods are those of the Deployment that it names.
 */
const POD_SPEC_PATHS: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['/Pod', ['spec']],
  ['/PodTemplate', ['template', 'spec']],
  ['/ReplicationController', TEMPLATE],
  ['apps/DaemonSet', TEMPLATE],
  ['apps/Deployment', TEMPLATE],
  ['apps/ReplicaSet', TEMPLATE],
  ['apps/StatefulSet', TEMPLATE],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ['batch/Job', TEMPLATE],
  ['agents.x-k8s.io/Sandbox', POD_TEMPLATE],
  ['extensions.agents.x-k8s.io/SandboxTemplate', POD_TEMPLATE],
  ['argoproj.io/Rollout', TEMPLATE],
  ['jobset.x-k8s.io/JobSet', ['spec', 'replicatedJobs', EACH, 'template', 'spec', 'template', 'spec']],
]);

/** Every pod template inside an object, in its order; none where the kind holds none or no spec is a mapping. */
export function podTemplatesOf(object: JsonObject): PodTemplate[] {
  const path = pathOf(object);
  if (path === undefined) return [];
  return pathsIn(object, path.slice(0, -1)).flatMap((at) => {
    const template = valueAt(object, at) as JsonObject;
    const { metadata, spec } = template;
    return isObject(spec) ? [{ path: at, metadata: isObject(metadata) ? metadata : {}, spec }] : [];
  });
}

/** Whether `podTemplatesOf` knows where objects of this kind hold pods. */
export function isPodHolder(object: JsonObject): boolean {
  return pathOf(object) !== undefined;
}

/**
 * The path of the pod spec inside an object of this kind, whether or not anything stands there; undefined for a kind
 * that holds none, or a list of them. Without its last step it is the path of the pod template, whose `metadata` the
 * pods get (`[]` for a Pod, which is its own template).
 */
export function podSpecPath(object: JsonObject): Path | undefined {
  const path = pathOf(object);
  return path?.includes(EACH) ? undefined : path;
}

/** The pod spec inside `object`; undefined where the kind holds none or the spec is missing or no mapping. */
export function podSpecOf(object: JsonObject): JsonObject | undefined {
  const path = podSpecPath(object);
  const spec = path && valueAt(object, path);
  return isObject(spec) ? spec : undefined;
}

function pathOf(object: JsonObject): Path | undefined {
  if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') return undefined;
  return POD_SPEC_PATHS.get(`${apiGroup(object.apiVersion)}/${object.kind}`);
}

/** The paths of all mappings that this one leads to. */
function pathsIn(object: JsonObject, path: Path): Path[] {
  const each = path.indexOf(EACH);
  if (each < 0) return isObject(valueAt(object, path)) ? [path] : [];
  const before = path.slice(0, each);
  const list = valueAt(object, before);
  if (!Array.isArray(list)) return [];
  return list.flatMap((_, index) => pathsIn(object, [...before, index, ...path.slice(each + 1)]));
}
