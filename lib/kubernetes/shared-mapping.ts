import type { Json, JsonObject } from './json.js';

/** The object itself where no field changes; a field mapped to undefined goes. Safe for a field named `__proto__`. */
export function mapFields(object: JsonObject, map: (value: Json, key: string) => Json | undefined): JsonObject {
  let changed = false;
  const entries: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) {
    const mapped = map(value, key);
    if (mapped !== value || mapped === undefined) changed = true;
    if (mapped !== undefined) entries.push([key, mapped]);
  }
  return changed ? Object.fromEntries(entries) : object;
}

/** The list itself where no item changes. */
export function mapItems(list: Json[], map: (item: Json) => Json): Json[] {
  const mapped = list.map(map);
  return mapped.every((item, index) => item === list[index]) ? list : mapped;
}
