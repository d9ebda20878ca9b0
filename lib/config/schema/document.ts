import { z } from 'zod';
import { dnsSubdomain } from './fields.js';
import { API_VERSION, KIND_NAMES, KINDS, type Kind } from './kinds.js';
import { patchOf } from './patch.js';

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
  const schema = z.strictObject({
    apiVersion: z.literal(API_VERSION).describe('Version of the declarations.'),
    kind: z.literal(kind).describe(KINDS[kind].description),
    metadata: z.strictObject({ name: dnsSubdomain.describe('Name of the declaration.') }).describe('Metadata.'),
    spec: patchOf(KINDS[kind].spec).nullable().describe('What is declared; null drops what an earlier layer declared.'),
  });
  documents.set(kind, schema);
  return schema;
}

const documents = new Map<Kind, z.ZodType>();

/** The JSON Schema (draft 2020-12) that editors complete and check `kind` with. */
export function jsonSchema(kind: Kind): object {
  return {
    $id: `https://bulkhead.dev/schemas/${kind.toLowerCase()}.schema.json`,
    title: kind,
    ...z.toJSONSchema(documentSchema(kind), { io: 'input', reused: 'inline' }),
  };
}
