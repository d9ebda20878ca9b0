import { locate } from '../../config/positions.js';
import type { Finding } from '../finding.js';
import { code, took } from './markdown-text.js';
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
  { entries: 2, details: false },
];

/** For a comment on a pull request, or the summary of a step: as much as fits, and what was left out. */
export const markdown: Format = (report) => {
  for (const tier of TIERS) {
    const text = write(report, tier);
    if (text.length <= MAX_LENGTH) return text;
  }
  return countsOnly(report);
};

function write(report: Report, tier: Tier): string {
  const sections = [...byRule(mostSevereFirst(report.findings))].map(([id, findings]) =>
    ruleSection(id, findings, tier),
  );
  const suppressed = report.suppressed.map(({ finding, exception: { name, spec } }) => {
    const excuse = `${code(name)} of ${code(spec.owner)} until ${spec.expires}: ${code(spec.reason)}`;
    return `- ${finding.rule.id}: ${code(finding.message)}${tier.details ? detailsOf(finding) : ''}; ${excuse}`;
  });
  const notEvaluated = report.notEvaluated.map(
    ({ object, file, reason }) =>
      `- ${object === undefined ? '' : `${code(nameOf(object))} in `}${code(file)}: ${code(reason)}`,
  );
  if (suppressed.length > 0) sections.push(`#### Suppressed by exceptions\n\n${took(suppressed, tier.entries)}`);
  if (notEvaluated.length > 0) sections.push(`#### Not evaluated\n\n${took(notEvaluated, tier.entries)}`);
  if (!tier.details) sections.push('Objects, fields and remedies are left out for length; the JSON report has them.');
  return `${[title(report), ...sections].join('\n\n')}\n`;
}

function ruleSection(id: string, findings: readonly Finding[], { entries, details }: Tier): string {
  const [first] = findings;
  if (first === undefined) return '';
  const items = findings.map((finding) => {
    const place = placeToMend(finding);
    const where = place === undefined ? '' : ` at ${code(at(locate(place)))}`;
    return `- ${code(finding.message)}${where}${details ? detailsOf(finding) : ''}`;
  });
  const explained = details ? `${first.rule.what} ${first.rule.fix}\n\n` : '';
  return `#### ${first.severity}: ${id} (${findings.length})\n\n${explained}${took(items, entries)}`;
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
function countsOnly(report: Report): string {
  const rows = [...byRule(mostSevereFirst(report.findings))].map(
    ([id, findings]) => `| ${findings[0]?.severity} | ${id} | ${findings.length} |`,
  );
  const left = 'The findings themselves are left out for length; the JSON report has them.';
  const table = ['| Severity | Rule | Findings |', '|---|---|--:|', ...rows].join('\n');
  return `${[title(report), table, left].join('\n\n')}\n`;
}

function title(report: Report): string {
  const { findings } = report;
  const sign = findings.length === 0 ? '✅' : findings.some(({ severity }) => severity === 'error') ? '❌' : '⚠️';
  return `### ${sign} ${count(findings.length, 'finding')}\n\n${summaryLine(report)}`;
}
