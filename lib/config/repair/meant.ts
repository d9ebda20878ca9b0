import { z } from 'zod';
import { isObject, type Json, type Path } from '../../kubernetes/json.js';
import { schemaAt } from '../schema/at.js';
import { patchOf } from '../schema/patch.js';
import { nearest } from '../suggest.js';

/** The fields of its own mapping that an unknown one may have been meant for: those that look like it and are missing. */
export function lookalikes(key: string, missing: readonly string[]): string[] {
  const name = nearest(key, missing);
  if (name === undefined) return [];
  const others = missing.filter((other) => other !== name);
  return [name, ...lookalikes(key, others)];
}

/** Those of its missing fields that a mapping could have with that value, whatever it is called. */
export function takers(value: Json, mapping: z.ZodType | undefined, missing: readonly string[]): string[] {
  if (!(mapping instanceof z.ZodObject)) return [];
  return missing.filter((name) => accepts(mapping.shape[name] as z.ZodType, value));
}

/** The missing fields of that name which could have that value, wherever: it may only be indented wrongly. */
export function fieldsFor(name: string, value: Json, schema: z.ZodType, data: Json | undefined, path: Path): Path[] {
  return places(schema, data, path, (fields, at, around) => {
    const field = fields instanceof z.ZodObject && Object.hasOwn(fields.shape, name) ? fields.shape[name] : undefined;
    return field !== undefined && !isDeclared(around, name) && accepts(field as z.ZodType, value)
      ? [[...at, name]]
      : [];
  });
}

/** The maps that would take something as one of theirs. */
export function mapsFor(key: string, value: Json, schema: z.ZodType, data: Json | undefined, path: Path): Path[] {
  return places(schema, data, path, (fields, at) => {
    if (!(fields instanceof z.ZodRecord)) return [];
    const takes = (fields.keyType as z.ZodType).safeParse(key).success && accepts(fields.valueType as z.ZodType, value);
    return takes ? [at] : [];
  });
}

type Visit = (fields: z.ZodType, at: Path, around: Json | undefined) => Path[];

/** What `visit` finds in every mapping of a declaration, those included that could be there. */
function places(schema: z.ZodType, data: Json | undefined, path: Path, visit: Visit): Path[] {
  const found = visit(schema, path, data);
  for (const [name, inner] of mappingsIn(schema, data)) {
    const value = isObject(data) && isDeclared(data, name) ? data[name] : undefined;
    found.push(...places(inner, value, [...path, name], visit));
  }
  return found;
}

function mappingsIn(
  schema: z.ZodType,
  data: Json | undefined,
): readonly (readonly [name: string, schema: z.ZodType])[] {
  const known = inner.get(schema) ?? innerOf(schema);
  inner.set(schema, known);
  if (!(known instanceof z.ZodType)) return known;
  return isObject(data) ? Object.keys(data).map((name) => [name, known]) : [];
}

type Inner = readonly (readonly [name: string, schema: z.ZodType])[] | z.ZodType;

/** Of a mapping its fields, of a map what its entries are: as far as they are mappings themselves. */
function innerOf(schema: z.ZodType): Inner {
  const mapping = (field: unknown) => {
    const fields = schemaAt(field as z.ZodType, []);
    return fields instanceof z.ZodObject || fields instanceof z.ZodRecord ? fields : undefined;
  };
  if (schema instanceof z.ZodRecord) return mapping(schema.valueType) ?? [];
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const fields = mapping(field);
    return fields === undefined ? [] : [[name, fields] as const];
  });
}

// Asked for every field that nobody knows.
const inner = new WeakMap<z.ZodType, Inner>();

function isDeclared(data: Json | undefined, name: string): boolean {
  return isObject(data) && Object.hasOwn(data, name);
}

/** As it may stand in a layer. */
export function accepts(schema: z.ZodType, value: Json): boolean {
  return patchOf(schema).safeParse(value).success;
}
