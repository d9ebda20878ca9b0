import { isObject, type Json } from '../kubernetes/json.js';

/** The same data with the keys of every map sorted: in which order fields were written changes nothing that is rendered. */
export function withSortedKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, withSortedKeys(value[key] as Json)]));
}
