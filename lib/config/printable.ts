/**
 * Characters that a terminal acts on instead of showing: control characters, and those that turn the direction of the
 * text around, with which a line can be made to read as its opposite. And those that a person cannot tell from a space
 * or from nothing at all, which hide differences of names.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\x00-\x1f\x7f-\x9f\ufff9-\ufffb]|(?! )[\p{Zs}\p{Zl}\p{Zp}]|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu;

/** Any text as one line that is safe to print. */
export function printable(text: string): string {
  return text.replace(INVISIBLE, escapeOf);
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
