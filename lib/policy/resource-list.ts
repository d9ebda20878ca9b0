import type { ResourceList } from '../kubernetes/amounts.js';
import { isObject } from '../kubernetes/json.js';

const NOTHING: ResourceList = {};

/** A map of quantities that anybody may have written; what cannot be one is left out. */
export function resourceList(value: unknown): ResourceList {
  if (!isObject(value)) return NOTHING;
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}
