import type { Cluster } from '../config/declaration.js';
import { hasLabels, type NodePool, untolerated } from '../config/node-pool.js';
import type { JsonObject } from '../kubernetes/json.js';
import type { Toleration } from '../kubernetes/toleration.js';
import { itemsAt, objectAt, textAt } from './fields.js';

/** A pool that a RuntimeClass selects. */
export interface SelectedPool {
  readonly name: string;
  readonly pool: NodePool;
  /** The key of a taint that keeps its pods away. */
  readonly taint: string | undefined;
}

/** Pools with the labels that a RuntimeClass asks for. Pods of tenants tolerate the taints of pools of their own anyway. */
export function poolsSelectedBy({ environment, tenants }: Cluster, runtimeClass: JsonObject): SelectedPool[] {
  const wanted = Object.fromEntries(selectedLabels(runtimeClass));
  const tolerations = itemsAt(runtimeClass, 'scheduling', 'tolerations').map(({ item }) => tolerationOf(item));
  const name = textAt(runtimeClass, 'metadata', 'name') ?? '';
  const own = new Set(
    [...tenants.values()]
      .filter(({ spec }) => spec.runtimes.allowed.includes(name))
      .flatMap(({ spec }) => spec.nodePools),
  );
  return Object.entries(environment.spec.nodePools)
    .filter(([, pool]) => hasLabels(pool, wanted))
    .map(([each, pool]) => ({
      name: each,
      pool,
      taint: own.has(each) ? undefined : untolerated(pool, tolerations),
    }));
}

/** Labels of a RuntimeClass's nodeSelector; what is no text is shown as it is written. */
export function selectedLabels(runtimeClass: JsonObject): [key: string, value: string][] {
  return Object.entries(objectAt(runtimeClass, 'scheduling', 'nodeSelector') ?? {}).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

function tolerationOf(item: JsonObject): Toleration {
  const at = (field: keyof Toleration) => {
    const text = textAt(item, field);
    return text === undefined ? {} : { [field]: text };
  };
  return { ...at('key'), ...at('operator'), ...at('value'), ...at('effect') };
}
