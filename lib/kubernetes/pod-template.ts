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

const TEMPLATE: Path = ['spec', 'template'];
const POD_TEMPLATE: Path = ['spec', 'podTemplate'];

/**
 * Where the template of a pod stands, by group and kind: every built-in kind that holds pods, and those of others that are known.
 * Upstream: the PodSpec and PodTemplateSpec fields of k8s.io/api/{core,apps,batch}/v1; of the API types of
 * sigs.k8s.io/agent-sandbox, sigs.k8s.io/jobset and github.com/argoproj/argo-rollouts. A Rollout with `workloadRef`
 * has no template of its own: its pods are those of the Deployment that it names.
 */
const TEMPLATE_PATHS: ReadonlyMap<string, Path> = new Map<string, Path>([
  ['/Pod', []],
  ['/PodTemplate', ['template']],
  ['/ReplicationController', TEMPLATE],
  ['apps/DaemonSet', TEMPLATE],
  ['apps/Deployment', TEMPLATE],
  ['apps/ReplicaSet', TEMPLATE],
  ['apps/StatefulSet', TEMPLATE],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['batch/Job', TEMPLATE],
  ['agents.x-k8s.io/Sandbox', POD_TEMPLATE],
  ['extensions.agents.x-k8s.io/SandboxTemplate', POD_TEMPLATE],
  ['argoproj.io/Rollout', TEMPLATE],
  ['jobset.x-k8s.io/JobSet', ['spec', 'replicatedJobs', EACH, 'template', 'spec', 'template']],
]);

/** Every pod template inside an object, in its order; none where the kind holds none or no spec is a mapping. */
export function podTemplatesOf(object: JsonObject): PodTemplate[] {
  const path = pathOf(object);
  if (path === undefined) return [];
  return pathsIn(object, path).flatMap((at) => {
    const template = valueAt(object, at) as JsonObject;
    const { metadata, spec } = template;
    return isObject(spec) ? [{ path: at, metadata: isObject(metadata) ? metadata : {}, spec }] : [];
  });
}

/** Whether `podTemplatesOf` knows where objects of this kind hold pods. */
export function isPodHolder(object: JsonObject): boolean {
  return pathOf(object) !== undefined;
}

function pathOf(object: JsonObject): Path | undefined {
  if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') return undefined;
  return TEMPLATE_PATHS.get(`${apiGroup(object.apiVersion)}/${object.kind}`);
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
