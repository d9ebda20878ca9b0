import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  addQuantities,
  canonicalQuantity,
  ceilToMilli,
  compareQuantities,
  formatQuantity,
  multiplyQuantity,
  parseQuantity,
  type Quantity,
  type QuantityFormat,
  subtractQuantities,
} from '../../lib/kubernetes/quantity.js';

function quantity(text: string | number): Quantity {
  const parsed = parseQuantity(text);
  if (parsed === undefined) throw new Error(`${text} is no quantity`);
  return parsed;
}

/** `mantissa` times 10^`exponent`, as the golden tables of upstream's quantity_test.go give amounts. */
function decimal(mantissa: bigint, exponent: number, format: QuantityFormat): Quantity {
  return { nanos: mantissa * 10n ** BigInt(exponent + 9), format };
}

const MAXIMUM = 2n ** 63n - 1n;

// Expected values of TestQuantityParse.
const PARSED: [text: string, mantissa: bigint, exponent: number, format: QuantityFormat][] = [
  ['0', 0n, 0, 'DecimalSI'],
  ['0n', 0n, 0, 'DecimalSI'],
  ['0m', 0n, 0, 'DecimalSI'],
  ['0Ki', 0n, 0, 'BinarySI'],
  ['0k', 0n, 0, 'DecimalSI'],
  ['0Ti', 0n, 0, 'BinarySI'],
  ['1Ki', 1024n, 0, 'BinarySI'],
  ['7Mi', 7n * 2n ** 20n, 0, 'BinarySI'],
  ['6Gi', 6n * 2n ** 30n, 0, 'BinarySI'],
  ['5Ti', 5n * 2n ** 40n, 0, 'BinarySI'],
  ['4Pi', 4n * 2n ** 50n, 0, 'BinarySI'],
  ['3Ei', 3n * 2n ** 60n, 0, 'BinarySI'],
  ['5n', 5n, -9, 'DecimalSI'],
  ['4u', 4n, -6, 'DecimalSI'],
  ['3m', 3n, -3, 'DecimalSI'],
  ['9', 9n, 0, 'DecimalSI'],
  ['50k', 5n, 4, 'DecimalSI'],
  ['7M', 7n, 6, 'DecimalSI'],
  ['300T', 3n, 14, 'DecimalSI'],
  ['2P', 2n, 15, 'DecimalSI'],
  ['1E', 1n, 18, 'DecimalSI'],
  ['1E-3', 1n, -3, 'DecimalExponent'],
  ['1e3', 1n, 3, 'DecimalExponent'],
  ['1E18', 1n, 18, 'DecimalExponent'],
  ['1e14', 1n, 14, 'DecimalExponent'],
  ['100.035k', 100035n, 0, 'DecimalSI'],
  ['0.001', 1n, -3, 'DecimalSI'],
  ['0.0005k', 5n, -1, 'DecimalSI'],
  ['0.00050k', 5n, -1, 'DecimalSI'],
  ['0.50000', 5n, -1, 'DecimalSI'],
  ['0.5e-2', 5n, -3, 'DecimalExponent'],
  ['10.035M', 10035n, 3, 'DecimalSI'],
  ['1.3E+6', 13n, 5, 'DecimalExponent'],
  ['1.7E18', 17n, 17, 'DecimalExponent'],
  ['6.987654321G', 6987654321n, 0, 'DecimalSI'],
  ['1.01E', 101n, 16, 'DecimalSI'],
  ['3.001n', 4n, -9, 'DecimalSI'],
  ['1.1E-9', 2n, -9, 'DecimalExponent'],
  ['0.0000000001', 1n, -9, 'DecimalSI'],
  ['0.00000000050', 1n, -9, 'DecimalSI'],
  ['0.5e-9', 1n, -9, 'DecimalExponent'],
  ['0.9n', 1n, -9, 'DecimalSI'],
  ['0.00000012345', 124n, -9, 'DecimalSI'],
  ['0.00000012354', 124n, -9, 'DecimalSI'],
  ['9Ei', MAXIMUM, 0, 'BinarySI'],
  ['9223372036854775807Ki', MAXIMUM, 0, 'BinarySI'],
  ['12E', 12n, 18, 'DecimalSI'],
  ['100.035Ki', 10243584n, -2, 'BinarySI'],
  ['0.5Mi', 2n ** 19n, 0, 'BinarySI'],
  ['0.05Gi', 536870912n, -1, 'BinarySI'],
  ['0.025Ti', 274877906944n, -1, 'BinarySI'],
  ['0.000000000001Ki', 2n, -9, 'DecimalSI'],
  ['.001', 1n, -3, 'DecimalSI'],
  ['.0001k', 100n, -3, 'DecimalSI'],
  ['1.', 1n, 0, 'DecimalSI'],
  ['1.G', 1n, 9, 'DecimalSI'],
];

