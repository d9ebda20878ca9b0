import { nodeLabelsOf } from '../config/node-pool.js';
import type { JsonObject } from '../kubernetes/json.js';
import { matchesSelector } from '../kubernetes/label-selector.js';
import { itemsAt, textAt } from './fields.js';
import type { NamedPool } from './runtime-pools.js';

const TERMS = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];

/**
 * Of these pools, those that the required node affinity of a pod takes: any of its terms, all of the expressions of a term.
 * What asks for a label that no pool declares, or for more than labels, may be true anywhere.
 */
export function poolsTakenBy(spec: JsonObject, pools: readonly NamedPool[], all: readonly NamedPool[]): NamedPool[] {
  const terms = itemsAt(spec, ...TERMS);
  if (terms.length === 0) return [...pools];
  const declared = new Set(all.flatMap(({ pool }) => Object.keys(nodeLabelsOf(pool))));
  return pools.filter(({ pool }) =>
    terms.some(({ item }) =>
      itemsAt(item, 'matchExpressions')
        .filter((each) => declared.has(textAt(each.item, 'key') ?? '') && !isOrder(each.item))
        .every((each) => matchesSelector({ matchExpressions: [each.item] }, nodeLabelsOf(pool))),
    ),
  );
}

/** Selectors of other objects have no such operators. */
function isOrder(expression: JsonObject): boolean {
  return expression.operator === 'Gt' || expression.operator === 'Lt';
}
