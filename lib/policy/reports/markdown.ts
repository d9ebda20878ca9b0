import { locate } from '../../config/positions.js';
import type { Finding } from '../finding.js';
import type { Suppressed } from '../judge.js';
import type { NotEvaluated } from '../not-evaluated.js';
import { code } from './code-span.js';
import { byRule, mostSevereFirst } from './order.js';
import type { Format, Report } from './report.js';
import { at, nameOf, placeToMend } from './subject.js';
import { count, summaryLine } from './summary.js';

/** A comment on GitHub takes 65,536 characters; whoever posts it adds some of his own. */
const MAX_LENGTH = 60_000;

/** How much is told. Each says less than the one before. */
interface Tier {
  /** Findings of a rule, and entries of any other list. */
  readonly entries: number;
  /** Object, field and manifest of each, and how to mend it. */
  readonly details: boolean;
}

const TIERS: readonly Tier[] = [
  { entries: Number.POSITIVE_INFINITY, details: true },
  { entries: Number.POSITIVE_INFINITY, details: false },
  { entries: 50, details: false },
  { entries: 10, details: false },
  { entries: 5, details: false },
  { entries: 2, details: false },
];

/** For a comment on a pull request, or the summary of a step: as much as fits, and what was left out. */
export const markdown: Format = (report) => {
  const groups = [...byRule(mostSevereFirst(report.findings)).values()];
  for (const tier of TIERS) {
    const text = upTo(MAX_LENGTH, write(report, groups, tier));
    if (text !== undefined) return text;
  }
  return countsOnly(report, groups);
};

/** Undefined where they are longer; what comes after that is not written. */
function upTo(length: number, pieces: Iterable<string>): string | undefined {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length > length) return undefined;
  }
  return text;
}

function* write(report: Report, groups: readonly (readonly Finding[])[], tier: Tier): Iterable<string> {
  yield title(report);
  for (const findings of groups) {
    const [worst] = findings;
    if (worst === undefined) continue;
    const { rule, severity } = worst;
    yield `\n#### ${severity}: ${rule.id} (${findings.length})\n\n`;
    if (tier.details) yield `${rule.what} ${rule.fix}\n\n`;
    yield* list(findings, tier, foundItem);
  }
  if (report.suppressed.length > 0) yield '\n#### Suppressed by exceptions\n\n';
  yield* list(report.suppressed, tier, suppressedItem);
  if (report.notEvaluated.length > 0) yield '\n#### Not evaluated\n\n';
  yield* list(report.notEvaluated, tier, notEvaluatedItem);
  if (!tier.details) yield '\nObjects, fields and remedies are left out for length; the JSON report has them.\n';
}

/** The first entries of a list, and how many more there are. */
function* list<T>(all: readonly T[], tier: Tier, item: (each: T, tier: Tier) => string): Iterable<string> {
  for (const each of all.slice(0, tier.entries)) yield `- ${item(each, tier)}\n`;
  if (all.length > tier.entries) yield `- … and ${all.length - tier.entries} more, left out for length\n`;
}

function foundItem(finding: Finding, { details }: Tier): string {
  const place = placeToMend(finding);
  const where = place === undefined ? '' : ` at ${code(at(locate(place)))}`;
  return `${code(finding.message)}${where}${details ? detailsOf(finding) : ''}`;
}

function suppressedItem({ finding, exception: { name, spec } }: Suppressed, { details }: Tier): string {
  const excuse = `${code(name)} of ${code(spec.owner)} until ${spec.expires}: ${code(spec.reason)}`;
  return `${finding.rule.id}: ${code(finding.message)}${details ? detailsOf(finding) : ''}; ${excuse}`;
}

function notEvaluatedItem({ object, file, reason }: NotEvaluated): string {
  return `${object === undefined ? '' : `${code(nameOf(object))} in `}${code(file)}: ${code(reason)}`;
}

/** On a line of its own, below what they belong to. */
function detailsOf({ object, path, environment, declaration, manifest, related }: Finding): string {
  const parts = [
    object && code(nameOf(object)),
    path && code(path),
    environment && `environment ${code(environment)}`,
    declaration && manifest && `rendered at ${code(at(locate(manifest)))}`,
    related && `${code(related.message)} at ${code(at(locate(related.place)))}`,
  ];
  const told = parts.filter((part) => part !== undefined && part !== '');
  return told.length === 0 ? '' : `  \n  ${told.join(', ')}`;
}

/** There are some dozens of rules, whatever they find. */
function countsOnly(report: Report, groups: readonly (readonly Finding[])[]): string {
  const rows = groups.map(
    (findings) => `| ${findings[0]?.severity} | ${findings[0]?.rule.id} | ${findings.length} |\n`,
  );
  const left = 'The findings themselves are left out for length; the JSON report has them.';
  return `${title(report)}\n| Severity | Rule | Findings |\n|---|---|--:|\n${rows.join('')}\n${left}\n`;
}

function title(report: Report): string {
  const { findings } = report;
  const sign = findings.length === 0 ? '✅' : findings.some(({ severity }) => severity === 'error') ? '❌' : '⚠️';
  return `### ${sign} ${count(findings.length, 'finding')}\n\n${summaryLine(report)}\n`;
}
