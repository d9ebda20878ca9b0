import { isObject, type JsonObject } from '../kubernetes/json.js';
import { matchesSelector } from '../kubernetes/label-selector.js';

/**
 * Whether whatever `narrow` takes, `wide` takes too, as far as their requirements show one by one: each of `wide` is met
 * by a label that `narrow` demands, or stands in `narrow` in the same words. It says no rather than yes where it is unsure.
 */
export function implies(narrow: JsonObject, wide: JsonObject): boolean {
  const labels = labelsDemanded(narrow);
  const expressions = expressionsOf(narrow).map(spelling);
  if (isObject(wide.matchLabels))
    for (const [key, value] of Object.entries(wide.matchLabels))
      if (!Object.hasOwn(labels, key) || labels[key] !== value) return false;
  return expressionsOf(wide).every((expression) => {
    if (!isObject(expression)) return false;
    const isDecided = typeof expression.key === 'string' && Object.hasOwn(labels, expression.key);
    return isDecided
      ? matchesSelector({ matchExpressions: [expression] }, labels)
      : expressions.includes(spelling(expression));
  });
}

/** Whether something may be taken by both selectors: no label that one demands is one that the other refuses. */
export function mayMeet(a: JsonObject, b: JsonObject): boolean {
  return admits(a, b) && admits(b, a);
}

function admits(selector: JsonObject, other: JsonObject): boolean {
  const labels = labelsDemanded(other);
  const isOpen = (key: unknown) => typeof key !== 'string' || !Object.hasOwn(labels, key);
  return (
    Object.entries(labelsDemanded(selector)).every(([key, value]) => isOpen(key) || labels[key] === value) &&
    expressionsOf(selector).every(
      (one) => !isObject(one) || isOpen(one.key) || matchesSelector({ matchExpressions: [one] }, labels),
    )
  );
}

function labelsDemanded({ matchLabels }: JsonObject): Record<string, string> {
  const entries = isObject(matchLabels) ? Object.entries(matchLabels) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function expressionsOf({ matchExpressions }: JsonObject): unknown[] {
  return Array.isArray(matchExpressions) ? matchExpressions : [];
}

function spelling(expression: unknown): string {
  if (!isObject(expression)) return '';
  const { key, operator, values } = expression;
  const texts = Array.isArray(values) ? values.filter((value) => typeof value === 'string').sort() : [];
  return [key, operator, ...texts].map(String).join('\n');
}
