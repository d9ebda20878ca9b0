import { noRule } from './explain.js';
import { RULES } from './registry.js';
import type { Rule } from './rule.js';

/** The rules of these ids and categories, in the order of the registry. A string says why there are none. */
export function selectRules(names: readonly string[], rules: readonly Rule[] = RULES): readonly Rule[] | string {
  const selected = new Set<Rule>();
  for (const name of names) {
    const found = rules.filter(({ id }) => id === name || id.startsWith(`${name}/`));
    if (found.length === 0) return noRule(name, rules);
    for (const rule of found) selected.add(rule);
  }
  return rules.filter((rule) => selected.has(rule));
}
