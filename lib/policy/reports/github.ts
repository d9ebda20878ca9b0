import { locate } from '../../config/positions.js';
import type { Finding } from '../finding.js';
import { line } from './line.js';
import { mostSevereFirst } from './order.js';
import type { Format } from './report.js';
import { at, inRepository, nameOf, placeToMend } from './subject.js';
import { count, summaryLine } from './summary.js';

const COMMAND = { error: 'error', warning: 'warning', note: 'notice' } as const;

/**
 * GitHub shows 10 errors, 10 warnings and 10 notices of a step, and drops the others without a word
 * (docs/problem-matchers.md of actions/toolkit). One notice is ours, and says so.
 */
const SHOWN = { error: 10, warning: 10, note: 9 } as const;

/** Annotations of a pull request, as workflow commands; what GitHub would drop is listed in the log. */
export const github: Format = (report) => {
  const shown = { error: 0, warning: 0, note: 0 };
  const annotations: string[] = [];
  const dropped: string[] = [];
  for (const finding of mostSevereFirst(report.findings)) {
    if (shown[finding.severity] < SHOWN[finding.severity]) annotations.push(annotation(finding));
    else dropped.push(logLine(finding));
    shown[finding.severity] += 1;
  }
  if (dropped.length === 0) return `${[...annotations, summaryLine(report)].join('\n')}\n`;
  const notice = `${summaryLine(report)}. GitHub shows no more annotations than these; ${count(dropped.length, 'finding')} more in the log of this step.`;
  return `${[...annotations, command('notice', { title: 'bulkhead' }, notice), '::group::findings without an annotation', ...dropped, '::endgroup::', summaryLine(report)].join('\n')}\n`;
};

function annotation(finding: Finding): string {
  const { rule, severity, message, object, path, manifest } = finding;
  const place = placeToMend(finding);
  const location = place && locate(place);
  const subject = [object && nameOf(object), path].filter((part) => part !== undefined).join(', ');
  const lines = [
    line(message),
    ...(subject === '' ? [] : [line(subject)]),
    ...(manifest === undefined || manifest === place ? [] : [`rendered at ${line(at(locate(manifest)))}`]),
    line(rule.fix),
  ];
  const properties = {
    ...(location && {
      file: line(inRepository(location.file)),
      line: String(location.line),
      col: String(location.column),
    }),
    title: rule.id,
  };
  return command(COMMAND[severity], properties, lines.join('\n'));
}

/** Begins with a bar: no line of the log is to be taken for a command, nor any `##[group]` in it. */
function logLine(finding: Finding): string {
  const place = placeToMend(finding);
  const where = place === undefined ? '' : `${at(locate(place))}: `;
  return `| ${line(`${where}${finding.severity} ${finding.rule.id}: ${finding.message}`).replaceAll('##[', '## [')}`;
}

/** As packages/core/src/command.ts of actions/toolkit writes it. */
function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${listed.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
