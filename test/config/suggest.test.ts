import fc from 'fast-check';
import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../lib/config/suggest.js';

const RUNTIMES = ['runc', 'gvisor', 'kata-clh', 'kata-qemu', 'kata-fc', 'kata-dragonball', 'kata-qemu-snp'];

test.each([
  ['kata-cl', 'kata-clh'],
  ['kata-chl', 'kata-clh'],
  ['katta-clh', 'kata-clh'],
  ['Kata-CLH', 'kata-clh'],
  ['KATA-QEMU', 'kata-qemu'],
  ['qemu', 'kata-qemu'],
  ['snp', 'kata-qemu-snp'],
  ['kata-qemu-', 'kata-qemu'],
  ['gvizor', 'gvisor'],
  ['rnuc', 'runc'],
  ['dragonball', 'kata-dragonball'],
  ['kata', 'kata-fc'],
  ['firecracker', undefined],
  ['', undefined],
  ['x', undefined],
  ['runc', undefined],
  ['x'.repeat(101), undefined],
])('%j is nearest to %j', (name, expected) => {
  expect(nearest(name, RUNTIMES)).toBe(expected);
  expect(nearest(name, [...RUNTIMES].reverse())).toBe(expected);
});

test('as a question', () => {
  expect(didYouMean('kata-cl', new Set(RUNTIMES))).toBe('did you mean `kata-clh`?');
  expect(didYouMean('firecracker', RUNTIMES)).toBeUndefined();
  expect(didYouMean('a', [])).toBeUndefined();
});

test('one mistake in a name of three letters or more is always seen', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z-]{4,30}$/), fc.nat(), (name, at) => {
      const index = at % name.length;
      const typo = `${name.slice(0, index)}#${name.slice(index + 1)}`;
      expect(nearest(typo, ['0123456789', name])).toBe(name);
    }),
  );
});

test('the answer is one of the candidates whatever they are', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), fc.array(fc.string({ maxLength: 120 })), (name, candidates) => {
      const found = nearest(name, candidates);
      if (found !== undefined) expect(candidates).toContain(found);
    }),
  );
});
