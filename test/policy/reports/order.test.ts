import { expect, test } from 'vitest';
import { inOrder, mostSevereFirst } from '../../../lib/policy/reports/order.js';
import { duplicate, finding, latest, lived, placeless, rule, unlabelled } from './findings.js';

const found = [placeless, latest, duplicate, unlabelled, lived];

test('findings are in order of their places, the line as a number, and those without one last', () => {
  const ordered = [unlabelled, duplicate, lived, latest, placeless];
  expect(inOrder(found)).toEqual(ordered);
  expect(inOrder([...found].reverse())).toEqual(ordered);
});

test('findings at one place are in order of their rules', () => {
  const other = finding({ ...latest, rule: rule('admission/webhook', 'error') });
  expect(inOrder([latest, other])).toEqual([other, latest]);
});

test('the most severe come first, otherwise as they were', () => {
  expect(mostSevereFirst(found)).toEqual([placeless, latest, unlabelled, lived, duplicate]);
});
