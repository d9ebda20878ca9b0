/**
 * What an unquoted YAML scalar means: the core schema of YAML 1.2, and a refusal for every number that YAML 1.1 readers
 * (PyYAML, Go's yaml.v2 and with it kubectl) take for another one than YAML 1.2 readers do, or that a JSON number cannot
 * carry. A value that means 420 to one reader and 644 to the next must not decide about isolation. Words that only YAML
 * 1.1 takes for booleans (yes, off) are text, and so are 12:30 and dates: where a field needs something else it says so.
 */
export type Scalar = { value: string | number | boolean | null } | { refused: string; hint: string };

const NULL = /^(?:|~|null|Null|NULL)$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const INTEGER = /^[-+]?[0-9]+$/;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const LEADING_ZERO = /^[-+]?0[0-9]+$/;
const OCTAL = /^[-+]?0o[0-7]+$/;
const BINARY = /^[-+]?0b[01_]+$/;
const SIGNED_HEXADECIMAL = /^[-+]0x[0-9a-fA-F_]+$/;
/** Only spellings that a YAML 1.1 reader takes for a number: `1_000` and `1_0.5`, not `_1` or `a_1`. */
const UNDERSCORES = /^(?:[-+]?[0-9][0-9]*_[0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|0x[0-9a-fA-F]*_[0-9a-fA-F_]*)$/;

export function plainScalar(text: string): Scalar {
  if (NULL.test(text)) return { value: null };
  if (TRUE.test(text)) return { value: true };
  if (FALSE.test(text)) return { value: false };
  // Words are by far the most frequent scalars; a number starts with one of these.
  if (!/^[-+.0-9]/.test(text)) return { value: text };
  const ambiguous = ambiguity(text);
  if (ambiguous !== undefined) return ambiguous;
  if (NOT_FINITE.test(text)) return { refused: `${text} is not a number that JSON can carry`, hint: quoted(text) };
  if (!INTEGER.test(text) && !FLOAT.test(text) && !HEXADECIMAL.test(text)) return { value: text };
  return exact(text, Number(text));
}

function exact(text: string, value: number): Scalar {
  if (!Number.isFinite(value)) return { refused: `${text} is too large for a number`, hint: quoted(text) };
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return { refused: `${text} is beyond 2^53 and would lose digits as a number`, hint: quoted(text) };
  // JSON has no negative zero that survives a round trip.
  return { value: value === 0 ? 0 : value };
}

function ambiguity(text: string): Scalar | undefined {
  if (LEADING_ZERO.test(text))
    return {
      refused: `${text} has a leading zero: YAML 1.1 reads it as octal, YAML 1.2 as decimal`,
      hint: `write the decimal number without leading zeros${octalHint(text)}, or quote it if it is text: '${text}'`,
    };
  if (OCTAL.test(text) || BINARY.test(text) || SIGNED_HEXADECIMAL.test(text))
    return {
      refused: `${text} is a number to some YAML readers and text to others`,
      hint: `write the number in decimal, or quote it if it is text: '${text}'`,
    };
  if (UNDERSCORES.test(text))
    return {
      refused: `${text} is a number to YAML 1.1 and text to YAML 1.2`,
      hint: `write the number without underscores, or quote it if it is text: '${text}'`,
    };
  return undefined;
}

/** File modes are the usual case: whoever writes 0644 means 420. */
function octalHint(text: string): string {
  if (!/^0[0-7]{3}$/.test(text)) return '';
  return ` (octal ${text} is ${Number.parseInt(text, 8)})`;
}

function quoted(text: string): string {
  return `quote it if it is text: '${text}'`;
}
