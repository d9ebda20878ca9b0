import type { Finding } from '../finding.js';
import type { Suppressed } from '../judge.js';
import type { NotEvaluated } from '../not-evaluated.js';
import type { Rule } from '../rule.js';

/** All that was judged in a run, of all environments together. */
export interface Judged {
  /** Sorted by place, then rule. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** Findings that a baseline knows already: they fail nothing. */
  readonly known: readonly Finding[];
  /** The rules that were asked. */
  readonly rules: readonly Rule[];
  readonly objects: number;
}

/** What every format shows. */
export interface Report extends Judged {
  /** Version of this program. */
  readonly version: string;
}

/** Text to print or to write to a file, with a line break at its end. */
export type Format = (report: Report, options: { readonly colour: boolean }) => string;
