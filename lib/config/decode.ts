import { isUtf8 } from 'node:buffer';
import { forbiddenCharacter } from './characters.js';
import type { Problem } from './problem.js';
import type { SourceFile } from './source.js';

/** The text of a declaration, or why its bytes are none. */
export function decode(path: string, bytes: Uint8Array): SourceFile | Problem {
  const file = decodeText(path, bytes);
  return 'text' in file ? (forbiddenCharacter(file, 0) ?? file) : file;
}

/** The text of any file, or why its bytes are none. A byte order mark is dropped, so that columns count what one sees. */
export function decodeText(path: string, bytes: Uint8Array): SourceFile | Problem {
  if (isUtf16(bytes)) {
    const message = 'the file is UTF-16, not UTF-8';
    return { place: { file: { path, text: '' } }, message, hint: 'save it as UTF-8' };
  }
  const file = { path, text: new TextDecoder('utf-8').decode(bytes) };
  if (isUtf8(bytes)) return file;
  const { offset, start } = firstInvalidByte(bytes, file.text);
  const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0');
  return {
    place: { file, span: { start, end: start + 1 } },
    message: `the file is not UTF-8: byte 0x${byte} at offset ${offset}`,
    hint: 'save it as UTF-8',
  };
}

/** By its byte order mark, or by the empty half of its first two characters: declarations begin with ASCII. */
function isUtf16([first, second, third, fourth]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const [high, low] = [first === 0 && third === 0, second === 0 && fourth === 0];
  return high !== low && fourth !== undefined;
}

/**
 * The decoder puts U+FFFD where bytes are wrong; one that was written in the file is three bytes long there. `start` is
 * the place of the first wrong one in the text.
 */
function firstInvalidByte(bytes: Uint8Array, text: string): { offset: number; start: number } {
  let offset = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let start = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const written = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (code === 0xfffd && !written) break;
    offset += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    start += character.length;
  }
  return { offset, start };
}
