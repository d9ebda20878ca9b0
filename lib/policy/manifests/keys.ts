import { isObject, type Json, type JsonObject } from '../../kubernetes/json.js';
import { put } from './alias.js';

/** sigs.k8s.io/yaml makes text of keys that are numbers or booleans, and refuses all others. */
export function keyText(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? undefined : String(value);
}

/**
 * Merges what stands after `<<`; answers the keys that were not there, undefined where it is neither a mapping nor a list of
 * them. yaml.v2 lets later fields win, whether a field stands there or came by `<<`; of a list of mappings the first.
 */
export function mergeInto(target: JsonObject, value: Json): string[] | undefined {
  const sources = Array.isArray(value) ? value.toReversed() : [value];
  if (!sources.every(isObject)) return undefined;
  const added: string[] = [];
  for (const source of sources) {
    for (const key of Object.keys(source)) {
      if (!Object.hasOwn(target, key)) added.push(key);
      put(target, key, source[key] as Json);
    }
  }
  return added;
}
