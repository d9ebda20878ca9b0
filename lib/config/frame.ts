import type { Colors } from 'picocolors/types.js';
import { lineText } from './lines.js';
import { printable } from './printable.js';
import type { Position, SourceFile } from './source.js';

const MAX_WIDTH = 120;
/** What is kept of a long line before the column in question. */
const BEFORE = 40;

const TAB = '    ';

/** The line in question and the one before it, with the found text underlined. */
export function codeFrame(file: SourceFile, position: Position, colours: Colors): string[] {
  const text = lineText(file, position.line);
  if (text === undefined) return [];
  const width = Math.max(String(position.line).length, 4);
  const from = text.length > MAX_WIDTH ? startOfCut(text, position.column - 1) : 0;
  const gutter = (mark: string, line: string) => colours.dim(`${mark} ${line.padStart(width)} |`);
  const frame: string[] = [];
  const before = position.line > 1 ? lineText(file, position.line - 1) : undefined;
  if (before !== undefined && before.trim() !== '')
    frame.push(`${gutter(' ', String(position.line - 1))} ${cut(before, before.length > MAX_WIDTH ? from : 0)}`);
  frame.push(`${gutter('>', String(position.line))} ${cut(text, from)}`.trimEnd());
  const indent = `${from > 0 ? '…' : ''}${shown(text.slice(from, position.column - 1))}`.length;
  const end = Math.min(position.endColumn - 1, from + MAX_WIDTH);
  const carets = Math.max(shown(text.slice(position.column - 1, end)).length, 1);
  frame.push(`${gutter(' ', '')} ${' '.repeat(indent)}${colours.red('^'.repeat(carets))}`);
  return frame;
}

function startOfCut(text: string, column: number): number {
  const from = Math.max(Math.min(column - BEFORE, text.length - MAX_WIDTH), 0);
  // Not between the halves of a surrogate pair.
  return from > 0 && /[\udc00-\udfff]/.test(text.charAt(from)) ? from - 1 : from;
}

function cut(text: string, from: number): string {
  const part = shown(text.slice(from, from + MAX_WIDTH));
  return `${from > 0 ? '…' : ''}${part}${from + MAX_WIDTH < text.length ? '…' : ''}`;
}

/** Tabs become spaces so that the carets below stand where the eye expects them. */
function shown(text: string): string {
  return printable(text.replaceAll('\t', TAB));
}
