/**
 * How one string is written so that every reader of YAML gives the same string back: YAML 1.1 (kubectl, go-yaml, older
 * js-yaml) and YAML 1.2 alike. The rule is an allow-list: what is not known to be safe unquoted is quoted, and quoted
 * text uses only escapes that both YAML versions share.
 */

/** Thrown without a path: only the caller knows where the string stands. */
export class UnwritableString extends Error {}

/** YAML 1.1 reads these as booleans or null, in any case. */
const WORDS_WITH_A_MEANING = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
const LONGEST_WORD_WITH_A_MEANING = 5;

const LETTER = 1;
const DIGIT = 2;
const MAY_FOLLOW_DIGIT = 4;
const NEVER_NUMERIC = 8;
const SIGN = 16;

const CLASS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  let bits = 0;
  if (/[A-Za-z]/.test(char)) bits |= LETTER;
  if (/[0-9]/.test(char)) bits |= DIGIT;
  if (/[+-]/.test(char)) bits |= SIGN;
  if (/[A-Za-z0-9./-]/.test(char)) bits |= MAY_FOLLOW_DIGIT;
  // What no number, date or time holds in any YAML version, so that `100m`, `5Gi`, `30s` and `10.0.0.0/8` are only
  // text. Left out: hexadecimal digits, the letters of 0x 0o 0b, exponents, and the T and Z of a timestamp.
  if (/[g-nq-su-wyG-NQ-SU-WY/]/.test(char)) bits |= NEVER_NUMERIC;
  return bits;
});

const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const UPPER_E = 0x45;
const LOWER_E = 0x65;
const TILDE = 0x7e;
const TAB = 0x09;
const NEWLINE = 0x0a;

function hasClass(code: number, bits: number): boolean {
  return code < 128 && ((CLASS[code] as number) & bits) !== 0;
}

/** `/path`, a letter, or the dashes and letter of a command-line flag; never `- `, `---` or a negative number. */
function startsLikeText(text: string): boolean {
  if (text.charCodeAt(0) === SLASH) return true;
  let at = 0;
  if (text.charCodeAt(0) === DASH) at = text.charCodeAt(1) === DASH ? 2 : 1;
  const letter = text.charCodeAt(at);
  if (!hasClass(letter, LETTER)) return false;
  // A reader of YAML 1.1 takes `e1` and `-E+5` for numbers without digits before the exponent.
  return (letter !== LOWER_E && letter !== UPPER_E) || !hasClass(text.charCodeAt(at + 1), DIGIT | SIGN);
}

/** Printable ASCII on one line, without what starts a comment or a mapping, and without spaces a reader may drop. */
function staysText(text: string): boolean {
  let previous = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < SPACE || code > TILDE) return false;
    if (code === SPACE && (previous === COLON || previous === SPACE)) return false;
    if (code === HASH && previous === SPACE) return false;
    previous = code;
  }
  return previous !== COLON && previous !== SPACE;
}

function isQuantityLike(text: string): boolean {
  let numeric = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!hasClass(code, MAY_FOLLOW_DIGIT)) return false;
    if (hasClass(code, NEVER_NUMERIC)) numeric = false;
  }
  return !numeric;
}

function isPlain(text: string): boolean {
  if (text.length === 0) return false;
  if (hasClass(text.charCodeAt(0), DIGIT)) return isQuantityLike(text);
  if (!startsLikeText(text) || !staysText(text)) return false;
  return text.length > LONGEST_WORD_WITH_A_MEANING || !WORDS_WITH_A_MEANING.has(text.toLowerCase());
}

/**
 * Characters that a reader may refuse, read as a line break or drop, and those that hide or reorder text on a
 * reviewer's screen. Fixed ranges, not Unicode properties: these would differ between versions of Node.
 */
const RANGES_TO_ESCAPE =
  '\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\ufdd0-\\ufdef\\ufeff\\ufff0-\\ufffc\\ufffe\\uffff' +
  '\\u{1fffe}\\u{1ffff}\\u{2fffe}-\\u{2ffff}\\u{3fffe}-\\u{10ffff}';
const TO_ESCAPE = new RegExp(`[${RANGES_TO_ESCAPE}]`, 'u');
const ALL_TO_ESCAPE = new RegExp(TO_ESCAPE.source, 'gu');
const LONE_SURROGATE = /\p{Surrogate}/u;

/** kubectl refuses the surrogate pairs of JSON (`\ud83d\ude00`), so that characters beyond U+FFFF take the long form. */
function escapeCharacter(char: string): string {
  const code = char.codePointAt(0) as number;
  const digits = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > TILDE) return false;
  return true;
}

function refuseLoneSurrogate(text: string): void {
  if (LONE_SURROGATE.test(text)) {
    throw new UnwritableString('half of a surrogate pair, which is not valid Unicode');
  }
}

function quote(text: string): string {
  const quoted = JSON.stringify(text);
  if (isAscii(text)) return quoted;
  refuseLoneSurrogate(text);
  return quoted.replace(ALL_TO_ESCAPE, escapeCharacter);
}

/** Manifests repeat a few hundred words thousands of times; a decided short string is not looked at again. */
const DECIDED = new Map<string, string>();
const MOST_DECIDED = 20_000;
const LONGEST_DECIDED = 80;

/** The string on one line: unquoted where that is safe, else in double quotes. */
export function writeString(text: string): string {
  if (text.length > LONGEST_DECIDED) return isPlain(text) ? text : quote(text);
  let written = DECIDED.get(text);
  if (written === undefined) {
    written = isPlain(text) ? text : quote(text);
    if (DECIDED.size >= MOST_DECIDED) DECIDED.clear();
    DECIDED.set(text, written);
  }
  return written;
}

/**
 * Whether every reader keeps the text of these lines as they stand. Tabs that a reader may take for indentation and
 * lines of spaces only, which a reader may cut, are left to quoted text.
 */
function canBeBlock(text: string): boolean {
  let onlySpaces = true;
  let spaces = 0;
  let empty = true;
  let ascii = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === NEWLINE) {
      if (onlySpaces && spaces > 0) return false;
      onlySpaces = true;
      spaces = 0;
    } else if (code === SPACE) {
      spaces++;
    } else {
      if (code < SPACE && (code !== TAB || onlySpaces)) return false;
      if (code > TILDE) ascii = false;
      onlySpaces = false;
      empty = false;
    }
  }
  if (empty || (onlySpaces && spaces > 0)) return false;
  if (ascii) return true;
  refuseLoneSurrogate(text);
  return !TO_ESCAPE.test(text);
}

/**
 * The string as a literal block (`|`) whose lines stand at `indent`, two columns inside their parent; without the last
 * line break. Undefined where only quoted text is safe. Never folded: a reviewer sees the lines of the script.
 */
export function writeBlock(text: string, indent: string): string | undefined {
  if (!text.includes('\n') || !canBeBlock(text)) return undefined;
  const lines = text.split('\n');
  let header = '|-';
  if (text.endsWith('\n')) {
    lines.pop();
    header = text.endsWith('\n\n') ? '|+' : '|';
  }
  // A reader takes the indentation from the first line that is not empty, unless the header states it.
  if (lines.find((line) => line !== '')?.charCodeAt(0) === SPACE) header = `|2${header.slice(1)}`;
  let block = header;
  for (const line of lines) block += line === '' ? '\n' : `\n${indent}${line}`;
  return block;
}
