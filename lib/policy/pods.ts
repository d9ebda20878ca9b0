import { isObject, type JsonObject, type Path } from '../kubernetes/json.js';
import { type PodTemplate, podTemplatesOf } from '../kubernetes/pod-template.js';
import type { JudgedObject } from './judged-object.js';

/** Pods of one template: as the object that makes them has written it. */
export interface JudgedPod extends PodTemplate {
  readonly owner: JudgedObject;
}

export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export interface JudgedContainer {
  /** Empty where it has none. */
  readonly name: string;
  readonly list: (typeof CONTAINER_LISTS)[number];
  /** Within the object that owns the pod. */
  readonly path: Path;
  readonly container: JsonObject;
}

/** The pods that an object makes; none for most. */
export function podsOf(owner: JudgedObject): JudgedPod[] {
  return podTemplatesOf(owner.object).map((template) => ({ owner, ...template }));
}

/** Init, regular and ephemeral containers, in the order in which Pod Security visits them. */
export function containersOf({ path, spec }: JudgedPod): JudgedContainer[] {
  const found: JudgedContainer[] = [];
  for (const list of CONTAINER_LISTS) {
    const containers = spec[list];
    if (!Array.isArray(containers)) continue;
    containers.forEach((container, index) => {
      if (!isObject(container)) return;
      const name = typeof container.name === 'string' ? container.name : '';
      found.push({ name, list, path: [...path, 'spec', list, index], container });
    });
  }
  return found;
}
