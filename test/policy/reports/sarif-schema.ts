import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

// Its `id` and the sign of draft 04 aside, it says nothing that later drafts read otherwise.
const {
  $schema: _,
  id,
  ...schema
} = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

/** What the schema of SARIF 2.1.0 has against it. */
export function faultsOfSarif(log: unknown): unknown {
  return validate(log) ? [] : validate.errors;
}
