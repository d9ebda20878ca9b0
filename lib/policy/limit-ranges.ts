import { limitRangeItems } from '../config/limit-range.js';
import { limitsOf, ratioOf } from '../config/quota.js';
import { type Amounts, amountsOf, type ResourceList } from '../kubernetes/amounts.js';
import type { Path } from '../kubernetes/json.js';
import type { Context } from './context.js';
import { itemsAt, textAt } from './fields.js';
import type { JudgedObject } from './judged-object.js';
import { resourceList } from './resource-list.js';

/** An item of a LimitRange as the API server stores it. */
export interface LimitItem {
  readonly range: string;
  /** Undefined where it is known from the declarations alone. */
  readonly object?: JudgedObject;
  readonly path: Path;
  readonly type: string;
  readonly min: Amounts;
  readonly max: Amounts;
  readonly default: ResourceList;
  readonly defaultRequest: ResourceList;
  readonly maxLimitRequestRatio: Amounts;
}

/** What LimitRanges say of a namespace: those among the objects, or else those that its tenant's declaration renders. */
export function limitItems(context: Context, namespace: string): readonly LimitItem[] {
  const found = context.recall(itemsByNamespace);
  const items = found.get(namespace) ?? readItems(context, namespace);
  found.set(namespace, items);
  return items;
}

const itemsByNamespace = () => new Map<string, readonly LimitItem[]>();

function readItems(context: Context, namespace: string): LimitItem[] {
  const ranges = context.objects.inNamespace(namespace, '/LimitRange');
  if (ranges.length === 0) return declaredItems(context, namespace);
  return ranges.flatMap((object) =>
    itemsAt(object.object, 'spec', 'limits').map(({ item, path }) => ({
      ...itemOf(item, textAt(item, 'type') ?? ''),
      range: object.object.metadata.name,
      object,
      path,
    })),
  );
}

function declaredItems(context: Context, namespace: string): LimitItem[] {
  const { cluster } = context;
  const tenant = cluster?.tenants.get(context.tenantOf(namespace) ?? '');
  if (cluster === undefined || tenant === undefined || !Object.hasOwn(tenant.spec.namespaces, namespace)) return [];
  const limits = limitsOf(tenant.spec, namespace);
  const ratio = (resource: 'cpu' | 'memory') => ratioOf(cluster.environment.spec, limits, resource);
  const items = limitRangeItems(limits, { cpu: ratio('cpu'), memory: ratio('memory') });
  return items.map((item) => ({ ...itemOf(item, item.type), range: 'defaults', path: [] }));
}

/** Filled in as SetDefaults_LimitRangeItem does (kubernetes pkg/apis/core/v1, defaults.go). */
function itemOf(item: object, type: string): Omit<LimitItem, 'range' | 'path'> {
  const at = (field: string) =>
    resourceList(Object.hasOwn(item, field) ? (item as Record<string, unknown>)[field] : {});
  const [min, max] = [at('min'), at('max')];
  const container = type === 'Container';
  const limit = container ? { ...max, ...at('default') } : {};
  const request = container ? { ...min, ...limit, ...at('defaultRequest') } : {};
  return {
    type,
    min: amountsOf(min),
    max: amountsOf(max),
    default: limit,
    defaultRequest: request,
    maxLimitRequestRatio: amountsOf(at('maxLimitRequestRatio')),
  };
}
