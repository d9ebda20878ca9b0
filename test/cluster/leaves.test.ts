import { expect, it } from 'vitest';
import { changedLeaves, countLeaves } from './leaves.js';

it.each([
  ['what the API server adds', { a: 1 }, { a: 1, status: {} }, []],
  ['a re-spelled quantity', { cpu: '1000m' }, { cpu: '1' }, ['cpu: written "1000m", stored "1"']],
  ['a dropped empty list', { spec: { egress: [] } }, { spec: {} }, ['spec.egress: written [], stored nothing']],
  ['a dropped empty mapping', { labels: {} }, {}, ['labels: written {}, stored nothing']],
  ['an empty mapping that was filled', { a: {} }, { a: { b: 1 } }, ['a: written {}, stored {"b":1}']],
  ['a dropped false', { a: false }, {}, ['a: written false, stored nothing']],
  ['a null that became text', { a: null }, { a: '' }, ['a: written null, stored ""']],
  ['a longer list', { a: [1] }, { a: [1, 2] }, ['a: written [1], stored [1,2]']],
  ['an item of a list', { a: [{ b: 1, c: 2 }] }, { a: [{ b: 1, c: 3 }] }, ['a[0].c: written 2, stored 3']],
])('%s', (_, written, stored, complaints) => {
  expect(changedLeaves(written, stored)).toEqual(complaints);
});

it('counts empty mappings and lists as leaves', () => {
  expect(countLeaves({ a: {}, b: [], c: [1, { d: null }] })).toBe(4);
});
