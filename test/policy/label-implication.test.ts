import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import { matchesSelector } from '../../lib/kubernetes/label-selector.js';
import { implies, mayMeet } from '../../lib/policy/label-implication.js';
import { runs } from '../property-runs.js';

const web = { matchLabels: { app: 'web' } };

test.each([
  [web, {}, true],
  [{}, web, false],
  [web, web, true],
  [{ matchLabels: { app: 'web', tier: 'front' } }, web, true],
  [web, { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] }, true],
  [web, { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, false],
  [web, { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, false],
])('%j implies %j: %s', (narrow, wide, expected) => {
  expect(implies(narrow as JsonObject, wide as JsonObject)).toBe(expected);
});

test.each([
  [web, { matchLabels: { app: 'db' } }, false],
  [web, { matchLabels: { tier: 'front' } }, true],
  [web, { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, false],
  [{}, web, true],
])('%j may meet %j: %s', (a, b, expected) => {
  expect(mayMeet(a as JsonObject, b as JsonObject)).toBe(expected);
  expect(mayMeet(b as JsonObject, a as JsonObject)).toBe(expected);
});

test('what is implied is so for all labels, and what both take may meet', () => {
  const value = fc.constantFrom('1', '2');
  const labels = fc.dictionary(fc.constantFrom('a', 'b'), value, { noNullPrototype: true });
  const expression = fc.record({
    key: fc.constantFrom('a', 'b'),
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: fc.array(value, { minLength: 1, maxLength: 2 }),
  });
  const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) });
  fc.assert(
    fc.property(selector, selector, labels, (a, b, some) => {
      const [inA, inB] = [matchesSelector(a, some), matchesSelector(b, some)];
      if (implies(a, b) && inA) expect(inB).toBe(true);
      if (inA && inB) expect(mayMeet(a, b)).toBe(true);
    }),
    runs(2000),
  );
});
