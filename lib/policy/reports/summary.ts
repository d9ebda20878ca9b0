import type { Judged } from './report.js';

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly suppressed: number;
  readonly known: number;
  readonly notEvaluated: number;
  readonly objects: number;
  readonly rules: number;
}

export function summaryOf({ findings, suppressed, known, notEvaluated, objects, rules }: Judged): Summary {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return {
    errors: counts.error,
    warnings: counts.warning,
    notes: counts.note,
    suppressed: suppressed.length,
    known: known.length,
    notEvaluated: notEvaluated.length,
    objects,
    rules: rules.length,
  };
}

/** `1 error, 2 warnings; 1 excused by an exception; 14 objects judged by 3 rules`. What there is none of is not named. */
export function summaryLine(report: Judged): string {
  const { errors, warnings, notes, suppressed, known, notEvaluated, objects, rules } = summaryOf(report);
  const found = [some(errors, 'error'), some(warnings, 'warning'), some(notes, 'note')].flat().join(', ');
  const rest = [
    suppressed === 0 ? [] : `${suppressed} suppressed by exceptions`,
    known === 0 ? [] : `${known} known to the baseline`,
    notEvaluated === 0 ? [] : `${notEvaluated} not evaluated`,
    `${count(objects, 'object')} judged by ${count(rules, 'rule')}`,
  ].flat();
  return [found === '' ? 'no findings' : found, ...rest].join('; ');
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function some(number: number, noun: string): string[] {
  return number === 0 ? [] : [count(number, noun)];
}
