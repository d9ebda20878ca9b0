import pico from 'picocolors';
import { codeFrame } from './frame.js';
import { locate } from './positions.js';
import { printable } from './printable.js';
import type { Location, Place } from './source.js';

/** Something that a person has to put right in a declaration. */
export interface Problem {
  readonly place: Place;
  /** What was found, led by the path of the field: `spec.runtimes.default: no Runtime is named …`. */
  readonly message: string;
  /** What is allowed, what to do, "did you mean `kata-clh`?" */
  readonly hint?: string;
  /** Another place that belongs to it, such as the first of two duplicates. */
  readonly related?: { readonly place: Place; readonly message: string };
}

/** A message quotes what it found, and what it found can be a megabyte. */
const MAX_MESSAGE = 1000;

/** A hundred thousand wrong fields fit into one file; nobody reads more than this, nor scrolls back over it. */
const MAX_PER_FILE = 100;

export function formatProblem(problem: Problem, { colour }: { colour: boolean }): string {
  const colours = pico.createColors(colour);
  const location = locate(problem.place);
  const lines = [`${at(location)}: ${colours.red('error')}: ${colours.bold(sentence(problem.message))}`];
  // A problem of the whole file has no line that would explain it.
  if (isExact(problem.place)) lines.push(...codeFrame(problem.place.file, location, colours));
  if (problem.hint !== undefined) lines.push(`   ${colours.cyan(sentence(problem.hint))}`);
  if (problem.related !== undefined) {
    const related = locate(problem.related.place);
    lines.push(`   ${at(related)}: ${sentence(problem.related.message)}`);
    if (isExact(problem.related.place)) lines.push(...codeFrame(problem.related.place.file, related, colours));
  }
  return lines.join('\n');
}

/** All problems in the order of their places, each once, and how many there are. */
export function formatProblems(
  problems: readonly Problem[],
  { colour, limit = Number.POSITIVE_INFINITY }: { colour: boolean; limit?: number },
): string {
  const once = new Map<string, { problem: Problem; location: Location }>();
  for (const problem of problems) {
    const location = locate(problem.place);
    const identity = JSON.stringify([location.file, location.line, location.column, problem.message]);
    if (!once.has(identity)) once.set(identity, { problem, location });
  }
  const found = [...once.values()].sort((a, b) => compare(a.location, b.location));
  const perFile = new Map<string, number>();
  const blocks: string[] = [];
  for (const { problem, location } of found.slice(0, limit)) {
    const count = (perFile.get(location.file) ?? 0) + 1;
    perFile.set(location.file, count);
    if (count <= MAX_PER_FILE) blocks.push(formatProblem(problem, { colour }));
    else if (count === MAX_PER_FILE + 1)
      blocks.push(
        `${printable(location.file)}: has more problems than these ${MAX_PER_FILE}; the others are not listed`,
      );
  }
  const files = new Set(found.map(({ location }) => location.file)).size;
  const hidden = found.length > limit ? `, the first ${limit} are shown` : '';
  const summary = `${count(found.length, 'problem')} in ${count(files, 'file')}${hidden}`;
  return [...blocks, summary].join('\n\n');
}

function at({ file, line, column }: Location): string {
  return `${printable(file)}:${line}:${column}`;
}

function isExact(place: Place): boolean {
  return place.span !== undefined || place.document !== undefined;
}

function sentence(text: string): string {
  return printable(text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text);
}

function compare(a: Location, b: Location): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
