import { isObject, type Json, type JsonObject } from '../kubernetes/json.js';
import type { Problem } from './problem.js';
import { secondParser } from './second-parser.js';
import type { SourceDocument, SourceFile, Span } from './source.js';
import { MAX_RECOVERY_CHARACTERS } from './syntax.js';

/**
 * The rare corners of YAML where readers were found to differ, each with a name that a person understands. A file that
 * uses one is read by a second parser as well; where the two see different data, nobody can say what was meant.
 */
const CORNERS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^ *\t/m, 'a tab at the start of a line'],
  [/^ +\r?$/m, 'a line of nothing but spaces'],
  [/^ *\.\.\.(?=\s|$)/m, 'a document end marker (...)'],
  [/^ +---(?=\s|$)/m, 'an indented document marker (---)'],
  [/[|>](?:[-+]?[1-9]|\+)/, 'a text block with an indentation or a plus sign'],
  [/(?:^|[\s,[{])&[^\s&]/m, 'an anchor (&)'],
  [/(?:^|[\s,[{])\?(?=\s|$)/m, 'an explicit key (?)'],
];

/** A problem when the file has a corner in it and the second parser does not see what the first has seen. */
export function disagreement(file: SourceFile, documents: readonly SourceDocument[]): Problem | undefined {
  const corner = firstCorner(file.text);
  if (corner === undefined) return undefined;
  const place = { file, span: corner.span };
  if (file.text.length > MAX_RECOVERY_CHARACTERS) {
    const limit = MAX_RECOVERY_CHARACTERS.toLocaleString('en-US');
    const message = `${corner.name} in a file of more than ${limit} characters, where it is not checked`;
    return { place, message, hint: 'write it without, or split the file' };
  }
  const difference = compare(file.text, documents);
  if (difference === undefined) return undefined;
  const message = `YAML readers disagree about this file, which has ${corner.name} here: ${difference.reason}`;
  return {
    place: { file, span: difference.span ?? corner.span },
    message,
    hint: 'write it without, so that every reader sees the same',
  };
}

function firstCorner(text: string): { name: string; span: Span } | undefined {
  for (const [pattern, name] of CORNERS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const start = match.index + (/\s/.test(match[0].charAt(0)) && match[0].trim() !== '' ? 1 : 0);
    return { name, span: { start, end: match.index + match[0].length } };
  }
  return undefined;
}

function compare(text: string, documents: readonly SourceDocument[]): { reason: string; span?: Span } | undefined {
  try {
    const options = { schema: 'core', merge: false, prettyErrors: false, logLevel: 'silent' } as const;
    const others = secondParser().parseAllDocuments(text, options);
    const error = [...others].flatMap((other) => other.errors)[0];
    if (error !== undefined) {
      const [start, end] = error.pos;
      return { reason: `one of them says: ${error.message}`, span: { start, end } };
    }
    const numbers = new Set(documents.map(({ index }) => index));
    for (const [index, other] of [...others].entries()) {
      if (!numbers.has(index) && other.toJS() !== null) return { reason: 'they see different documents' };
    }
    for (const { index, data } of documents) {
      const other: unknown = others[index]?.toJS({ maxAliasCount: -1 });
      if (!isSame(data, other)) return { reason: 'they see different values' };
    }
    return undefined;
  } catch {
    return { reason: 'one of them cannot read it' };
  }
}

function isSame(one: Json, other: unknown): boolean {
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => isSame(item, other[index]))
    );
  if (!isObject(one)) return one === other;
  return isObject(other) && hasSameFields(one, other);
}

function hasSameFields(one: JsonObject, other: JsonObject): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isSame(one[key] ?? null, other[key] ?? null));
}
