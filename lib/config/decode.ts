import { isUtf8 } from 'node:buffer';
import { forbiddenCharacter } from './characters.js';
import type { Problem } from './problem.js';
import type { SourceFile } from './source.js';

/** The text of a file, or why its bytes are none. A byte order mark is dropped, so that columns count what one sees. */
export function decode(path: string, bytes: Uint8Array): SourceFile | Problem {
  const nothing: SourceFile = { path, text: '' };
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { place: { file: nothing }, message: 'the file is UTF-16, not UTF-8', hint: 'save it as UTF-8' };
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!isUtf8(bytes)) {
    const offset = firstInvalidByte(bytes, text);
    const byte = (bytes[offset] ?? 0).toString(16).padStart(2, '0');
    const line = bytes.subarray(0, offset).reduce((count, each) => count + (each === 0x0a ? 1 : 0), 1);
    const message = `the file is not UTF-8: byte 0x${byte} at offset ${offset}, on line ${line}`;
    return { place: { file: nothing }, message, hint: 'save it as UTF-8' };
  }
  const file = { path, text };
  return forbiddenCharacter(file) ?? file;
}

/** The decoder puts U+FFFD where bytes are wrong; one that was written in the file is three bytes long there. */
function firstInvalidByte(bytes: Uint8Array, text: string): number {
  let offset = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const written = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (code === 0xfffd && !written) return offset;
    offset += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return offset;
}
