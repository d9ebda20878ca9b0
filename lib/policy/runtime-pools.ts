import type { Cluster, Environment } from '../config/declaration.js';
import { hasLabels, type NodePool, untolerated } from '../config/node-pool.js';
import { nodeSelectorOf, tolerationsOf } from '../config/runtime.js';
import type { JsonObject, Path } from '../kubernetes/json.js';
import type { Toleration } from '../kubernetes/toleration.js';
import { itemsAt, objectAt, textAt } from './fields.js';
import type { KnownRuntimeClass } from './runtime-classes.js';

/** Where pods run. */
export interface Scheduling {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Toleration[];
}

/** What pods take over from their RuntimeClass. */
export function schedulingOf({ object, runtime }: KnownRuntimeClass): Scheduling {
  if (object !== undefined)
    return {
      nodeSelector: Object.fromEntries(selectedLabels(object.object)),
      tolerations: tolerationsAt(object.object, 'scheduling', 'tolerations'),
    };
  if (runtime === undefined) return { nodeSelector: {}, tolerations: [] };
  return { nodeSelector: nodeSelectorOf(runtime.spec), tolerations: tolerationsOf(runtime.spec) };
}

export interface NamedPool {
  readonly name: string;
  readonly pool: NodePool;
}

/** Pools with these labels, whatever keeps pods away from them. */
export function poolsWith({ spec }: Environment, labels: Readonly<Record<string, string>>): NamedPool[] {
  return Object.entries(spec.nodePools).flatMap(([name, pool]) => (hasLabels(pool, labels) ? [{ name, pool }] : []));
}

/** A pool that a RuntimeClass selects. */
export interface SelectedPool extends NamedPool {
  /** The key of a taint that keeps its pods away. */
  readonly taint: string | undefined;
}

/** Pools with the labels that a RuntimeClass asks for. Pods of tenants tolerate the taints of pools of their own anyway. */
export function poolsSelectedBy({ environment, tenants }: Cluster, runtimeClass: JsonObject): SelectedPool[] {
  const wanted = Object.fromEntries(selectedLabels(runtimeClass));
  const tolerations = tolerationsAt(runtimeClass, 'scheduling', 'tolerations');
  const name = textAt(runtimeClass, 'metadata', 'name') ?? '';
  const own = new Set(
    [...tenants.values()]
      .filter(({ spec }) => spec.runtimes.allowed.includes(name))
      .flatMap(({ spec }) => spec.nodePools),
  );
  return poolsWith(environment, wanted).map((each) => ({
    ...each,
    taint: own.has(each.name) ? undefined : untolerated(each.pool, tolerations),
  }));
}

/** Labels of a RuntimeClass's nodeSelector; what is no text is shown as it is written. */
export function selectedLabels(runtimeClass: JsonObject): [key: string, value: string][] {
  return Object.entries(objectAt(runtimeClass, 'scheduling', 'nodeSelector') ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

export function tolerationsAt(root: JsonObject, ...path: Path): Toleration[] {
  return itemsAt(root, ...path).map(({ item }) => tolerationOf(item));
}

function tolerationOf(item: JsonObject): Toleration {
  const at = (field: keyof Toleration) => {
    const text = textAt(item, field);
    return text === undefined ? {} : { [field]: text };
  };
  return { ...at('key'), ...at('operator'), ...at('value'), ...at('effect') };
}
