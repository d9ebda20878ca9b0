import { expect, test } from 'vitest';
import { line } from '../../../lib/policy/reports/line.js';

test('a text is shown on one line', () => {
  expect(line('a\nb\u202ec')).toBe('a\\x0ab\\u202ec');
});

test('of a long text so much is shown as somebody reads, and no half of a character', () => {
  expect(line('a'.repeat(1000))).toBe('a'.repeat(1000));
  expect(line('a'.repeat(1001))).toBe(`${'a'.repeat(1000)}…`);
  expect(line(`${'a'.repeat(999)}😀`)).toBe(`${'a'.repeat(999)}\\ud83d…`);
});
