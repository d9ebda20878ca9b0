import { expect } from 'vitest';
import { type Loaded, loadFiles } from '../../lib/config/load.js';
import { locate } from '../../lib/config/positions.js';
import { formatProblem, formatProblems, type Problem } from '../../lib/config/problem.js';
import type { SourceFile } from '../../lib/config/source.js';

/** What a terminal acts upon, or a person cannot see. */
const UNPRINTABLE = /(?!\n)\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|\p{Surrogate}/u;

/** What stands in an answer that nobody has thought of, unless somebody has declared just that. */
const SLIPS = ['undefined', '[object ', 'NaN', 'Infinity', 'TypeError', 'RangeError', '\n    at '];

/** A few kilobytes take milliseconds; this leaves room for a megabyte, and for a machine that is busy with something else. */
const PATIENCE_MS = 5000;

/** A hundred problems to a file, each a few lines of a line's length. */
const MOST_CHARACTERS = 500_000;

/** A text that a person can use, about what is written in `input`. */
export function expectReadable(text: string, input: string): void {
  expect(text).not.toMatch(UNPRINTABLE);
  expect(text.length).toBeLessThan(MOST_CHARACTERS);
  for (const slip of SLIPS) if (!input.includes(slip)) expect(text).not.toContain(slip);
}

/** Within seconds either a fleet or problems, each with a place that exists and a text that a person can use. */
export function expectAnswer(files: readonly SourceFile[], unreadable: readonly Problem[] = []): Loaded {
  const start = performance.now();
  const { fleet, problems } = loadFiles(files, 'environments', [...unreadable]);
  expectReadable(formatProblems(problems, { colour: false }), files.map(({ text }) => text).join('\n'));
  expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
  for (const problem of problems) expectPlace(problem);
  return { fleet, problems };
}

function expectPlace(problem: Problem): void {
  const { line, column, endColumn } = locate(problem.place);
  const lines = problem.place.file.text.split('\n');
  expect(line).toBeGreaterThan(0);
  expect(line).toBeLessThanOrEqual(lines.length);
  expect(column).toBeGreaterThan(0);
  expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
  expect(endColumn).toBeGreaterThan(column);
  expect(formatProblem(problem, { colour: false })).toMatch(/^environments[^\n]*:\d+:\d+: error: \S/);
}
