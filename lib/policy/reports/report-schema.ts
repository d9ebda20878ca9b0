import { z } from 'zod';
import { text as checked } from '../../config/schema/fields.js';
import { API_VERSION } from '../../config/schema/kinds.js';
import { SEVERITIES } from '../rule.js';

const text = z.string();

const location = z.strictObject({
  file: text.describe("Path of the file, '/'-separated."),
  line: z.int().min(1).describe('Line, from 1.'),
  column: z.int().min(1).describe('Column, from 1, in UTF-16 code units.'),
});

const object = z
  .strictObject({
    apiVersion: text.describe('API version.'),
    kind: text.describe('Kind.'),
    namespace: text.optional().describe('Namespace; absent for what is in none.'),
    name: text.describe('Name.'),
  })
  .describe('The object, or the declaration, that it is about.');

const FINGERPRINT = /^[0-9a-f]{32}$/;

export const fingerprint = checked((value) => FINGERPRINT.test(value), 'a fingerprint (32 hexadecimal digits)').meta({
  description: 'The same as long as rule, object and field are, whatever lines and messages do.',
  pattern: FINGERPRINT.source,
});

const finding = z.strictObject({
  rule: text.describe('Id of the rule, category/name.'),
  severity: z.enum(SEVERITIES).describe('Severity.'),
  message: text.describe('What is wrong.'),
  environment: text.optional().describe('Environment; absent for manifests that were judged without one.'),
  tenant: text.optional().describe('Tenant.'),
  object: object.optional(),
  path: text.optional().describe('Field, with list items by their names: spec.containers[name=web].image.'),
  container: text.optional().describe('Container.'),
  declaration: location.optional().describe('What somebody wrote; absent where nothing is declared.'),
  manifest: location.optional().describe('The field in the manifest; absent for what is not rendered.'),
  related: location
    .extend({ message: text.describe('What is there.') })
    .optional()
    .describe('Another place.'),
  fingerprint,
});

const exception = z.strictObject({
  name: text.describe('Name of the PolicyException.'),
  file: text.describe('File that declares it.'),
  line: z.int().min(1).describe('Line, from 1.'),
  reason: text.describe('Why.'),
  owner: text.describe('Who answers for it.'),
  expires: text.describe('Last day it counts, YYYY-MM-DD.'),
});

const amount = z.int().min(0);

/** What `json` writes: a contract, published as schemas/report.schema.json and described in docs/reports.md. */
export const reportSchema = z.strictObject({
  apiVersion: z.literal(API_VERSION).describe('Version of this form.'),
  kind: z.literal('PolicyReport').describe('What has been found in one run.'),
  version: text.describe('Version of the program.'),
  findings: z.array(finding).describe('What is wrong, by place, then rule.'),
  known: z.array(finding).describe('What is wrong, and was in the baseline.'),
  suppressed: z
    .array(finding.extend({ exception: exception.describe('What excuses it.') }))
    .describe('What is wrong, and excused.'),
  notEvaluated: z
    .array(
      z.strictObject({
        object: object.optional(),
        file: text.describe('The manifest.'),
        reason: text.describe('Why nobody has judged it.'),
      }),
    )
    .describe('What was not judged, which is not the same as passed.'),
  summary: z
    .strictObject({
      errors: amount.describe('Errors in findings.'),
      warnings: amount.describe('Warnings in findings.'),
      notes: amount.describe('Notes in findings.'),
      suppressed: amount.describe('Length of suppressed.'),
      known: amount.describe('Length of known.'),
      notEvaluated: amount.describe('Length of notEvaluated.'),
      objects: amount.describe('Objects that were judged.'),
      rules: amount.describe('Rules that were asked.'),
    })
    .describe('Counts.'),
});

/** The JSON Schema (draft 2020-12) of the JSON report. */
export function reportJsonSchema(): object {
  return {
    $id: 'https://bulkhead.dev/schemas/report.schema.json',
    title: 'PolicyReport',
    ...z.toJSONSchema(reportSchema, { reused: 'inline' }),
  };
}
