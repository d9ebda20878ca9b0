import { z } from 'zod';
import type { Json, JsonObject } from '../../kubernetes/json.js';

/** One of these is what any text or number of a declaration may be. */
const CANDIDATES: readonly Json[] = [
  'x',
  1,
  'x/x',
  '/x',
  'x@x',
  'https://x',
  '1.34',
  '10.0.0.0/32',
  '2000-01-01',
  '53/UDP',
  '0 0 * * *',
  'UTC',
  'x'.repeat(10),
];

/** A value that `schema` accepts, so that the rest of a declaration can be judged; undefined where none is known. */
export function harmlessValue(schema: z.ZodType): Json | undefined {
  if (!known.has(schema)) known.set(schema, accepted(schema, valuesOf(schema)));
  return known.get(schema);
}

const known = new WeakMap<z.ZodType, Json | undefined>();

function accepted(schema: z.ZodType, values: readonly (Json | undefined)[]): Json | undefined {
  return values.find((value) => value !== undefined && schema.safeParse(value).success);
}

function valuesOf(schema: z.ZodType): readonly (Json | undefined)[] {
  if (schema instanceof z.ZodObject) return [fieldsOf(schema.shape as Record<string, z.ZodType>)];
  if (schema instanceof z.ZodRecord) return [{}, { x: harmlessValue(schema.valueType as z.ZodType) ?? null }];
  if (schema instanceof z.ZodArray) return [[], [harmlessValue(schema.element as z.ZodType) ?? null]];
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).map(harmlessValue);
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodLiteral) return [...schema.values] as Json[];
  return schema instanceof z.ZodBoolean ? [false] : CANDIDATES;
}

/** What a mapping cannot do without. */
function fieldsOf(shape: Readonly<Record<string, z.ZodType>>): JsonObject {
  const required = Object.entries(shape).filter(([, field]) => !field.safeParse(undefined).success);
  return Object.fromEntries(required.map(([name, field]) => [name, harmlessValue(field) ?? null]));
}
