import type { Document, Node, YAMLParseError } from 'yaml';
import { secondParser } from './second-parser.js';
import type { Span } from './source.js';

/** A syntax error in the words of somebody who wrote the file, not of a parser. */
export interface Advice {
  readonly message: string;
  readonly hint?: string;
  /** Where the mistake is, which may be long before the place where the parser gave up. */
  readonly span: Span;
}

export function adviceOn(text: string, document: Document.Parsed, error: YAMLParseError): Advice {
  const [start, end] = error.pos;
  const [reason = ''] = error.message.split('\n', 1);
  const span = { start, end: Math.max(end, start + 1) };
  for (const [code, pattern, advise] of ADVICE) {
    if (error.code !== code) continue;
    const match = pattern.exec(reason);
    if (match !== null) return { span, ...advise({ text, document, span, match }) };
  }
  return { span, message: `${reason.charAt(0).toLowerCase()}${reason.slice(1)}` };
}

interface Found {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly span: Span;
  readonly match: RegExpExecArray;
}

type Rule = [
  code: YAMLParseError['code'],
  reason: RegExp,
  advise: (found: Found) => Omit<Advice, 'span'> & { span?: Span },
];

const ADVICE: readonly Rule[] = [
  [
    'MISSING_CHAR',
    /^Missing closing (["'])quote/,
    ({ document, span, match: [, quote] }) => ({
      message: `the quote ${quote} that opens here is never closed`,
      hint: 'close it at the end of the text',
      ...startingAt(lastQuoted(document, span.start)),
    }),
  ],
  [
    'BAD_INDENT',
    /^Flow (?:map|sequence) in block collection must .* end with a (.)/,
    ({ text, document, span, match: [, closing = ''] }) => ({
      message: `the ${closing === ']' ? 'list' : 'mapping'} that opens here is not closed`,
      hint: `close it with ${closing}`,
      ...startingAt(lastOpen(text, document, closing, span.start)),
    }),
  ],
  [
    'BAD_INDENT',
    /^All mapping items must start at the same column/,
    ({ text, span }) => ({
      message: 'the field does not start in the column of the fields above',
      hint: 'mend the indentation',
      span: onFirstWord(text, span.start),
    }),
  ],
  [
    'TAB_AS_INDENT',
    /^Tabs are not allowed as indentation/,
    () => ({ message: 'a tab is not allowed as indentation', hint: 'indent with spaces' }),
  ],
  [
    'UNEXPECTED_TOKEN',
    /^Unexpected flow-(?:seq|map)-end token in YAML (?:stream|document)/,
    ({ text, span }) => ({ message: `${text.charAt(span.start)} closes nothing that is open`, hint: 'remove it' }),
  ],
  [
    'UNEXPECTED_TOKEN',
    /^Unexpected alias at node end/,
    ({ text, span }) => ({
      message: 'a value that starts with * is an alias, which stands alone',
      hint: 'quote the value if it is text, such as a cron schedule',
      ...startingAt(firstAlias(text, span.start)),
    }),
  ],
  [
    'UNEXPECTED_TOKEN',
    /^Unexpected block-seq-ind on same line with key/,
    () => ({ message: 'a list cannot start on the line of its field', hint: 'put each "- " on a line of its own' }),
  ],
  [
    'UNEXPECTED_TOKEN',
    /^Unexpected \S+ at node end/,
    () => ({
      message: 'the value before this has ended',
      hint: "quote the whole value (an apostrophe inside of '…' is written twice), or mend the indentation",
    }),
  ],
  [
    'MULTILINE_IMPLICIT_KEY',
    /^/,
    ({ text, span }) => ({
      message: 'this line is no field',
      hint: 'a field is `name: value`: is the colon missing, or the indentation wrong?',
      span: onFirstWord(text, span.start),
    }),
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /^/,
    () => ({
      message: 'a single value cannot hold fields',
      hint: 'quote the value if it is text with a colon, or mend the indentation of the next line',
    }),
  ],
  [
    'BAD_SCALAR_START',
    / (\S)$/,
    ({ match: [, character] }) => ({ message: `a value cannot start with ${character}`, hint: 'quote it' }),
  ],
  [
    'BAD_DQ_ESCAPE',
    /^Invalid escape sequence (.*)/,
    ({ span, match: [, written = ''] }) => ({
      message: `there is no escape ${written}`,
      hint: 'write \\\\ for a backslash, or use single quotes',
      span: { start: span.start, end: span.start + written.length },
    }),
  ],
];

function startingAt(start: number | undefined): { span?: Span } {
  return start === undefined ? {} : { span: { start, end: start + 1 } };
}

function lastQuoted(document: Document.Parsed, before: number): number | undefined {
  const { isScalar } = secondParser();
  return lastOf(document, before, (node) => isScalar(node) && /^QUOTE_/.test(node.type ?? ''));
}

function lastOpen(text: string, document: Document.Parsed, closing: string, before: number): number | undefined {
  const { isCollection } = secondParser();
  const opening = closing === ']' ? '[' : '{';
  return lastOf(
    document,
    before,
    (node, start, end) =>
      isCollection(node) && node.flow === true && text[start] === opening && text[end - 1] !== closing,
  );
}

/** Where the last node that `wanted` accepts starts, in the order of the text. */
function lastOf(
  document: Document.Parsed,
  before: number,
  wanted: (node: Node, start: number, end: number) => boolean,
): number | undefined {
  let last: number | undefined;
  secondParser().visit(document, {
    Node(_, node) {
      const [start, end] = node.range ?? [before + 1, 0];
      if (start <= before && wanted(node, start, end)) last = start;
    },
  });
  return last;
}

function firstAlias(text: string, at: number): number | undefined {
  const start = text.lastIndexOf('\n', at) + 1;
  const match = /(?:^|[\s[{,])(?=\*)/.exec(text.slice(start, at));
  return match === null ? undefined : start + match.index + match[0].length;
}

/** The first word of the line, or of what is left of it. */
function onFirstWord(text: string, at: number): Span {
  const start = at + (/^[ \t]*/.exec(text.slice(at))?.[0].length ?? 0);
  const length = /^\S+/.exec(text.slice(start))?.[0].length ?? 1;
  return { start, end: start + length };
}
