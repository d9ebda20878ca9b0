import { z } from 'zod';

/** What to write instead, where a value has another type than its field. */
export function typeHint(expected: string, found: unknown, schema: z.ZodType | undefined): string | undefined {
  if (expected === 'string') return quoteHint(found);
  if (expected === 'boolean') return booleanHint(found);
  if (expected === 'number' || expected === 'int') return numberHint(found);
  if (expected === 'array') return listHint(found);
  return expected === 'object' || expected === 'record' ? mappingHint(found, schema) : undefined;
}

function quoteHint(found: unknown): string | undefined {
  if (typeof found === 'number') return 'put it in quotes: without them YAML reads a number, and 1.30 becomes 1.3';
  return typeof found === 'boolean' ? 'put it in quotes: without them YAML reads true or false' : undefined;
}

function booleanHint(found: unknown): string | undefined {
  if (typeof found !== 'string') return undefined;
  if (/^(?:true|false)$/i.test(found)) return 'remove the quotes';
  return /^(?:y|yes|n|no|on|off)$/i.test(found)
    ? 'write true or false: YAML 1.2 reads the other words as text'
    : undefined;
}

function numberHint(found: unknown): string | undefined {
  return typeof found === 'string' && /^-?\d+(?:\.\d+)?$/.test(found) ? 'remove the quotes' : undefined;
}

function listHint(found: unknown): string {
  return typeof found === 'object' || String(found).length > 60
    ? 'write a list: each item on a line of its own, after "- "'
    : `write a list: [${found}]`;
}

function mappingHint(found: unknown, schema: z.ZodType | undefined): string | undefined {
  if (typeof found === 'string' && /^[\w./-]+:[^ ]/.test(found)) return 'is a space missing after the colon?';
  if (schema instanceof z.ZodRecord) return 'write what has a name as a field (name: …)';
  return schema instanceof z.ZodObject ? `its fields: ${Object.keys(schema.shape).join(', ')}` : undefined;
}
