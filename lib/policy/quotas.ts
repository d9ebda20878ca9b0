import { quotaOf } from '../config/quota.js';
import { resourceQuotas } from '../config/resource-quotas.js';
import { type Amounts, amountsOf, quantityOf } from '../kubernetes/amounts.js';
import { type JsonObject, valueAt } from '../kubernetes/json.js';
import type { Quantity } from '../kubernetes/quantity.js';
import type { ScopeRequirement } from '../kubernetes/quota/scopes.js';
import type { Context } from './context.js';
import { itemsAt, objectAt, textAt, textsAt } from './fields.js';
import type { JudgedObject } from './judged-object.js';
import { amountsIn } from './resource-list.js';

/** A ResourceQuota of a namespace. */
export interface JudgedQuota {
  readonly name: string;
  readonly hard: Amounts;
  /** One of `hard`, without reading the others. */
  bound(key: string): Quantity | undefined;
  /** It counts the pods that all of these take; without any, everything. */
  readonly scopes: readonly ScopeRequirement[];
  /** Undefined where it is known from the declarations alone. */
  readonly object?: JudgedObject;
}

/** The quotas of a namespace: those among the objects, or else those that its tenant's declaration renders. */
export function quotasOf(context: Context, namespace: string): readonly JudgedQuota[] {
  const found = context.recall(quotasByNamespace);
  const quotas = found.get(namespace) ?? readQuotas(context, namespace);
  found.set(namespace, quotas);
  return quotas;
}

const quotasByNamespace = () => new Map<string, readonly JudgedQuota[]>();

function readQuotas(context: Context, namespace: string): JudgedQuota[] {
  const objects = context.objects.inNamespace(namespace, '/ResourceQuota');
  if (objects.length === 0) return declaredQuotas(context, namespace);
  return objects.map((judged) => new QuotaObject(judged));
}

class QuotaObject implements JudgedQuota {
  readonly object: JudgedObject;
  readonly scopes: readonly ScopeRequirement[];

  constructor(object: JudgedObject) {
    this.object = object;
    this.scopes = scopesOf(object.object);
  }

  get name(): string {
    return this.object.object.metadata.name;
  }

  get hard(): Amounts {
    return amountsIn(objectAt(this.object.object, 'spec', 'hard'));
  }

  bound(key: string): Quantity | undefined {
    const amount = valueAt(this.object.object, ['spec', 'hard', key]);
    return typeof amount === 'string' || typeof amount === 'number' ? quantityOf(amount) : undefined;
  }
}

function declaredQuotas(context: Context, namespace: string): JudgedQuota[] {
  const { cluster } = context;
  const tenant = cluster?.tenants.get(context.tenantOf(namespace) ?? '');
  if (cluster === undefined || tenant === undefined || !Object.hasOwn(tenant.spec.namespaces, namespace)) return [];
  return resourceQuotas(cluster.environment.spec, tenant.spec, quotaOf(tenant.spec, namespace)).map(
    ({ name, bounds, scope }) => {
      const hard = amountsOf(Object.fromEntries(bounds.map(({ key, amount }) => [key, amount])));
      return { name, hard, bound: (key) => hard.get(key), scopes: scope === undefined ? [] : [scope] };
    },
  );
}

const NO_SCOPES: readonly ScopeRequirement[] = [];

/** Both spellings: `scopes` names those that need no values (kubernetes pkg/quota/v1/evaluator/core). */
function scopesOf(quota: JsonObject): readonly ScopeRequirement[] {
  const spec = objectAt(quota, 'spec');
  if (spec?.scopes === undefined && spec?.scopeSelector === undefined) return NO_SCOPES;
  return [
    ...textsAt(quota, 'spec', 'scopes').map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...itemsAt(quota, 'spec', 'scopeSelector', 'matchExpressions').map(({ item }) => ({
      scopeName: textAt(item, 'scopeName') ?? '',
      operator: textAt(item, 'operator') ?? '',
      values: textsAt(item, 'values'),
    })),
  ];
}
