import { expect, test } from 'vitest';
import { FAIL_ON, fails } from '../../lib/policy/verdict.js';

const [error, warning, note] = [{ severity: 'error' }, { severity: 'warning' }, { severity: 'note' }] as const;

test.each([
  ['error', [error], true],
  ['error', [note, warning, error], true],
  ['error', [warning, note], false],
  ['warning', [warning], true],
  ['warning', [error], true],
  ['warning', [note], false],
  ['note', [note], true],
  ['note', [error], true],
  ['never', [error, warning, note], false],
] as const)('--fail-on %s, with %j: %s', (failOn, findings, failed) => {
  expect(fails(findings, failOn)).toBe(failed);
});

test.each(FAIL_ON)('--fail-on %s lets nothing pass for a failure', (failOn) => {
  expect(fails([], failOn)).toBe(false);
});
