/**
 * Kubernetes quantities (`500m`, `2Gi`, `1e3`), exact.
 *
 * Upstream: k8s.io/apimachinery/pkg/api/resource, quantity.go and suffix.go. Values agree with upstream, including its
 * rounding (anything finer than a billionth goes up, away from zero) and its cap (binary amounts end at 2^63-1).
 * Three differences, each to be stricter or truer than upstream:
 * - a spelling needs a digit; upstream reads a bare `m`, `k` or `.` as zero, which nobody can have meant;
 * - exponents beyond 99 and spellings beyond 128 characters are no quantities, so hostile text costs nothing;
 * - amounts from 1000E keep their value when written; upstream writes 1000E as `1`, because it has no suffix for 10^21.
 */
export interface Quantity {
  /** The amount in billionths: `1` is 1_000_000_000n. */
  readonly nanos: bigint;
  /** The family of suffix that the amount is written with. */
  readonly format: QuantityFormat;
}

/** `Ki Mi Gi Ti Pi Ei`; `n u m k M G T P E` or none; `e3`. */
export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

const NANOS = 1_000_000_000n;
const NANOS_PER_MILLI = 1_000_000n;
const BINARY_MAXIMUM = (2n ** 63n - 1n) * NANOS;
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
/** From 10^-9 in steps of 10^3; the empty suffix stands at index 3. */
const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const MAXIMUM_EXPONENT = 99;
const MAXIMUM_LENGTH = 128;

const GRAMMAR = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;
const SMALL = /^[1-9]\d{0,2}(?:[mkMGTPE]|[KMGTP]i)?$/;

/**
 * The quantity that `text` spells, or undefined where it spells none. A JavaScript number stands for its decimal text,
 * as a bare number in YAML does. White space is not trimmed.
 */
export function parseQuantity(text: string | number): Quantity | undefined {
  const spelling = String(text);
  if (spelling.length > MAXIMUM_LENGTH) return undefined;
  const match = GRAMMAR.exec(spelling);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;

  const digits = BigInt(whole + fraction);
  const binary = suffix.endsWith('i');
  const exponent = binary ? 0 : decimalExponent(suffix);
  if (Math.abs(exponent) > MAXIMUM_EXPONENT) return undefined;
  const power = exponent - fraction.length + 9;
  const scaled = binary ? digits << BigInt(10 * BINARY_SUFFIXES.indexOf(suffix)) : digits;
  let nanos = power >= 0 ? scaled * 10n ** BigInt(power) : divideUp(scaled, 10n ** BigInt(-power));

  let format: QuantityFormat = 'DecimalSI';
  if (binary) {
    if (nanos > BINARY_MAXIMUM) nanos = BINARY_MAXIMUM;
    if (nanos === 0n || nanos >= NANOS) format = 'BinarySI';
  } else if (/^[eE]./.test(suffix)) {
    format = 'DecimalExponent';
  }
  return { nanos: sign === '-' ? -nanos : nanos, format };
}

function decimalExponent(suffix: string): number {
  const index = DECIMAL_SUFFIXES.indexOf(suffix);
  return index >= 0 ? 3 * index - 9 : Number(suffix.slice(1));
}

/**
 * The canonical spelling: no fraction, the largest suffix of its family that keeps the value, the sign only when it is
 * minus. A binary amount that no binary suffix fits is spelled in decimal (`512`, `1024m`, `704k`).
 */
export function formatQuantity({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0';
  if (format === 'BinarySI' && nanos % NANOS === 0n && absolute(nanos) >= 1024n * NANOS) {
    const [mantissa, times] = factorsOut(nanos / NANOS, 1024n, BINARY_SUFFIXES.length - 1);
    // Upstream writes 704000 for 687.5Ki, reads that as decimal and writes 704k from then on.
    if (times > 0) return `${mantissa}${BINARY_SUFFIXES[times]}`;
  }
  if (format === 'DecimalExponent') {
    const [mantissa, times] = factorsOut(nanos, 1000n, Number.POSITIVE_INFINITY);
    return times === 3 ? String(mantissa) : `${mantissa}e${3 * times - 9}`;
  }
  const [mantissa, times] = factorsOut(nanos, 1000n, DECIMAL_SUFFIXES.length - 1);
  return `${mantissa}${DECIMAL_SUFFIXES[times]}`;
}

/** `text` as the API server stores it. Throws a RangeError where `text` is not a quantity. */
export function canonicalQuantity(text: string | number): string {
  // One to three digits and a suffix have no shorter spelling; only with Ei they can be more than the cap.
  if (typeof text === 'string' && SMALL.test(text)) return text;
  const quantity = parseQuantity(text);
  if (quantity === undefined) throw new RangeError(`${JSON.stringify(text)} is not a quantity such as 500m, 2 or 4Gi`);
  return formatQuantity(quantity);
}

export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  return a.nanos === b.nanos ? 0 : a.nanos < b.nanos ? -1 : 1;
}

/** The sum, in the suffix family of `a`; of `b` where `a` is zero, so that a sum may start from nothing. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format };
}

/** The difference, in the suffix family of `a`; of `b` where `a` is zero. */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos - b.nanos, format: a.nanos === 0n ? b.format : a.format };
}

/**
 * `factor` times `q`. A number stands for its decimal text to nine places (1.5 is exact); what then is finer than a
 * billionth goes up, away from zero. Throws a RangeError where `factor` is not finite or beyond 10^99.
 */
export function multiplyQuantity(q: Quantity, factor: bigint | number): Quantity {
  if (typeof factor === 'bigint') return { nanos: q.nanos * factor, format: q.format };
  const times = parseQuantity(factor);
  if (times === undefined) throw new RangeError(`${factor} is not a finite factor`);
  return { nanos: divideUp(q.nanos * times.nanos, NANOS), format: q.format };
}

/** Rounded up to thousandths, away from zero: what the API server does to every resource list (core/v1 defaults.go). */
export function ceilToMilli(q: Quantity): Quantity {
  if (q.nanos % NANOS_PER_MILLI === 0n) return q;
  return { nanos: divideUp(q.nanos, NANOS_PER_MILLI) * NANOS_PER_MILLI, format: q.format };
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The quotient, rounded away from zero; the divisor is positive. */
function divideUp(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  if (quotient * divisor === value) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

/** How often, up to `limit`, `factor` divides `value`, and what is left of it. */
function factorsOut(value: bigint, factor: bigint, limit: number): [left: bigint, times: number] {
  let left = value;
  let times = 0;
  while (times < limit && left % factor === 0n) {
    left /= factor;
    times += 1;
  }
  return [left, times];
}
