import { isObject, type Json } from '../../lib/kubernetes/json.js';

/** JSON with maps for objects: no key of them means anything to JavaScript. */
export type Model = Map<string, Model> | Model[] | string | number | boolean | null;

export function modelOf(value: Json): Model {
  if (Array.isArray(value)) return value.map(modelOf);
  if (!isObject(value)) return value as Model;
  return new Map(Object.entries(value).map(([key, inner]) => [key, modelOf(inner)]));
}

/** RFC 7396, section 2, line by line. */
export function mergePatchModel(target: Model | undefined, patch: Model): Model {
  if (!(patch instanceof Map)) return patch;
  const result = new Map(target instanceof Map ? target : []);
  for (const [name, value] of patch) {
    if (value === null) result.delete(name);
    else result.set(name, mergePatchModel(result.get(name), value));
  }
  return result;
}
