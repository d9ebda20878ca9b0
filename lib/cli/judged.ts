import type { Judgement } from '../policy/judge.js';
import { inOrder } from '../policy/reports/order.js';

/** What a run has judged. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  /** Those that `--tenant` may name. */
  readonly tenants: ReadonlySet<string>;
  /** Some of what was named could not be read; what is wrong with it has been said. */
  readonly incomplete: boolean;
}

/** All judgements as one; with `tenant`, what concerns that tenant. */
export function together(judgements: readonly Judgement[], tenant?: string): Judgement {
  const concerns = (each: { readonly tenant?: string }) => tenant === undefined || each.tenant === tenant;
  return {
    findings: inOrder(judgements.flatMap(({ findings }) => findings.filter(concerns))),
    suppressed: judgements.flatMap(({ suppressed }) => suppressed.filter(({ finding }) => concerns(finding))),
    notEvaluated: judgements.flatMap(({ notEvaluated }) => notEvaluated.filter(concerns)),
    objects: judgements.reduce((sum, { objects }) => sum + objects, 0),
  };
}
