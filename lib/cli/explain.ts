import { explainRule, listRules } from '../policy/explain.js';
import { RULES } from '../policy/registry.js';
import { selectRules } from '../policy/selection.js';
import { exitCode } from './exit.js';
import { say } from './output.js';

/** `bulkhead explain RULE`: what a rule demands, why, and how to mend what it finds; without a rule, which there are. */
export function explain(name: string | undefined): number {
  const rules = name === undefined ? RULES : selectRules([name]);
  if (typeof rules === 'string') {
    say(`error: ${rules}`);
    return exitCode.nothingToJudge;
  }
  const [rule] = rules;
  process.stdout.write(rule !== undefined && rule.id === name ? explainRule(rule) : listRules(rules));
  return exitCode.done;
}
