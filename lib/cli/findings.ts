import type { JudgeOptions } from '../judge.js';
import type { Judgement } from '../policy/judge.js';
import { RULE_IDS, RULES } from '../policy/registry.js';
import { human } from '../policy/reports/human.js';
import { inOrder } from '../policy/reports/order.js';
import type { Rule, Severity } from '../policy/rule.js';
import { say, useColour } from './output.js';
import { today } from './today.js';

/** What an environment shows by itself, without one to compare it with. */
export const OF_ONE_STATE: readonly Rule[] = RULES.filter(({ scope }) => scope !== 'change');

/** What `synth` judges by; `dist` is how that folder is named. */
export function assignmentFor(dist: string): JudgeOptions {
  return { rules: OF_ONE_STATE, known: RULE_IDS, today: today(), dist };
}

/** Shows errors and warnings as `bulkhead check` does, and returns the most severe of what it has shown. */
export function sayFindings(judgements: readonly Judgement[]): Severity | undefined {
  const shown = judgements.flatMap(({ findings }) => findings.filter(({ severity }) => severity !== 'note'));
  if (shown.length === 0) return undefined;
  const report = {
    findings: inOrder(shown),
    suppressed: judgements.flatMap(({ suppressed }) => suppressed),
    // Said by `bulkhead check`, which is asked for it.
    notEvaluated: [],
    known: [],
    rules: OF_ONE_STATE,
    objects: judgements.reduce((sum, { objects }) => sum + objects, 0),
  };
  say(human(report, { colour: useColour() }).trimEnd());
  return shown.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
}
