import type { Problem } from './problem.js';
import type { SourceFile } from './source.js';

/**
 * What a declaration may not hold as a raw character: what YAML forbids (control characters, half surrogate pairs),
 * and what one YAML reader takes for the end of a line and the next one does not (a lone carriage return, next line,
 * line and paragraph separators, a byte order mark inside the text). And noncharacters, which Unicode sets aside for the
 * inside of programs: provenance.ts puts marks made of them around declared values. And those that turn the direction
 * of text around: a reviewer would read another line than the one that is rendered ("Trojan Source", CVE-2021-42574).
 */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]|\r(?!\n)|\p{Surrogate}|\p{Noncharacter_Code_Point}/u;

const NAMES: Record<number, string> = {
  0: 'a NUL character',
  13: 'a carriage return without a line feed',
  27: 'an escape character',
  133: 'a next line character (U+0085)',
  8232: 'a line separator (U+2028)',
  8233: 'a paragraph separator (U+2029)',
  65279: 'a byte order mark (U+FEFF) inside the text',
};

/** A mark that opens the file says nothing but UTF-8, which is what we read anyway. */
const afterMark = (text: string) => (text.charCodeAt(0) === 0xfeff ? 1 : 0);

export function forbiddenCharacter(file: SourceFile, from = afterMark(file.text)): Problem | undefined {
  const match = FORBIDDEN.exec(from === 0 ? file.text : file.text.slice(from));
  if (match === null) return undefined;
  const start = match.index + from;
  const code = file.text.codePointAt(start) ?? 0;
  const name = NAMES[code] ?? kindOf(match[0]);
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    place: { file, span: { start, end: start + match[0].length } },
    message: `${name}${name.includes('U+') ? '' : ` (${number})`} cannot stand in a declaration`,
    hint: hintFor(code, name),
  };
}

const NONCHARACTER = 'a noncharacter';

function kindOf(character: string): string {
  if (isNoncharacter(character)) return NONCHARACTER;
  if (/\p{Surrogate}/u.test(character)) return 'half a surrogate pair';
  return /\p{Bidi_Control}/u.test(character) ? 'a character that turns text around' : 'a control character';
}

function hintFor(code: number, name: string): string {
  if (code === 0x0d) return 'end lines with a line feed';
  return name === NONCHARACTER ? 'remove it' : 'remove it; inside a double-quoted text write it as an escape';
}

/** Whether the text holds a code point that Unicode will never make a character of: U+FDD0 to U+FDEF, and U+xxFFFE, U+xxFFFF. */
export function isNoncharacter(text: string): boolean {
  return /\p{Noncharacter_Code_Point}/u.test(text);
}
