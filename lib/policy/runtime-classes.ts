import type { Runtime } from '../config/declaration.js';
import { overheadOf } from '../config/runtime.js';
import type { ResourceList } from '../kubernetes/amounts.js';
import type { Context } from './context.js';
import { objectAt } from './fields.js';
import type { JudgedObject } from './judged-object.js';
import { resourceList } from './resource-list.js';

/** A RuntimeClass: among the objects, as a declaration, or both. */
export interface KnownRuntimeClass {
  readonly object: JudgedObject | undefined;
  readonly runtime: Runtime | undefined;
  /** What the API server adds to its pods. */
  readonly overhead: ResourceList | undefined;
}

/** Undefined where nobody knows it. An object wins over what is declared: it is what pods meet. */
export function runtimeClassNamed({ cluster, objects }: Context, name: string): KnownRuntimeClass | undefined {
  const object = objects.named('node.k8s.io/RuntimeClass', name);
  const runtime = cluster?.runtimes.get(name);
  if (object === undefined && runtime === undefined) return undefined;
  if (object === undefined) return { object, runtime, overhead: runtime && overheadOf(runtime.spec) };
  const fixed = objectAt(object.object, 'overhead', 'podFixed');
  return { object, runtime, overhead: fixed && resourceList(fixed) };
}
