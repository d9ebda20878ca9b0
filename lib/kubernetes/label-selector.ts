import { isObject, type JsonObject } from './json.js';

/**
 * Whether a LabelSelector (matchLabels, matchExpressions) takes these labels; an empty one takes everything. What is no
 * valid selector takes nothing, as the API server would refuse it (apimachinery, LabelSelectorAsSelector).
 */
export function matchesSelector(selector: JsonObject, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = selector;
  if (isObject(matchLabels))
    for (const key in matchLabels) if (labelValue(labels, key) !== matchLabels[key]) return false;
  if (!Array.isArray(matchExpressions)) return true;
  return matchExpressions.every((expression) => isObject(expression) && matchesExpression(expression, labels));
}

function matchesExpression({ key, operator, values }: JsonObject, labels: Readonly<Record<string, string>>): boolean {
  if (typeof key !== 'string') return false;
  const value = labelValue(labels, key);
  const among = Array.isArray(values) ? values : [];
  switch (operator) {
    case 'In':
      return value !== undefined && among.includes(value);
    case 'NotIn':
      // A label that is missing is in no list.
      return value === undefined || !among.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

function labelValue(labels: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
