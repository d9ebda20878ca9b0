import type { Json, JsonObject } from './json.js';

/** The object itself where no field changes; a field mapped to undefined goes. Safe for a field named `__proto__`. */
export function mapFields(object: JsonObject, map: (value: Json, key: string) => Json | undefined): JsonObject {
  const keys = Object.keys(object);
  // Begun at the first change: most objects have none, and there are many.
  let entries: [string, Json][] | undefined;
  let at = -1;
  for (const key of keys) {
    at += 1;
    const value = object[key] as Json;
    const mapped = map(value, key);
    if (entries === undefined && mapped === value) continue;
    entries ??= keys.slice(0, at).map((before) => [before, object[before] as Json]);
    if (mapped !== undefined) entries.push([key, mapped]);
  }
  return entries === undefined ? object : Object.fromEntries(entries);
}

/** The list itself where no item changes. */
export function mapItems(list: Json[], map: (item: Json) => Json): Json[] {
  let items: Json[] | undefined;
  let at = -1;
  for (const item of list) {
    at += 1;
    const mapped = map(item);
    if (items === undefined && mapped === item) continue;
    items ??= list.slice(0, at);
    items.push(mapped);
  }
  return items ?? list;
}
