import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Claim, claimsSharing, deficits } from '../../../lib/policy/capacity/assignment.js';

const claim = (name: string, amount: number, ...sources: string[]): Claim => ({
  name,
  amount: BigInt(amount),
  sources,
});
const supply = (of: Record<string, number>) => new Map(Object.entries(of).map(([name, has]) => [name, BigInt(has)]));

test('claims give way to those that have no choice', () => {
  expect(deficits([claim('a', 5, 'x', 'y'), claim('b', 5, 'x')], supply({ x: 5, y: 5 }))).toEqual([]);
  // c pushes b, which pushes a.
  const chain = [claim('a', 5, 'x', 'y', 'z'), claim('b', 5, 'x', 'y'), claim('c', 5, 'x')];
  expect(deficits(chain, supply({ x: 5, y: 5, z: 5 }))).toEqual([]);
});

test('names those who are too many for what is open to them, and nobody else', () => {
  const claims = [claim('a', 5, 'x', 'y'), claim('b', 4, 'x'), claim('c', 4, 'x'), claim('d', 1, 'z')];
  expect(deficits(claims, supply({ x: 6, y: 9, z: 1 }))).toEqual([
    { claimants: ['b', 'c'], sources: ['x'], wanted: 8n, has: 6n },
  ]);
});

test('tells of two that have nothing in common, and once of two that have', () => {
  const apart = [claim('a', 2, 'x'), claim('b', 2, 'y')];
  expect(deficits(apart, supply({ x: 1, y: 1 })).map(({ claimants }) => claimants)).toEqual([['a'], ['b']]);
  const shared = [claim('a', 2, 'x'), claim('b', 2, 'x', 'y')];
  expect(deficits(shared, supply({ x: 1, y: 0 }))).toEqual([
    { claimants: ['a', 'b'], sources: ['x', 'y'], wanted: 4n, has: 1n },
  ]);
});

test('a source that nobody knows has nothing, and a claim without sources is not judged', () => {
  expect(deficits([claim('a', 1, 'gone'), claim('b', 1)], new Map())).toEqual([
    { claimants: ['a'], sources: ['gone'], wanted: 1n, has: 0n },
  ]);
});

const claims = fc.array(fc.record({ amount: fc.nat(6), sources: fc.subarray(['w', 'x', 'y', 'z']) }), { maxLength: 6 });

/** Hall's condition, asked of every set of sources: who may use nothing else must find enough there. */
function fits(all: readonly Claim[], has: ReadonlyMap<string, bigint>): boolean {
  const sources = [...has.keys()];
  for (let set = 0; set < 2 ** sources.length; set++) {
    const chosen = sources.filter((_, index) => (set >> index) & 1);
    const wanted = all
      .filter((each) => each.sources.length > 0 && each.sources.every((source) => chosen.includes(source)))
      .reduce((sum, { amount }) => sum + amount, 0n);
    if (wanted > chosen.reduce((sum, source) => sum + (has.get(source) ?? 0n), 0n)) return false;
  }
  return true;
}

test('finds a deficit exactly where Hall’s condition is broken, and each is one', () => {
  fc.assert(
    fc.property(claims, fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), (drawn, amounts) => {
      const all = drawn.map(({ amount, sources }, index) => claim(`c${index}`, amount, ...sources));
      const has = supply({ w: amounts[0] ?? 0, x: amounts[1] ?? 0, y: amounts[2] ?? 0, z: amounts[3] ?? 0 });
      const found = deficits(all, has);
      expect(found.length === 0).toBe(fits(all, has));
      const told = found.flatMap(({ claimants }) => claimants);
      expect(new Set(told).size).toBe(told.length);
      for (const { claimants, sources, wanted, has: there } of found) {
        const group = all.filter(({ name }) => claimants.includes(name));
        expect(group.reduce((sum, { amount }) => sum + amount, 0n)).toBe(wanted);
        expect(wanted > there).toBe(true);
        for (const each of group) for (const source of each.sources) expect(sources).toContain(source);
      }
    }),
    { numRuns: 2000 },
  );
});

test('claims share what they have in common through others', () => {
  const all = [claim('a', 1, 'x'), claim('b', 1, 'y'), claim('c', 1, 'z'), claim('d', 1, 'x', 'y')];
  const sharing = claimsSharing(all);
  expect(
    sharing
      .get('x')
      ?.map(({ name }) => name)
      .sort(),
  ).toEqual(['a', 'b', 'd']);
  expect(sharing.get('y')).toBe(sharing.get('x'));
  expect(sharing.get('z')?.map(({ name }) => name)).toEqual(['c']);
});

test('many tenants with pools of their own take no more time than they are many', () => {
  const all = Array.from({ length: 5000 }, (_, index) => claim(`t${index}`, 2, `p${index}`));
  const started = process.cpuUsage();
  expect(deficits(all, new Map(all.map(({ sources }) => [sources[0] ?? '', 1n])))).toHaveLength(5000);
  expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
});
