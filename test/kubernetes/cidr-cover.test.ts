import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cidr } from '../../lib/kubernetes/cidr.js';
import { isCovered } from '../../lib/kubernetes/cidr-cover.js';
import { runs } from '../property-runs.js';

const covered = (range: string, others: string[]) => isCovered(cidr(range), others.map(cidr));

test.each([
  ['10.0.0.0/8', ['10.0.0.0/8']],
  ['10.1.0.0/16', ['10.0.0.0/8']],
  ['10.0.0.0/24', ['10.0.0.128/25', '10.0.0.0/25']],
  ['10.0.0.0/24', ['10.0.0.0/25', '10.0.0.64/26', '10.0.0.128/26', '10.0.0.192/26']],
  ['255.255.255.254/31', ['255.255.255.255/32', '255.255.255.254/32']],
  ['fd00::/8', ['fd00::/9', 'fd80::/9']],
])('%s is covered by %j', (range, others) => {
  expect(covered(range, others)).toBe(true);
});

test.each([
  ['10.0.0.0/8', []],
  ['10.0.0.0/8', ['10.0.0.0/9']],
  ['10.0.0.0/24', ['10.0.0.128/25', '10.0.0.0/26']],
  ['10.0.0.0/24', ['10.0.0.0/25', '10.0.0.128/26', '10.0.0.192/27']],
  ['0.0.0.0/0', ['::/0']],
  ['169.254.169.254/32', ['169.254.169.255/32', '169.254.169.253/32']],
])('%s is not covered by %j', (range, others) => {
  expect(covered(range, others)).toBe(false);
});

test('says of a small range what counting its addresses says', () => {
  const small = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 28, max: 32 })).map(([last, prefix]) => {
    const size = 2 ** (32 - prefix);
    return { first: last - (last % size), size, text: `10.0.0.${last - (last % size)}/${prefix}` };
  });
  fc.assert(
    fc.property(small, fc.array(small, { maxLength: 6 }), (range, others) => {
      const addresses = Array.from({ length: range.size }, (_, index) => range.first + index);
      const all = addresses.every((one) => others.some(({ first, size }) => first <= one && one < first + size));
      expect(
        covered(
          range.text,
          others.map(({ text }) => text),
        ),
      ).toBe(all);
    }),
    runs(500),
  );
});
