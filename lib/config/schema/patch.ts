import { z } from 'zod';

/**
 * The schema of a merge patch (RFC 7396) for documents of `schema`: every field may be missing or null, lists are
 * replaced whole and so stay complete, and rules that need a complete document (refinements of objects) are left out.
 * A declaration in a layer is such a patch; completeness is judged once the layers are merged.
 */
export function patchOf(schema: z.ZodType): z.ZodType {
  const known = patches.get(schema);
  if (known !== undefined) return known;
  const patch = describe(build(schema), schema);
  patches.set(schema, patch);
  return patch;
}

const patches = new WeakMap<z.ZodType, z.ZodType>();

function build(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return patchOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return patchOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape as Record<string, z.ZodType>).map(([field, value]) => [
      field,
      removable(value),
    ]);
    return z.strictObject(Object.fromEntries(shape));
  }
  if (schema instanceof z.ZodRecord)
    return z.record(schema.keyType as z.ZodString, removable(schema.valueType as z.ZodType));
  if (schema instanceof z.ZodUnion && !hasChecks(schema)) return z.union((schema.options as z.ZodType[]).map(patchOf));
  return schema;
}

function removable(value: z.ZodType): z.ZodType {
  return describe(patchOf(value).nullable().optional(), value);
}

function hasChecks(schema: z.ZodType): boolean {
  return (schema.def as { checks?: unknown[] }).checks !== undefined;
}

/** Editors show the default beside the meaning, since a patch has no defaults of its own. */
function describe(patch: z.ZodType, original: z.ZodType): z.ZodType {
  const text = original.description;
  if (text === undefined) return patch;
  const value = original instanceof z.ZodDefault ? original.def.defaultValue : undefined;
  return patch.describe(value === undefined || isEmpty(value) ? text : `${text} Default: ${JSON.stringify(value)}.`);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
