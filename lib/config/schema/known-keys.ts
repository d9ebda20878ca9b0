import { z } from 'zod';

/**
 * A mapping whose keys are judged by a check, which has more to say about them than a schema; editors are told which
 * there are. Working that out takes time that only they need to spend.
 */
export function mappingOf<V extends z.ZodType>(values: V, known: () => z.ZodObject) {
  const key = z.string();
  KNOWN.set(key, known);
  return z.record(key, values);
}

// By the schema of the keys: a patch of the mapping (see patchOf) has the same.
const KNOWN = new WeakMap<z.core.$ZodType, () => z.ZodObject>();

/** The keys that editors are to know, and what each may hold; undefined for every other schema. */
export function knownKeys(schema: z.core.$ZodType): z.ZodObject | undefined {
  return schema instanceof z.ZodRecord ? KNOWN.get(schema.keyType)?.() : undefined;
}
