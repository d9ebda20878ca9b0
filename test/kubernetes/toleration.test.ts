import { expect, test } from 'vitest';
import { tolerates } from '../../lib/kubernetes/toleration.js';

// Worked by hand from k8s.io/api/core/v1, toleration.go, ToleratesTaint.
test.each([
  [{ key: 'a', operator: 'Exists' }, { key: 'a', value: 'x', effect: 'NoSchedule' }, true],
  [{ key: 'a', operator: 'Exists', effect: 'NoExecute' }, { key: 'a', effect: 'NoSchedule' }, false],
  [{ key: 'a', value: 'x' }, { key: 'a', value: 'x', effect: 'NoSchedule' }, true],
  [{ key: 'a', operator: 'Equal', value: 'x' }, { key: 'a', effect: 'NoSchedule' }, false],
  [{ key: 'a' }, { key: 'a', effect: 'NoSchedule' }, true],
  [{ key: 'b', operator: 'Exists' }, { key: 'a', effect: 'NoSchedule' }, false],
  [{ operator: 'Exists' }, { key: 'a', value: 'x', effect: 'NoExecute' }, true],
  [{ key: 'a', operator: 'In', value: 'x' }, { key: 'a', value: 'x', effect: 'NoSchedule' }, false],
])('%j and the taint %j: %s', (toleration, taint, expected) => {
  expect(tolerates(toleration, taint)).toBe(expected);
});
