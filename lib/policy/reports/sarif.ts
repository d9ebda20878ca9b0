import type { PolicyException } from '../../config/declaration.js';
import { placeOf } from '../../config/origin.js';
import { locate } from '../../config/positions.js';
import type { Location, Place } from '../../config/source.js';
import type { Finding } from '../finding.js';
import type { Rule } from '../rule.js';
import { jsonText } from './json-text.js';
import { line } from './line.js';
import { mostSevereFirst } from './order.js';
import type { Format, Report } from './report.js';
import { locationOf, nameOf, placeToMend } from './subject.js';
import { uriOf } from './uri.js';

/** GitHub refuses a file with more: "SARIF results exceed hard limit" of its documentation. */
const MAX_RESULTS = 25_000;

interface Reported {
  readonly finding: Finding;
  readonly known?: true;
  readonly exception?: PolicyException;
}

/** SARIF 2.1.0, for GitHub's code scanning and others. */
export const sarif: Format = (report) => {
  const all = reported(report);
  const listed = all.slice(0, MAX_RESULTS);
  const rules = [
    ...new Map([...report.rules, ...all.map(({ finding }) => finding.rule)].map((rule) => [rule.id, rule])).values(),
  ];
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const compared = report.known.length > 0;
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'bulkhead', version: report.version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(report, all.length) }],
        results: listed.map((each) => resultOf(each, indexes.get(each.finding.rule.id) ?? -1, compared)),
      },
    ],
  });
};

/** Most severe first, what is excused last: what has no room is what matters least. */
function reported({ findings, known, suppressed }: Report): Reported[] {
  const excused = new Map(suppressed.map(({ finding, exception }) => [finding, exception]));
  return [
    ...mostSevereFirst(findings).map((finding) => ({ finding })),
    ...mostSevereFirst(known).map((finding) => ({ finding, known: true as const })),
    ...mostSevereFirst([...excused.keys()]).map((finding) => ({
      finding,
      exception: excused.get(finding) as PolicyException,
    })),
  ];
}

function ruleOf({ id, severity, what, why, fix, source }: Rule) {
  const category = id.slice(0, id.indexOf('/'));
  return {
    id,
    name: id,
    shortDescription: { text: what },
    fullDescription: { text: `${what} ${why}` },
    help: { text: `${why}\n\n${fix}\n\n${source}`, markdown: `${why}\n\n**Fix:** ${fix}\n\nSource: <${source}>` },
    defaultConfiguration: { level: severity },
    properties: { tags: ['security', 'kubernetes', category], precision: 'very-high' },
  };
}

function resultOf({ finding, known, exception }: Reported, ruleIndex: number, compared: boolean) {
  const { rule, severity, message, object, path, manifest, related, fingerprint } = finding;
  const place = placeToMend(finding);
  const others = [
    ...(manifest === undefined || manifest === place ? [] : [{ place: manifest, text: 'rendered here' }]),
    ...(related === undefined || related.place === place ? [] : [{ place: related.place, text: related.message }]),
  ];
  return {
    ruleId: rule.id,
    ruleIndex,
    level: severity,
    message: { text: textOf(object === undefined ? message : `${nameOf(object)}: ${message}`) },
    locations: [
      {
        physicalLocation: physical(locationOf(finding)),
        ...(object === undefined
          ? {}
          : {
              logicalLocations: [
                { fullyQualifiedName: line([nameOf(object), path].filter(Boolean).join(' ')), kind: 'object' },
              ],
            }),
      },
    ],
    ...(others.length === 0
      ? {}
      : {
          relatedLocations: others.map((other, id) => ({
            id,
            message: { text: textOf(other.text) },
            physicalLocation: physicalOf(other.place),
          })),
        }),
    // Not primaryLocationLineHash: the upload action computes its own from the line, and warns of each other one.
    partialFingerprints: { 'bulkhead/v1': fingerprint },
    ...(compared ? { baselineState: known ? 'unchanged' : 'new' } : {}),
    ...(exception === undefined ? {} : { suppressions: [suppressionOf(exception)] }),
  };
}

function suppressionOf(exception: PolicyException) {
  const { reason, owner, expires } = exception.spec;
  return {
    kind: 'external',
    status: 'accepted',
    justification: line(`${reason} (PolicyException ${exception.name}, owner ${owner}, until ${expires})`),
    location: { physicalLocation: physicalOf(placeOf(exception, ['metadata', 'name'])) },
  };
}

function notifications({ notEvaluated }: Report, results: number) {
  const left = results - MAX_RESULTS;
  return [
    ...(left > 0
      ? [{ level: 'warning', message: { text: `${left} more results are not listed: GitHub takes no more` } }]
      : []),
    ...notEvaluated.map(({ object, file, reason }) => ({
      level: 'note',
      message: { text: textOf(`not evaluated: ${object === undefined ? '' : `${nameOf(object)}: `}${reason}`) },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
    })),
  ];
}

function physicalOf(place: Place) {
  return physical(locate(place));
}

function physical({ file, line: startLine, column, endColumn }: Location) {
  return { artifactLocation: { uri: uriOf(file) }, region: { startLine, startColumn: column, endColumn } };
}

/** `[text](target)` in a message is a link, unless its brackets are escaped (SARIF 2.1.0, 3.11.6). */
function textOf(text: string): string {
  const shown = line(text);
  return shown.includes('](') ? shown.replace(/[[\]\\]/g, '\\$&') : shown;
}
