import type { Judgement } from '../policy/judge.js';

/** What a run has judged. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  /** Those that `--tenant` may name. */
  readonly tenants: ReadonlySet<string>;
  /** Some of what was named could not be read; what is wrong with it has been said. */
  readonly incomplete: boolean;
}
