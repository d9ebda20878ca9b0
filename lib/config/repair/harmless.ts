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
  '0'.repeat(64),
  `x/x@sha256:${'0'.repeat(64)}`,
  'https://x/x',
  '0000:00:00.0',
  'katacontainers.io/x',
  // The example of RFC 8410, section 10.1.
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n',
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
  if (schema instanceof z.ZodObject) return [fieldsOf(schema)];
  if (schema instanceof z.ZodRecord) return [{}, { x: harmlessValue(schema.valueType as z.ZodType) ?? null }];
  if (schema instanceof z.ZodArray) return [[], [harmlessValue(schema.element as z.ZodType) ?? null]];
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).map(harmlessValue);
  if (schema instanceof z.ZodEnum) return schema.options;
  if (schema instanceof z.ZodLiteral) return [...schema.values] as Json[];
  return schema instanceof z.ZodBoolean ? [false] : CANDIDATES;
}

function fieldsOf(schema: z.ZodObject): JsonObject {
  return Object.fromEntries(requiredIn(schema).map((name) => [name, harmlessValue(schema.shape[name]) ?? null]));
}

/** What a mapping cannot do without. */
export function requiredIn(schema: z.ZodType | undefined): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>)
    .filter(([, field]) => !field.safeParse(undefined).success)
    .map(([name]) => name);
}
