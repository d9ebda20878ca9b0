import { isObject, type Json } from '../kubernetes/json.js';
import { mapFields, mapItems } from '../kubernetes/shared-mapping.js';

/**
 * The same data with the keys of every map sorted: in which order fields were written changes nothing that is rendered.
 * What is sorted already is shared with `value`.
 */
export function withSortedKeys(value: Json): Json {
  if (Array.isArray(value)) return mapItems(value, withSortedKeys);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.every((key, index) => index === 0 || (keys[index - 1] as string) < key))
    return mapFields(value, withSortedKeys);
  return Object.fromEntries(keys.sort().map((key) => [key, withSortedKeys(value[key] as Json)]));
}
