import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalQuantity, compareQuantities, formatQuantity, parseQuantity } from '../../lib/kubernetes/quantity.js';
import { runs } from '../property-runs.js';
import { hasKubectl } from '../synth/yaml-readers.js';

/** A quantity as a fraction of whole numbers, worked out from its parts and not from its text. */
interface Fraction {
  readonly text: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

// kubernetes apimachinery pkg/api/resource, the table in the comment of Quantity.
const SUFFIXES: readonly (readonly [suffix: string, numerator: bigint, denominator: bigint])[] = [
  ['n', 1n, 10n ** 9n],
  ['u', 1n, 10n ** 6n],
  ['m', 1n, 1000n],
  ['', 1n, 1n],
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index) => [suffix, 1000n ** BigInt(index + 1), 1n] as const),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, index) => [suffix, 1024n ** BigInt(index + 1), 1n] as const),
];

const exponent = fc
  .tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), fc.integer({ min: 0, max: 12 }))
  .map(([letter, sign, power]) => {
    const factor = 10n ** BigInt(power);
    return [`${letter}${sign}${power}`, sign === '-' ? 1n : factor, sign === '-' ? factor : 1n] as const;
  });
const suffix = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...SUFFIXES) }, exponent);
/** Multiples of what suffixes stand for are where spellings change. */
const round = fc.tuple(fc.constantFrom(1, 125, 1000, 1024), fc.integer({ min: 1, max: 1100 })).map(([a, b]) => a * b);
const digits = fc.oneof(
  fc
    .record({
      whole: fc.oneof(fc.stringMatching(/^[0-9]{0,8}$/), round.map(String)),
      decimals: fc.oneof(fc.constant(null), fc.stringMatching(/^[0-9]{0,12}$/), fc.constantFrom('0', '5', '25', '125')),
    })
    .filter(({ whole, decimals }) => whole !== '' || (decimals ?? '') !== ''),
  // Thousands, counted in pieces of 1024.
  fc.integer({ min: 1, max: 5000 }).map((thousands) => {
    const [whole = '', decimals = ''] = ((thousands * 1000) / 1024).toFixed(7).split('.');
    return { whole, decimals };
  }),
);
const fraction: fc.Arbitrary<Fraction> = fc
  .record({ sign: fc.constantFrom('', '', '+', '-'), digits, suffix })
  .map(({ sign, digits: { whole, decimals }, suffix: [letters, times, by] }) => ({
    text: `${sign}${whole}${decimals === null ? '' : `.${decimals}`}${letters}`,
    numerator: BigInt(`${whole}${decimals ?? ''}`) * times * (sign === '-' ? -1n : 1n),
    denominator: 10n ** BigInt((decimals ?? '').length) * by,
  }));

/** Upstream rounds away from zero to billionths, and ends binary amounts at 2^63-1. */
function nanosOf({ text, numerator, denominator }: Fraction): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (size * 10n ** 9n + denominator - 1n) / denominator;
  const most = (2n ** 63n - 1n) * 10n ** 9n;
  const capped = text.endsWith('i') && rounded > most ? most : rounded;
  return numerator < 0n ? -capped : capped;
}

/** "The exponent (or suffix) is as large as possible", as the comment of upstream's Quantity promises. */
function expectLargestSuffix(stored: string): void {
  const [, digits = '', letters = ''] = /^-?(\d+)(.*)$/.exec(stored) ?? [];
  const step = letters.endsWith('i') ? 1024n : 1000n;
  const last = letters === 'E' || letters === 'Ei';
  // Less than 1024 has no binary suffix, and 1000 of them is 1000 all the same.
  const plain = letters === '' && BigInt(digits) < 1024n;
  if (!last && !plain && digits !== '0') expect(BigInt(digits) % step === 0n && letters !== '', stored).toBe(false);
}

