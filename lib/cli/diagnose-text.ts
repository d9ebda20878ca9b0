import { printable } from '../config/printable.js';
import type { Diagnosis } from '../kata/diagnosis/diagnose.js';
import type { Certainty, Evidence } from '../kata/diagnosis/failure.js';

/** Nobody looks at more places before the first is mended. */
const MOST_EVIDENCE = 5;

const WORDS: Record<Certainty, string> = { certain: 'cause', likely: 'possible cause' };

/** For a terminal, the likeliest first. */
export function diagnosesText(diagnoses: readonly Diagnosis[]): string {
  return diagnoses.map((diagnosis, index) => `${index === 0 ? '' : '\n'}${block(diagnosis, index + 1)}`).join('');
}

function block({ failure, certainty, evidence, found }: Diagnosis, number: number): string {
  const seen = evidence.slice(0, MOST_EVIDENCE).map(placed);
  const rest = found - seen.length;
  const rows = [
    ...seen.map((text, index) => [index === 0 ? 'seen' : '', text] as const),
    ...(rest > 0 ? [['', `and ${rest} more`] as const] : []),
    ['why', failure.why] as const,
    ['fix', failure.fix] as const,
    ['source', failure.source] as const,
  ];
  const lines = rows.map(([label, text]) => `   ${label.padEnd(6)}  ${text}`);
  return `${number}. ${WORDS[certainty]} [${failure.id}]: ${failure.cause}\n${lines.join('\n')}\n`;
}

function placed({ place: { file, line }, text }: Evidence): string {
  return printable(`${file}:${line}: ${cut(text)}`);
}

/** What is seen may quote a name of any length. */
function cut(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

export function diagnosesAsJson(diagnoses: readonly Diagnosis[]): string {
  const plain = diagnoses.map(({ failure: { id, cause, why, fix, source }, certainty, evidence, found }) => ({
    id,
    certainty,
    cause,
    evidence: evidence.slice(0, 100).map(({ place: { file, line }, text }) => ({ file, line, text: cut(text) })),
    found,
    why,
    fix,
    source,
  }));
  return `${JSON.stringify({ diagnoses: plain }, undefined, 2)}\n`;
}
