import { expect, it } from 'vitest';
import { summaryOf } from './tally.js';

it('adds up what was judged, in the order that it was begun', () => {
  expect(
    summaryOf([
      { judged: 'objects', count: 2 },
      { judged: 'attacks', count: 5 },
      { judged: 'objects', count: 3 },
    ]),
  ).toEqual(['judged by real parts: 5 objects, 5 attacks']);
});

it('says in one line what was left out, and names each reason once', () => {
  const [kwok, etcd, redis] = [
    { part: 'kwok', reason: 'not built' },
    { part: 'etcd', reason: 'not built' },
    { part: 'redis-server', reason: 'not installed' },
  ];
  expect(summaryOf([{ missing: [kwok, etcd] }, { missing: [etcd, redis] }])).toEqual([
    'left out: 2 files of tests, for want of etcd, kwok (not built); redis-server (not installed)',
  ]);
});

it('says nothing of nothing', () => {
  expect(summaryOf([])).toEqual([]);
});
