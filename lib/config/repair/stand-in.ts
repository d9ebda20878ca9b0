import type { z } from 'zod';
import { isObject, type Json, type JsonObject, type Path, valueAt } from '../../kubernetes/json.js';
import { schemaAt } from '../schema/at.js';
import { harmlessValue } from './harmless.js';

/**
 * Puts something harmless in the place of a value of a spec, so that it is certain that there is one and in doubt
 * which; where nothing harmless is known, it is taken away. Answers with the path of what is in doubt, or undefined
 * where that would be everything. `schema` is that of the spec, paths are those of the document.
 */
export function standIn(schema: z.ZodType, document: JsonObject, path: Path): Path | undefined {
  // Lists are replaced whole: what an item says cannot be told apart from which item it is.
  const list = path.findIndex((key) => typeof key === 'number');
  const whole = list < 0 ? path : path.slice(0, list);
  if (whole.length < 2) return undefined;
  const at = schemaAt(schema, whole.slice(1));
  const value = at === undefined ? undefined : harmlessValue(at);
  const around = valueAt(document, whole.slice(0, -1));
  const key = String(whole.at(-1));
  if (value === undefined || !isObject(around) || key === '__proto__') {
    take(document, whole);
    return whole.length === 2 ? undefined : whole.slice(0, -1);
  }
  around[key] = structuredClone(value);
  return whole;
}

export function take(document: JsonObject, path: Path): Json | undefined {
  const around = valueAt(document, path.slice(0, -1));
  const key = String(path.at(-1));
  if (!isObject(around) || !Object.hasOwn(around, key)) return undefined;
  const value = around[key];
  delete around[key];
  return value;
}
