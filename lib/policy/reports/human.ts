import pico from 'picocolors';
import type { Colors } from 'picocolors/types.js';
import { codeFrame } from '../../config/frame.js';
import { locate } from '../../config/positions.js';
import type { Place } from '../../config/source.js';
import type { Finding } from '../finding.js';
import type { NotEvaluated } from '../not-evaluated.js';
import { line } from './line.js';
import type { Judged } from './report.js';
import { at, nameOf, placeToMend } from './subject.js';
import { count, summaryLine } from './summary.js';

/** Nobody reads more, nor scrolls back over it: whoever mends these sees the next ones. */
const MAX_PER_RULE = 100;

const COLOUR = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

/** For a terminal, or a log. */
export function human(report: Judged, { colour }: { readonly colour: boolean }): string {
  const colours = pico.createColors(colour);
  const perRule = new Map<string, number>();
  const blocks: string[] = [];
  let explained = '';
  for (const finding of report.findings) {
    const number = (perRule.get(finding.rule.id) ?? 0) + 1;
    perRule.set(finding.rule.id, number);
    if (number > MAX_PER_RULE) continue;
    // Several objects that one declared value decides: its line and the way to mend it are shown once.
    const subject = JSON.stringify([finding.rule.id, placeText(placeToMend(finding))]);
    blocks.push(blockOf(finding, colours, subject === explained).join('\n'));
    explained = subject;
  }
  for (const [rule, number] of perRule)
    if (number > MAX_PER_RULE) blocks.push(`${rule}: ${count(number - MAX_PER_RULE, 'more finding')}, not listed here`);
  blocks.push(...notEvaluatedBlocks(report.notEvaluated, colours), colours.bold(summaryLine(report)));
  return `${harmless(blocks.join('\n\n'))}\n`;
}

function blockOf(finding: Finding, colours: Colors, explained: boolean): string[] {
  const { rule, severity, message, object, path, environment, manifest, related } = finding;
  const place = placeToMend(finding);
  const where = place === undefined ? '' : `${placeText(place)}: `;
  const lines = [`${where}${colours[COLOUR[severity]](severity)} ${rule.id}: ${colours.bold(line(message))}`];
  // Logs are kept, and read by more people than the repository.
  if (place !== undefined && !explained && rule.confidential !== true) lines.push(...frameOf(place, colours));
  const subject = [object && nameOf(object), path, environment && `environment ${environment}`];
  const named = subject.filter((part) => part !== undefined);
  if (named.length > 0) lines.push(`   ${line(named.join(', '))}`);
  if (manifest !== undefined && manifest !== place) lines.push(`   rendered at ${placeText(manifest)}`);
  if (!explained) lines.push(`   ${colours.cyan(line(rule.fix))}`);
  if (related !== undefined) {
    lines.push(`   ${placeText(related.place)}: ${line(related.message)}`);
    if (related.place !== place) lines.push(...frameOf(related.place, colours));
  }
  return lines;
}

/** Nothing for a whole file, of which no line would explain anything. */
function frameOf(place: Place, colours: Colors): string[] {
  const exact = place.span !== undefined || place.document !== undefined;
  return exact ? codeFrame(place.file, locate(place), colours) : [];
}

function placeText(place: Place | undefined): string {
  return place === undefined ? '' : line(at(locate(place)));
}

function notEvaluatedBlocks(notEvaluated: readonly NotEvaluated[], colours: Colors): string[] {
  const byReason = new Map<string, NotEvaluated[]>();
  for (const each of notEvaluated) {
    const group = byReason.get(each.reason);
    if (group === undefined) byReason.set(each.reason, [each]);
    else group.push(each);
  }
  return [...byReason].map(([reason, [first, ...others]]) => {
    const subject = first === undefined ? '' : `${first.object ? `${nameOf(first.object)} in ` : ''}${first.file}`;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `${colours.yellow('not evaluated')}: ${line(subject)}${more}: ${line(reason)}`;
  });
}

/**
 * A log of GitHub Actions obeys commands in what it shows: `::name::` at the beginning of a line, `##[name]` anywhere
 * (ActionCommand.cs of actions/runner). A file may be called that, and a line of it may hold it.
 */
function harmless(text: string): string {
  return text.replace(/^(?=\s*::)/gm, './').replaceAll('##[', '## [');
}
