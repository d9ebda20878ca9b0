import type { Finding } from '../finding.js';
import type { Suppressed } from '../judge.js';
import type { NotEvaluated } from '../not-evaluated.js';
import type { Rule } from '../rule.js';

/** What every format shows: all that was judged in a run, of all environments together. */
export interface Report {
  /** Sorted by place, then rule. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** Findings that a baseline knows already: they fail nothing. */
  readonly known: readonly Finding[];
  /** The rules that were asked. */
  readonly rules: readonly Rule[];
  readonly objects: number;
  /** Version of this program. */
  readonly version: string;
}

/** Text to print or to write to a file, with a line break at its end. */
export type Format = (report: Report, options: { readonly colour: boolean }) => string;
