import type { Position, SourceFile, Span } from './source.js';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;

const startsOf = new WeakMap<SourceFile, readonly number[]>();

/** Offsets at which the lines of a file start. A line ends with a line feed, with or without a carriage return. */
function lineStarts(file: SourceFile): readonly number[] {
  let starts = startsOf.get(file);
  if (starts === undefined) {
    const found = [file.text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
    for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) found.push(at + 1);
    starts = found;
    startsOf.set(file, starts);
  }
  return starts;
}

/** The line's text without its line break; undefined when the file has no such line. */
export function lineText(file: SourceFile, line: number): string | undefined {
  const starts = lineStarts(file);
  const start = starts[line - 1];
  if (start === undefined) return undefined;
  return file.text.slice(start, lineEnd(file, starts, line));
}

function lineEnd(file: SourceFile, starts: readonly number[], line: number): number {
  const next = starts[line];
  if (next === undefined) return file.text.length;
  return file.text.charCodeAt(next - 2) === CARRIAGE_RETURN && file.text.charCodeAt(next - 1) === LINE_FEED
    ? next - 2
    : next - 1;
}

/** Where a span begins; what reaches beyond the first line is not underlined. */
export function positionOf(file: SourceFile, span: Span): Position {
  const starts = lineStarts(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= span.start) low = middle;
    else high = middle - 1;
  }
  const lineStart = starts[low] ?? 0;
  const column = Math.max(span.start - lineStart, 0) + 1;
  const end = Math.min(span.end, lineEnd(file, starts, low + 1)) - lineStart + 1;
  return { line: low + 1, column, endColumn: Math.max(end, column + 1) };
}