test.each(PARSED)('%s is read as upstream reads it, with either sign', (text, mantissa, exponent, format) => {
  expect(parseQuantity(text)).toEqual(decimal(mantissa, exponent, format));
  expect(parseQuantity(`+${text}`)).toEqual(decimal(mantissa, exponent, format));
  expect(parseQuantity(`-${text}`)).toEqual(decimal(-mantissa, exponent, format));
});

// Expected values of TestQuantityString: amount, canonical spelling, another spelling of it.
const SPELLED: [mantissa: bigint, exponent: number, format: QuantityFormat, canonical: string, other?: string][] = [
  [2n ** 30n, 0, 'BinarySI', '1Gi', '1024Mi'],
  [300n * 2n ** 20n, 0, 'BinarySI', '300Mi', '307200Ki'],
  [6n * 1024n, 0, 'BinarySI', '6Ki'],
  [1001n * 2n ** 30n, 0, 'BinarySI', '1001Gi', '1025024Mi'],
  [2n ** 40n, 0, 'BinarySI', '1Ti', '1024Gi'],
  [5n, 0, 'BinarySI', '5', '5000m'],
  [500n, -3, 'BinarySI', '500m', '0.5'],
  [1n, 9, 'DecimalSI', '1G', '1000M'],
  [1000n, 6, 'DecimalSI', '1G', '0.001T'],
  [1n, -3, 'DecimalSI', '1m', '1000u'],
  [80n, -3, 'DecimalSI', '80m'],
  [1080n, -3, 'DecimalSI', '1080m', '1.08'],
  [108n, -2, 'DecimalSI', '1080m', '1080000000n'],
  [1234567n, 6, 'DecimalSI', '1234567M'],
  [1234567n, -3, 'BinarySI', '1234567m'],
  [3n, 3, 'DecimalSI', '3k'],
  [1025n, 0, 'BinarySI', '1025'],
  [0n, 0, 'DecimalSI', '0'],
  [0n, 0, 'BinarySI', '0'],
  [1n, 9, 'DecimalExponent', '1e9', '.001e12'],
  [1n, -3, 'DecimalExponent', '1e-3', '0.001e0'],
  [1n, -9, 'DecimalExponent', '1e-9', '1000e-12'],
  [80n, -3, 'DecimalExponent', '80e-3'],
  [300n, 6, 'DecimalExponent', '300e6'],
  [3n, 3, 'DecimalExponent', '3e3'],
  [0n, 0, 'DecimalExponent', '0', '00'],
  [1080n, -9, 'DecimalSI', '1080n'],
  [1n, -6, 'DecimalSI', '1u'],
  [1080n, -6, 'DecimalSI', '1080u'],
];

test.each(SPELLED)('%s times 10^%s in %s is spelled %s', (mantissa, exponent, format, canonical, other) => {
  expect(formatQuantity(decimal(mantissa, exponent, format))).toBe(canonical);
  expect(canonicalQuantity(canonical)).toBe(canonical);
  if (other !== undefined) expect(canonicalQuantity(other)).toBe(canonical);
  if (mantissa !== 0n) expect(formatQuantity(decimal(-mantissa, exponent, format))).toBe(`-${canonical}`);
});

// TestQuantityParseEmit, then what a real API server was seen to store, then numbers and the edges.
test.each<[string | number, string]>([
  ['.001Ki', '1024m'],
  ['.000001Ki', '1024u'],
  ['.000000001Ki', '1024n'],
  ['.000000000001Ki', '2n'],
  ['1000m', '1'],
  ['4000m', '4'],
  ['0.5', '500m'],
  ['0.01', '10m'],
  ['1.0', '1'],
  ['1000', '1k'],
  ['2000', '2k'],
  ['1000M', '1G'],
  ['1000G', '1T'],
  ['3072Mi', '3Gi'],
  ['1024Gi', '1Ti'],
  ['1.5Gi', '1536Mi'],
  ['1e3', '1e3'],
  ['5e0', '5'],
  ['0Mi', '0'],
  ['1.250', '1250m'],
  ['007', '7'],
  ['+1', '1'],
  ['999Ki', '999Ki'],
  ['687.5Ki', '704k'],
  ['7Ei', '7Ei'],
  ['8Ei', '9223372036854775807'],
  ['1000Ki', '1000Ki'],
  [10, '10'],
  [1.5, '1500m'],
  [1073741824, '1073741824'],
  [0.1, '100m'],
  [1e21, '1e21'],
  [1e-7, '100e-9'],
  [-0, '0'],
  ['1000E', '1000E'],
  ['1e99', '1e99'],
])('%s is stored as %s', (text, canonical) => {
  expect(canonicalQuantity(text)).toBe(canonical);
});

