import type { Json, JsonObject } from '../../kubernetes/json.js';

/** What the aliases of a file may still bring in: values and characters together, so that ten lines cannot stand for a billion. */
export interface AliasBudget {
  left: number;
}

export const MAX_ALIASED = 1_000_000;

/**
 * A copy of its own for each alias: rules may then walk an object without a thought for what is shared. Undefined where
 * that would be more than the budget allows, or nest more than `maxDepth` levels.
 */
export function copyOf(value: Json, depth: number, maxDepth: number, budget: AliasBudget): Json | undefined {
  budget.left -= typeof value === 'string' ? value.length + 1 : 1;
  if (budget.left < 0 || depth > maxDepth) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const copied = copyOf(item, depth + 1, maxDepth, budget);
      if (copied === undefined) return undefined;
      items.push(copied);
    }
    return items;
  }
  const map: JsonObject = {};
  for (const key of Object.keys(value)) {
    const copied = copyOf(value[key] as Json, depth + 1, maxDepth, budget);
    if (copied === undefined) return undefined;
    put(map, key, copied);
  }
  return map;
}

/** `__proto__` is a key like any other, as it is to JSON.parse. */
export function put(map: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') map[key] = value;
  else Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}
