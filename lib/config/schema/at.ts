import { z } from 'zod';
import type { Path } from '../../kubernetes/json.js';

/** The fields that the schema knows at `path`, for suggestions. */
export function fieldsAt(schema: z.ZodType, path: Path): string[] {
  const at = schemaAt(schema, path);
  const object = at === undefined ? undefined : asContainer(at);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

/** The schema of the value at `path`; undefined where it knows none. */
export function schemaAt(schema: z.ZodType, path: Path): z.ZodType | undefined {
  let at: z.ZodType | undefined = unwrap(schema);
  for (const key of path) {
    const container = asContainer(at);
    if (container instanceof z.ZodObject)
      at = Object.hasOwn(container.shape, key) ? (container.shape[key] as z.ZodType) : undefined;
    else if (container instanceof z.ZodRecord) at = container.valueType as z.ZodType;
    else if (container instanceof z.ZodArray) at = container.element as z.ZodType;
    else return undefined;
    if (at === undefined) return undefined;
    at = unwrap(at);
  }
  return at;
}

/** Of alternatives the one that has fields: our unions are of scalars and at most one mapping. */
function asContainer(schema: z.ZodType): z.ZodType {
  if (!(schema instanceof z.ZodUnion)) return schema;
  return (schema.options as z.ZodType[]).map(unwrap).find((option) => option instanceof z.ZodObject) ?? schema;
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodNullable ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault
  )
    inner = inner.unwrap() as z.ZodType;
  return inner;
}
