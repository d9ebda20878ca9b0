import { expect, test } from 'vitest';
import { z } from 'zod';
import { complete } from '../../../lib/config/repair/complete.js';
import { harmlessValue } from '../../../lib/config/repair/harmless.js';
import { KINDS, type Kind } from '../../../lib/config/schema/kinds.js';
import { patchOf } from '../../../lib/config/schema/patch.js';

/** Every schema within one, but what lies beyond a rule for several fields. */
function schemasIn(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodObject)
    return [schema, ...Object.values(schema.shape).flatMap((field) => schemasIn(field as z.ZodType))];
  if (schema instanceof z.ZodRecord) return [schema, ...schemasIn(schema.valueType as z.ZodType)];
  if (schema instanceof z.ZodArray) return [schema, ...schemasIn(schema.element as z.ZodType)];
  if (schema instanceof z.ZodUnion) return [schema, ...(schema.options as z.ZodType[]).flatMap(schemasIn)];
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  )
    return schemasIn(schema.unwrap() as z.ZodType);
  return [schema];
}

// Nobody asks about exceptions, and theirs have a rule for the scope.
const ASKED = (Object.keys(KINDS) as Kind[]).filter((kind) => kind !== 'PolicyException');

test.each(ASKED)('a %s of which nothing is known is completed', (kind) => {
  const { spec } = complete(kind, {});
  expect(spec).toBeDefined();
});

test.each(ASKED)('every field of a %s has a value that does no harm', (kind) => {
  const schemas = schemasIn(KINDS[kind].spec).filter((schema) => !hasRule(schema));
  expect(schemas.length).toBeGreaterThan(5);
  for (const schema of schemas) {
    const value = harmlessValue(schema);
    expect(value, `${schema.def.type} ${schema.description}`).toBeDefined();
    expect(schema.safeParse(value).success, schema.description).toBe(true);
    expect(patchOf(schema).safeParse(value).success, schema.description).toBe(true);
  }
});

function hasRule(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject && (schema.def as { checks?: unknown[] }).checks !== undefined;
}
