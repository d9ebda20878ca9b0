import { isObject, type Json, type JsonObject, type Path } from '../kubernetes/json.js';

/**
 * JSON merge patch, RFC 7396: objects merge key by key, null removes a key, everything else replaces what was there.
 * The result shares nothing with target or patch.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return copy(patch);
  const result: JsonObject = {};
  if (isObject(target)) {
    for (const [key, value] of Object.entries(target)) {
      const change = Object.hasOwn(patch, key) ? patch[key] : undefined;
      if (change === undefined) setOwn(result, key, copy(value));
      else if (change !== null) setOwn(result, key, mergePatch(value, change));
    }
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value !== null && value !== undefined && !Object.hasOwn(result, key))
      setOwn(result, key, mergePatch(undefined, value));
  }
  return result;
}

/** All layers, first to last, as one object. */
export function mergeLayers(layers: readonly JsonObject[]): JsonObject {
  const result = layers.reduce<Json>((merged, layer) => mergePatch(merged, layer), {});
  return isObject(result) ? result : {};
}

/**
 * The layer to blame for the value at `path` in the merged result: the last one that mentions it. For a leaf that is
 * the layer which wrote the value; for an object the last one that added, changed or removed something in it. Where
 * the path is not in the result, the answer is for its nearest ancestor that is: the layer that removed the value, or
 * replaced the object it was in, has mentioned that ancestor. -1 without layers.
 */
export function definedIn(layers: readonly JsonObject[], path: Path): number {
  // What is present of the path, as deep as it goes: for each length of prefix who mentioned it last.
  const present: { layer: number; object: boolean }[] = [];
  for (const [index, layer] of layers.entries()) {
    let value: Json = layer;
    for (let depth = 0; depth <= path.length; depth++) {
      // An object merges only into an object: anything else takes away what was below.
      if (!isObject(value) || present[depth]?.object === false) present.length = Math.min(present.length, depth);
      present[depth] = { layer: index, object: isObject(value) };
      const next = childOf(value, path[depth]);
      if (next === undefined) break;
      if (next === null && isObject(value)) {
        present.length = depth + 1;
        break;
      }
      if (Array.isArray(value)) {
        replaceBelow(present, index, next, path, depth + 1);
        break;
      }
      value = next;
    }
  }
  return present.at(-1)?.layer ?? -1;
}

/** Lists do not merge: inside of one everything is as this layer wrote it, null included. */
function replaceBelow(
  present: { layer: number; object: boolean }[],
  layer: number,
  item: Json,
  path: Path,
  from: number,
): void {
  let value: Json | undefined = item;
  for (let depth = from; depth <= path.length && value !== undefined; depth++) {
    present[depth] = { layer, object: isObject(value) };
    value = childOf(value, path[depth]);
  }
}

function childOf(value: Json, key: string | number | undefined): Json | undefined {
  if (key === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[key];
}

function copy(value: Json): Json {
  if (Array.isArray(value)) return value.map(copy);
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, inner] of Object.entries(value)) setOwn(result, key, copy(inner));
  return result;
}

/** Assigning to `__proto__` would change the object's prototype instead of adding a key. */
function setOwn(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
