import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One line of the tally: what was held against real parts, or which tests were not run for want of one. */
type Entry = { readonly judged: string; readonly count: number } | { readonly missing: readonly Missing[] };

/** A part, and why it is not there. */
export interface Missing {
  readonly part: string;
  readonly reason: string;
}

/** Where tests, which run in processes of their own, leave what they have counted. */
const FILE = 'BULKHEAD_TEST_TALLY';

/** Counts what was held against real parts; all counts of one name are added up at the end. */
export function countJudged(what: string, count: number): void {
  add({ judged: what, count });
}

/** Says that tests are left out, and why. */
export function leftOut(missing: readonly Missing[]): void {
  add({ missing });
}

function add(entry: Entry): void {
  const file = process.env[FILE];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** What is said after all tests: one line of what real parts have judged, one of what was left out. */
export function summaryOf(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>();
  const missing = new Map<string, Set<string>>();
  let files = 0;
  for (const entry of entries) {
    if ('judged' in entry) counts.set(entry.judged, (counts.get(entry.judged) ?? 0) + entry.count);
    else {
      files++;
      for (const { part, reason } of entry.missing) missing.set(reason, (missing.get(reason) ?? new Set()).add(part));
    }
  }
  const all = [...counts].map(([what, count]) => `${count} ${what}`);
  const wants = [...missing].map(([reason, parts]) => `${[...parts].sort().join(', ')} (${reason})`);
  return [
    ...(all.length === 0 ? [] : [`judged by real parts: ${all.join(', ')}`]),
    ...(files === 0
      ? []
      : [`left out: ${files === 1 ? 'one file' : `${files} files`} of tests, for want of ${wants.join('; ')}`]),
  ];
}

/** Vitest's global setup; what it answers is called when all tests are over. */
export default function tally(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-tally-'));
  const file = join(folder, 'tally');
  writeFileSync(file, '');
  process.env[FILE] = file;
  return () => {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    for (const line of summaryOf(lines.map((text) => JSON.parse(text) as Entry))) console.log(line);
    rmSync(folder, { recursive: true, force: true });
  };
}
