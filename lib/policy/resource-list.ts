import { type Amounts, amountsOf, type ResourceList } from '../kubernetes/amounts.js';
import { isObject } from '../kubernetes/json.js';

const NOTHING: ResourceList = {};

/** A map of quantities that anybody may have written; what cannot be one is left out. */
export function resourceList(value: unknown): ResourceList {
  if (!isObject(value)) return NOTHING;
  for (const key in value) {
    const amount = value[key];
    if (typeof amount !== 'string' && typeof amount !== 'number')
      return Object.fromEntries(
        Object.entries(value).filter(
          (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
        ),
      );
  }
  return value as ResourceList;
}

export function amountsIn(value: unknown): Amounts {
  return amountsOf(resourceList(value));
}
