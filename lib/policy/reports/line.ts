import { printable } from '../../config/printable.js';

/** A message quotes what it found, and what it found can be a megabyte. */
const MAX_LENGTH = 1000;

/** Any text as one line that is safe to show, of a length that somebody reads. */
export function line(text: string): string {
  return printable(text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text);
}
