import type { Json } from '../../kubernetes/json.js';
import { goScalar } from './scalar.js';

/** Thrown where a text is not in the style that is read here. It may be right all the same: the parser decides. */
export const OTHER_STYLE = Symbol('other style');

const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const DASH = 0x2d;

const STARTS_TEXT = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[A-Za-z0-9_/.+$(~]/.test(String.fromCharCode(code))),
);

/** A longer text with escapes is rare, and the pattern takes memory for each character. */
const LONGEST_ESCAPED = 100_000;

/** What JSON and YAML both take, and take for the same. */
const JSON_TEXT = /^"(?:[^"\\]|\\["\\bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"$/;

/** A value that stands on one line, as a program writes it: quoted, empty, or plain. */
export function plainLine(written: string): Json {
  const first = written.charCodeAt(0);
  if (first === DOUBLE_QUOTE) {
    if (!written.includes('\\')) return unquoted(written, '"');
    if (written.length > LONGEST_ESCAPED || !JSON_TEXT.test(written)) throw OTHER_STYLE;
    return JSON.parse(written);
  }
  if (first === SINGLE_QUOTE) return unquoted(written, "'");
  if (written === '{}') return {};
  if (written === '[]') return [];
  const startsText = STARTS_TEXT[first] === 1 || (first === DASH && written.length > 1 && written[1] !== ' ');
  if (!startsText || written.includes(': ') || written.includes(' #') || written.endsWith(':')) throw OTHER_STYLE;
  const value = goScalar(written);
  if (value === undefined) throw OTHER_STYLE;
  return value;
}

/** The quotes are the only ones, and end what stands there. */
function unquoted(written: string, quote: string): string {
  if (written.indexOf(quote, 1) !== written.length - 1 || written.length < 2) throw OTHER_STYLE;
  return written.slice(1, -1);
}