/** How the API server's own code stores them: kubectl reads the object as it does and writes it again. */
function storedByKubectl(texts: readonly string[]): string[] {
  const limits = Object.fromEntries(texts.map((text, index) => [`example.com/q${index}`, text]));
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a', resources: { limits } }] },
  };
  const output = execFileSync('kubectl', ['set', 'env', '--local', '-o', 'json', '-f', '-', 'A=B'], {
    input: JSON.stringify(pod),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const stored = (JSON.parse(output) as typeof pod).spec.containers[0]?.resources.limits ?? {};
  return texts.map((_, index) => stored[`example.com/q${index}`] ?? '');
}

describe('quantities', () => {
  it('are worth what their digits and suffix say', () => {
    fc.assert(
      fc.property(fraction, (one) => {
        expect(parseQuantity(one.text)?.nanos, one.text).toBe(nanosOf(one));
      }),
      runs(3000),
    );
  });

  it('compare as the fractions they stand for', () => {
    fc.assert(
      fc.property(fraction, fraction, (one, other) => {
        const [a, b] = [parseQuantity(one.text), parseQuantity(other.text)];
        if (a === undefined || b === undefined) throw new Error(`${one.text} or ${other.text} is no quantity`);
        const [left, right] = [nanosOf(one), nanosOf(other)];
        expect(compareQuantities(a, b)).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
      runs(2000),
    );
  });

  it('are stored in a spelling that means the same and stays', () => {
    fc.assert(
      fc.property(fraction, (one) => {
        const stored = canonicalQuantity(one.text);
        expect(parseQuantity(stored)?.nanos, stored).toBe(nanosOf(one));
        expect(canonicalQuantity(stored)).toBe(stored);
        expect(stored).not.toMatch(/[.+]/);
        expectLargestSuffix(stored);
      }),
      runs(4000),
    );
  });

  it.skipIf(!hasKubectl)(`are stored as kubectl stores them${hasKubectl ? '' : ' (skipped: no kubectl here)'}`, () => {
    // From 1000E we keep the amount, and upstream does not: it has no suffix for 10^21.
    const known = fraction.filter((one) => one.text.endsWith('i') || !/^-?\d+000E$/.test(canonicalQuantity(one.text)));
    const texts = fc.sample(known, runs(4000).numRuns).map(({ text }) => text);
    const ours = texts.map((text) => canonicalQuantity(text));
    expect(storedByKubectl(ours)).toEqual(ours);
    // Twice, as 687.5Ki is written as 704000 and read as 704k. A spelling that upstream takes for canonical at a glance
    // (ParseQuantity) stays as it is: +5, 1E3, 1.234.
    const stored = storedByKubectl(storedByKubectl(texts)).map((text, at) => (text === texts[at] ? ours[at] : text));
    expect(texts.map((text, at) => [text, ours[at]])).toEqual(texts.map((text, at) => [text, stored[at]]));
  });

  // The expression that validation of the API has for a quantity (resource.Quantity.UnmarshalJSON, ParseQuantity).
  const GRAMMAR = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(/^[-+0-9.eEinumkKMGTP \t_,x]{0,12}$/),
    fc.constantFrom(
      '1 Gi',
      ' 1',
      '1\n',
      '1Gi\0',
      '٣',
      '１',
      '1GB',
      '1gi',
      'Infinity',
      'NaN',
      '0x10',
      '1_000',
      '1e',
      '1e+',
      '--1',
      '1..2',
      'Ki',
      '1KiB',
    ),
    fraction.chain(({ text }) => fc.constantFrom(`${text} `, `${text}\n`, `${text}i`, `+${text}`, `${text}.`)),
  );

  it('are nothing else', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const read = parseQuantity(text);
        if (!GRAMMAR.test(text)) expect(read, JSON.stringify(text)).toBeUndefined();
        else if (read !== undefined) expect(parseQuantity(formatQuantity(read))?.nanos).toBe(read.nanos);
      }),
      runs(5000),
    );
  });
});
