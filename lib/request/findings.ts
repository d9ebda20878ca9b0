import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checking, Commands } from './commands.js';

/** What the rules say of a request. */
export interface Findings {
  /** That the base branch does not have. */
  readonly errors: number;
  /** Errors and all else that the base branch does not have. */
  readonly added: number;
  /** Errors of the base branch, which it is not held against. */
  readonly known: number;
  /** Whether there was something to compare with: declarations of the base branch that can be judged. */
  readonly compared: boolean;
  readonly report: Report;
}

/** The same twice: for a summary, and for a log. */
export interface Report {
  readonly markdown: string;
  readonly text: string;
}

export interface Folders {
  /** What is merged. */
  readonly after: string;
  /** The declarations of the base branch. */
  readonly before: string;
  /** For reports that are read here. */
  readonly scratch: string;
  /** For reports that programs read; not there yet. */
  readonly out: string;
}

/** By the format that they are in. Not the name of the format: whoever uploads one looks for it by what it is for. */
const REPORTS = {
  json: 'report.json',
  sarif: 'report.sarif',
  junit: 'junit.xml',
  gitlab: 'code-quality.json',
  github: 'annotations.txt',
} as const;

/**
 * Judges what is merged, and how it came to be. What the base branch has already is nobody's to mend but the platform's:
 * a rule that came with the tool, or an exception that ran out overnight, must not stop every team. The base branch is
 * asked only where something is found, which is seldom. A string says why nothing could be judged.
 */
export function judgeFindings(folders: Folders, { check }: Commands): Findings | string {
  const base = join(folders.before, 'environments');
  const found = judged(folders, check, { base });
  if (typeof found !== 'string' && found.added === 0) return { ...found, compared: true };
  const known = join(folders.scratch, 'known.json');
  const compared = check(folders.before, { output: [`json=${known}`] }).ok;
  const fresh = judged(folders, check, compared ? { base, baseline: known } : {});
  return typeof fresh === 'string' ? fresh : { ...fresh, compared };
}

function judged(
  { after, scratch, out }: Folders,
  check: Commands['check'],
  comparison: Omit<Checking, 'output'>,
): Omit<Findings, 'compared'> | string {
  mkdirSync(out, { recursive: true });
  const [markdown, text] = [join(scratch, 'findings.md'), join(scratch, 'findings.txt')];
  const files = Object.entries(REPORTS).map(([format, name]) => `${format}=${join(out, name)}`);
  const { ok, said } = check(after, { ...comparison, output: [...files, `markdown=${markdown}`, `human=${text}`] });
  if (!ok) return said;
  return {
    ...countsIn(join(out, REPORTS.json)),
    report: { markdown: readFileSync(markdown, 'utf8'), text: readFileSync(text, 'utf8') },
  };
}

/** As docs/reports.md has it. */
interface JsonReport {
  readonly findings: readonly unknown[];
  readonly known: readonly { readonly severity: string }[];
  readonly summary: { readonly errors: number };
}

function countsIn(file: string): Pick<Findings, 'errors' | 'added' | 'known'> {
  const { findings, known, summary } = JSON.parse(readFileSync(file, 'utf8')) as JsonReport;
  return {
    errors: summary.errors,
    added: findings.length,
    known: known.filter(({ severity }) => severity === 'error').length,
  };
}