// TestQuantityParse's invalid spellings, then ours.
test.each<string | number>([
  '',
  '1.1.M',
  '1+1.0M',
  '0.1mi',
  '0.1am',
  'aoeu',
  '.5i',
  '1i',
  '-3.01i',
  '-3.01e-',
  ' 1',
  '1 ',
  '1\n',
  '1K',
  '1ki',
  '1e',
  '1e1.5',
  '1_000',
  '--1',
  '٣',
  'm',
  '.',
  '+',
  'Gi',
  '1e100',
  '1e-100',
  '1e4294967296',
  '9'.repeat(129),
  Number.NaN,
  Number.POSITIVE_INFINITY,
])('%j is no quantity', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
  expect(() => canonicalQuantity(text)).toThrow(RangeError);
});

describe('arithmetic', () => {
  it('rounds up to thousandths away from zero, as the API server does to resource lists', () => {
    const rounded = (text: string) => formatQuantity(ceilToMilli(quantity(text)));
    expect(rounded('0.1m')).toBe('1m');
    expect(rounded('1500u')).toBe('2m');
    expect(rounded('-1500u')).toBe('-2m');
    expect(rounded('1n')).toBe('1m');
    expect(rounded('2500m')).toBe('2500m');
  });

  it('takes the suffix family from the first amount that is not zero', () => {
    const sum = (a: string, b: string) => formatQuantity(addQuantities(quantity(a), quantity(b)));
    expect(sum('0', '1Gi')).toBe('1Gi');
    expect(sum('1Gi', '0')).toBe('1Gi');
    expect(sum('512Mi', '512Mi')).toBe('1Gi');
    expect(sum('500m', '1500m')).toBe('2');
    expect(sum('1Gi', '100M')).toBe('1173741824');
    expect(formatQuantity(subtractQuantities(quantity('0'), quantity('1Gi')))).toBe('-1Gi');
    expect(formatQuantity(subtractQuantities(quantity('2Gi'), quantity('512Mi')))).toBe('1536Mi');
  });

  it('multiplies exactly by whole numbers and by decimals', () => {
    expect(formatQuantity(multiplyQuantity(quantity('130Mi'), 3n))).toBe('390Mi');
    expect(formatQuantity(multiplyQuantity(quantity('4'), 1.5))).toBe('6');
    expect(formatQuantity(multiplyQuantity(quantity('250m'), 0.1))).toBe('25m');
    expect(formatQuantity(multiplyQuantity(quantity('1n'), 0.5))).toBe('1n');
    expect(formatQuantity(multiplyQuantity(quantity('-1n'), 0.5))).toBe('-1n');
    expect(() => multiplyQuantity(quantity('1'), Number.NaN)).toThrow(RangeError);
  });

  it('compares values, not spellings', () => {
    const compare = (a: string, b: string) => compareQuantities(quantity(a), quantity(b));
    expect(compare('100m', '50m')).toBe(1);
    expect(compare('50m', '100m')).toBe(-1);
    expect(compare('10000T', '100Gi')).toBe(1);
    expect(compare('1Ki', '1024')).toBe(0);
  });
});

describe('properties', () => {
  const formats = fc.constantFrom<QuantityFormat>('BinarySI', 'DecimalSI', 'DecimalExponent');
  const nanos = fc.oneof(
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 27n }),
    fc
      .tuple(fc.integer({ min: -2000, max: 2000 }), fc.nat(6))
      .map(([n, p]) => BigInt(n) * 1024n ** BigInt(p) * 10n ** 9n),
  );
  const amounts: fc.Arbitrary<Quantity> = fc
    .record({ nanos, format: formats })
    .filter((q) => q.format !== 'BinarySI' || (q.nanos < 2n ** 63n * 10n ** 9n && q.nanos > -(2n ** 63n) * 10n ** 9n));

  test('a written amount is read back with its value, and written the same again', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const text = formatQuantity(amount);
        const read = quantity(text);
        expect(read.nanos).toBe(amount.nanos);
        expect(formatQuantity(read)).toBe(text);
        expect(canonicalQuantity(text)).toBe(text);
      }),
    );
  });

  test('comparison, sum and difference agree', () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        expect(compareQuantities(subtractQuantities(a, b), quantity('0'))).toBe(compareQuantities(a, b));
        expect(compareQuantities(addQuantities(subtractQuantities(a, b), b), a)).toBe(0);
        expect(addQuantities(a, b).nanos).toBe(addQuantities(b, a).nanos);
        expect(compareQuantities(multiplyQuantity(a, 2n), addQuantities(a, a))).toBe(0);
        expect(compareQuantities(a, b) + compareQuantities(b, a)).toBe(0);
      }),
    );
  });

  test('no text throws or is written in a way that reads differently', () => {
    const hostile = fc.oneof(fc.string(), fc.stringMatching(/^[+-]?[0-9.]{0,40}[eEinumkKMGTP]{0,3}[-+]?[0-9]{0,4}$/));
    fc.assert(
      fc.property(hostile, (text) => {
        const read = parseQuantity(text);
        if (read === undefined) return;
        const canonical = formatQuantity(read);
        expect(quantity(canonical).nanos).toBe(read.nanos);
        expect(canonicalQuantity(text)).toBe(canonical);
      }),
      { numRuns: 500 },
    );
  });
});
