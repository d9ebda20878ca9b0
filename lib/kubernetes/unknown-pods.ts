import { isObject, type JsonObject } from './json.js';
import { apiGroup } from './object.js';
import { isPodHolder } from './pod-template.js';

/** The groups that kube-apiserver serves itself: what of their kinds holds pods is known. */
const BUILT_IN: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

const LAUNCHER = 'its virtual machines run in launcher pods that KubeVirt makes, and these are not modelled';

const NOT_MODELLED: ReadonlyMap<string, string> = new Map([
  ['kubevirt.io/VirtualMachine', LAUNCHER],
  ['kubevirt.io/VirtualMachineInstance', LAUNCHER],
  ['kubevirt.io/VirtualMachineInstanceReplicaSet', LAUNCHER],
  ['pool.kubevirt.io/VirtualMachinePool', LAUNCHER],
]);

/** Lists of containers as pods have them. */
const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/**
 * Where others hold containers: a Task of Tekton in `steps` and `sidecars` (tekton.dev/v1, TaskSpec), a template of Argo
 * Workflows in `container`, `script` and `sidecars` (argoproj.io/v1alpha1, Template). Each has an image.
 */
const OTHER_LISTS = ['steps', 'sidecars'] as const;
const SINGLE = ['container', 'script'] as const;

const MAY_HOLD_CONTAINERS: ReadonlySet<string> = new Set([...LISTS, ...OTHER_LISTS, ...SINGLE]);

/** Values that are looked at in one object: what is greater than any that an API server stores is left alone. */
const MOST_VALUES = 200_000;

/**
 * Why an object may make pods that `podTemplatesOf` does not find: such an object is not evaluated, which is something
 * else than found to be right. Undefined for built-in kinds, for those whose pods are found, and for those that hold
 * nothing like a container. What makes pods out of other fields (as Prometheus does out of `spec.image`) cannot be told
 * from what makes none.
 */
export function mayHoldPods(object: JsonObject): string | undefined {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const group = apiGroup(apiVersion);
  if (BUILT_IN.has(group)) return undefined;
  const reason = NOT_MODELLED.get(`${group}/${kind}`);
  if (reason !== undefined) return reason;
  if (isPodHolder(object)) return undefined;
  return searchContainers(object);
}

/** With a list of what is left in place of recursion, and a limit: the object may be as deep and as large as it likes. */
function searchContainers(object: JsonObject): string | undefined {
  const { metadata: _, status: __, ...fields } = object;
  const left: unknown[] = [fields];
  for (let looked = 0; left.length > 0; looked++) {
    if (looked > MOST_VALUES)
      return `it holds more than ${MOST_VALUES} values, which were not all searched for containers`;
    const value = left.pop();
    if (isObject(value)) {
      let suspicious = false;
      for (const key in value) {
        if (typeof value[key] !== 'object') continue;
        left.push(value[key]);
        suspicious ||= MAY_HOLD_CONTAINERS.has(key);
      }
      const field = suspicious ? fieldWithContainer(value) : undefined;
      if (field !== undefined)
        return `it has ${field}, and where a ${object.kind} of ${apiGroup(String(object.apiVersion))} holds pods is not known`;
    } else if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object') left.push(item);
    }
  }
  return undefined;
}

/** `a list \`containers\``, where a mapping has one. */
function fieldWithContainer(value: JsonObject): string | undefined {
  const list =
    LISTS.find((key) => holds(value[key], (item) => typeof item.name === 'string' || hasImage(item))) ??
    OTHER_LISTS.find((key) => holds(value[key], hasImage));
  if (list !== undefined) return `a list \`${list}\``;
  const single = SINGLE.find((key) => isObject(value[key]) && hasImage(value[key]));
  return single && `a \`${single}\``;
}

function holds(list: unknown, isContainer: (item: JsonObject) => boolean): boolean {
  return Array.isArray(list) && list.some((item) => isObject(item) && isContainer(item));
}

function hasImage({ image }: JsonObject): boolean {
  return typeof image === 'string';
}
