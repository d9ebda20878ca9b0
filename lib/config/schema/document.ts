import { z } from 'zod';
import { holdsNull, type JsonObject } from '../../kubernetes/json.js';
import { withSortedKeys } from '../key-order.js';
import { dnsSubdomain } from './fields.js';
import { API_VERSION, KIND_NAMES, KINDS, type Kind } from './kinds.js';
import { knownKeys } from './known-keys.js';
import { patchOf } from './patch.js';

/** How to check by a schema: zod would write code for it and compile that, which takes longer and is no faster for thousands of documents. */
export const UNCOMPILED = { jitless: true } as const;

/** What must be in order before anything else can be said of a document: what it is, and whose. */
export const headSchema = z.object({
  apiVersion: z.literal(API_VERSION),
  kind: z.enum(KIND_NAMES),
  metadata: z.object({ name: dnsSubdomain }),
});

/** A declaration as it stands in a file: perhaps complete, perhaps a patch on an earlier layer. */
export function documentSchema(kind: Kind): z.ZodType {
  const known = documents.get(kind);
  if (known !== undefined) return known;
  const schema = envelope.extend({
    kind: z.literal(kind).describe(KINDS[kind].description),
    spec: patchOf(KINDS[kind].spec).nullable().describe('What is declared; null drops what an earlier layer declared.'),
  });
  documents.set(kind, schema);
  return schema;
}

const envelope = z.strictObject({
  apiVersion: z.literal(API_VERSION).describe('Version of the declarations.'),
  kind: z.enum(KIND_NAMES),
  metadata: z.strictObject({ name: dnsSubdomain.describe('Name of the declaration.') }).describe('Metadata.'),
  spec: z.unknown(),
});

/** The spec of a document that is complete by itself, as most are; undefined for a patch and for what is faulty. */
export function completeSpec(kind: Kind, data: JsonObject): z.output<(typeof KINDS)[Kind]['spec']> | undefined {
  const { spec = null } = data;
  // null removes what an earlier layer declares, and some specs hold patches of their own.
  if (holdsNull(spec) || !envelope.safeParse(data, UNCOMPILED).success) return undefined;
  return KINDS[kind].spec.safeParse(withSortedKeys(spec), UNCOMPILED).data;
}

const documents = new Map<Kind, z.ZodType>();

/** The JSON Schema (draft 2020-12) that editors complete and check `kind` with. */
export function jsonSchema(kind: Kind): object {
  return {
    $id: `https://bulkhead.dev/schemas/${kind.toLowerCase()}.schema.json`,
    title: kind,
    ...editorSchema(documentSchema(kind)),
  };
}

function editorSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema: written }) => {
      const keys = knownKeys(zodSchema);
      if (keys !== undefined)
        Object.assign(written, { properties: editorSchema(keys).properties, additionalProperties: false });
    },
  });
}
