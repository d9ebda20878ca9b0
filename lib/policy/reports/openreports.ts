import { dump } from 'js-yaml';
import { placeOf } from '../../config/origin.js';
import { locate } from '../../config/positions.js';
import { isDnsLabel } from '../../kubernetes/names.js';
import type { Finding, ObjectReference } from '../finding.js';
import { line } from './line.js';
import type { Format, Report } from './report.js';
import { at } from './subject.js';

/** `kubectl apply` keeps a copy of an object in an annotation, and annotations may hold 256 KiB. */
const MAX_RESULTS = 100;

const SEVERITY = { error: 'high', warning: 'medium', note: 'low' } as const;

/** The words of PolicyResult in apis/openreports.io/v1alpha1/common.go of openreports/reports-api. */
interface Result {
  readonly result: 'fail' | 'warn' | 'error' | 'skip';
  readonly [field: string]: unknown;
}

interface Group {
  readonly environment: string | undefined;
  readonly namespace: string | undefined;
  readonly results: Result[];
}

/**
 * Reports and ClusterReports of openreports.io, one for each environment and namespace. Their `pass` is 0: what a rule
 * has to do with an object of which it finds nothing is not recorded.
 */
export const openreports: Format = (report) => {
  const objects = groupsOf(report).flatMap(reportsOf);
  // Every text in double quotes, on one line: no reader takes it for anything else, as some of YAML 1.1 take y, 1:30 or e1.
  const options = { forceQuotes: true, quoteStyle: 'double', lineWidth: -1 } as const;
  return objects.map((object) => `---\n${dump(object, options)}`).join('');
};

function groupsOf({ findings, known, suppressed, notEvaluated }: Report): Group[] {
  const groups = new Map<string, Group>();
  const add = (name: string | undefined, object: ObjectReference | undefined, result: Result) => {
    const [environment, namespace] = [nameable(name), namespaceOf(object)];
    const key = JSON.stringify([environment, namespace]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { environment, namespace, results: [result] });
    else group.results.push(result);
  };
  for (const finding of findings)
    add(finding.environment, finding.object, resultOf(finding, finding.severity === 'error' ? 'fail' : 'warn'));
  // "requirements are not met, and the policy is not scored"
  for (const finding of known)
    add(finding.environment, finding.object, resultOf(finding, 'warn', { baseline: 'known' }));
  for (const { finding, exception } of suppressed) {
    const { reason, owner, expires } = exception.spec;
    const declared = at(locate(placeOf(exception, ['metadata', 'name'])));
    const excuse = { exception: exception.name, exceptionDeclaration: declared, reason, owner, expires };
    add(finding.environment, finding.object, resultOf(finding, 'skip', excuse));
  }
  for (const { object, file, reason } of notEvaluated)
    add(undefined, object, {
      policy: 'not-evaluated',
      result: 'error',
      scored: false,
      message: line(reason),
      ...resources(object),
      properties: { manifest: line(file) },
    });
  if (groups.size === 0) groups.set('', { environment: undefined, namespace: undefined, results: [] });
  return [...groups.values()];
}

function namespaceOf(object: ObjectReference | undefined): string | undefined {
  return object?.kind === 'Namespace' ? undefined : nameable(object?.namespace);
}

/** What somebody's manifest gives for a name, where a cluster would take it for one. */
function nameable(name: string | undefined): string | undefined {
  return name !== undefined && isDnsLabel(name) ? name : undefined;
}

function resultOf(finding: Finding, result: Result['result'], more: Readonly<Record<string, string>> = {}): Result {
  const { rule, severity, message, object, path, container, tenant, declaration, manifest, fingerprint } = finding;
  const properties = {
    fingerprint,
    path,
    container,
    tenant,
    declaration: declaration && at(locate(declaration)),
    manifest: manifest && at(locate(manifest)),
    ...more,
  };
  return {
    policy: rule.id,
    category: rule.id.slice(0, rule.id.indexOf('/')),
    result,
    severity: SEVERITY[severity],
    scored: result === 'fail',
    message: line(message),
    ...resources(object),
    properties: Object.fromEntries(
      Object.entries(properties).flatMap(([key, value]) => (value === undefined ? [] : [[key, line(value)]])),
    ),
  };
}

function resources(object: ObjectReference | undefined) {
  if (object === undefined) return {};
  return { resources: [Object.fromEntries(Object.entries(object).map(([key, value]) => [key, line(value)]))] };
}

function reportsOf({ environment, namespace, results }: Group): object[] {
  const prefix = environment === undefined ? 'bulkhead' : `bulkhead-${environment}`;
  const parts = Math.max(Math.ceil(results.length / MAX_RESULTS), 1);
  return Array.from({ length: parts }, (_, part) => {
    const own = results.slice(part * MAX_RESULTS, (part + 1) * MAX_RESULTS);
    const number = (wanted: Result['result']) => own.filter(({ result }) => result === wanted).length;
    return {
      apiVersion: 'openreports.io/v1alpha1',
      kind: namespace === undefined ? 'ClusterReport' : 'Report',
      metadata: { name: `${prefix}-${part + 1}`, ...(namespace === undefined ? {} : { namespace }) },
      source: 'bulkhead',
      summary: { pass: 0, fail: number('fail'), warn: number('warn'), error: number('error'), skip: number('skip') },
      results: own,
    };
  });
}
