/**
 * What an unquoted scalar means to kubectl and Argo CD, which read YAML with sigs.k8s.io/yaml: YAML 1.1 as Go's yaml.v2
 * takes it (go.yaml.in/yaml/v2, resolve.go), where `y` and `on` are booleans, `0777` is octal and `12:30` is text.
 * Undefined for what JSON cannot carry: infinities, and what is not a number.
 */
export function goScalar(text: string): string | number | boolean | null | undefined {
  const hint = text.charCodeAt(0);
  // Words are by far the most frequent scalars; those with a meaning begin with one of `yYnNtTfFoO~`.
  if (hint > 0x39) return WORDS.has(text) ? WORDS.get(text) : text;
  if (Number.isNaN(hint)) return null;
  if (hint < 0x2b || hint === 0x2c || hint === 0x2f) return text;
  return NOT_FINITE.test(text) ? undefined : numberOf(text, hint);
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);

const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const POINT = 0x2e;
/** What strconv.ParseFloat takes after a point; underscores it takes between digits. */
const FRACTION = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+)?$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** As strconv.ParseInt reads them when it is not told a base. */
const BASED = /^([-+]?)0(?:[xX]([0-9a-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;

function numberOf(text: string, hint: number): string | number {
  if (hint === POINT) return FRACTION.test(text) ? finite(text, text.replaceAll('_', '')) : text;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (DECIMAL.test(plain)) return finite(text, plain);
  return basedNumber(plain) ?? (FLOAT.test(plain) ? finite(text, plain) : text);
}

function finite(text: string, plain: string): string | number {
  const value = Number(plain);
  // JSON has no negative zero that survives a round trip.
  return Number.isFinite(value) ? value || 0 : text;
}

/** Undefined for what is none, or takes more than 64 bits. */
function basedNumber(plain: string): number | undefined {
  const match = BASED.exec(plain);
  if (match === null) return undefined;
  const [, sign, hexadecimal, binary, octal] = match;
  const digits = hexadecimal === undefined ? (binary === undefined ? `0o${octal}` : `0b${binary}`) : `0x${hexadecimal}`;
  if (digits.length > 80) return undefined;
  const value = BigInt(digits);
  const limit = sign === '' ? MAX_UNSIGNED : sign === '-' ? MAX_SIGNED + 1n : MAX_SIGNED;
  return value > limit ? undefined : Number(sign === '-' ? -value : value);
}

const MAX_SIGNED = 2n ** 63n - 1n;
const MAX_UNSIGNED = 2n ** 64n - 1n;
