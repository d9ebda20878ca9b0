import { z } from 'zod';
import { faultsOf, messageAt } from '../config/describe-issue.js';
import { printable } from '../config/printable.js';
import { API_VERSION } from '../config/schema/kinds.js';
import { isObject } from '../kubernetes/json.js';
import type { Finding } from './finding.js';
import { jsonText } from './reports/json-text.js';
import { compare } from './reports/order.js';
import { fingerprint, reportSchema } from './reports/report-schema.js';
import { nameOf } from './reports/subject.js';

const text = z.string();

const baselineSchema = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal('PolicyBaseline'),
  findings: z.array(
    z.strictObject({
      fingerprint,
      rule: text,
      environment: text.optional(),
      object: text.optional(),
      path: text.optional(),
    }),
  ),
});

/** Findings to live with: new ones only are to fail. The rest of an entry is for people; only fingerprints count. */
export function baselineOf(findings: readonly Finding[]): string {
  const entries: z.output<typeof baselineSchema>['findings'] = findings.map(
    ({ fingerprint, rule, environment, object, path }) => ({
      fingerprint,
      rule: rule.id,
      environment,
      object: object && nameOf(object),
      path,
    }),
  );
  const key = ({ rule, environment = '', object = '', path = '', fingerprint }: (typeof entries)[number]) =>
    [rule, environment, object, path, fingerprint].join('\0');
  entries.sort((a, b) => compare(key(a), key(b)));
  return jsonText({ apiVersion: API_VERSION, kind: 'PolicyBaseline', findings: entries });
}

export interface Split {
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
}

/**
 * Parts what is new from what a baseline knows. `text` is a baseline or a JSON report; where it is neither, the answer
 * says what is wrong with it: a baseline that is half understood would let new findings pass.
 */
export function splitByBaseline(findings: readonly Finding[], text: string): Split | string {
  const known = fingerprintsIn(text);
  if (typeof known === 'string') return known;
  return {
    fresh: findings.filter((finding) => !known.has(finding.fingerprint)),
    known: findings.filter((finding) => known.has(finding.fingerprint)),
  };
}

const SCHEMAS = { PolicyBaseline: baselineSchema, PolicyReport: reportSchema };

function fingerprintsIn(text: string): Set<string> | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return printable(`not JSON: ${(error as Error).message}`);
  }
  const kind = isObject(data) ? data.kind : undefined;
  if (kind !== 'PolicyBaseline' && kind !== 'PolicyReport')
    return 'neither a baseline (kind: PolicyBaseline) nor a JSON report (kind: PolicyReport)';
  const schema: z.ZodType = SCHEMAS[kind];
  const [fault] = faultsOf(schema, data);
  if (fault !== undefined) return printable(messageAt(fault.path, fault.reason));
  // What an exception excuses is not known: it has to come back when the exception ends.
  const { findings, known = [] } = data as { findings: Entry[]; known?: Entry[] };
  return new Set([...findings, ...known].map((entry) => entry.fingerprint));
}

interface Entry {
  readonly fingerprint: string;
}
