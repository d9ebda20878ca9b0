import { YAMLException } from 'js-yaml';
import { positionOf } from './lines.js';
import { MAX_DEPTH } from './nodes.js';
import type { Problem } from './problem.js';
import { secondParser } from './second-parser.js';
import type { SourceFile } from './source.js';
import { type Advice, adviceOn } from './syntax-advice.js';

/**
 * The second parser recovers from errors and so finds all of them, at about eight times the price and with memory for
 * every token: beyond this size a file gets only its first error.
 */
export const MAX_RECOVERY_CHARACTERS = 64 * 1024;

/** What follows a syntax error is often only its echo. */
const MAX_SYNTAX_PROBLEMS = 10;

/** Judged by our own reader, with better words, once the syntax is right. */
const NOT_SYNTAX = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'NON_STRING_KEY', 'BAD_COLLECTION_TYPE']);

/** What git leaves in a file, where one of the markers may be all that somebody has overlooked. */
const CONFLICT = /^(?:[<>|]{7} .*|={7})$/m;

/** All syntax errors of a file that the fast parser has refused with `error`. */
export function syntaxProblems(file: SourceFile, error: unknown): Problem[] {
  if (!(error instanceof YAMLException)) throw error;
  const conflict = CONFLICT.exec(file.text);
  if (conflict !== null) {
    const span = { start: conflict.index, end: conflict.index + conflict[0].length };
    return [
      {
        place: { file, span },
        message: 'a merge conflict is not resolved',
        hint: 'keep one side and remove the markers',
      },
    ];
  }
  if (error.reason.includes('maxDepth')) {
    const message = `values nest deeper than ${MAX_DEPTH} levels`;
    return [{ place: place(file, error.mark?.position ?? 0), message, hint: 'flatten the declaration' }];
  }
  const found = file.text.length > MAX_RECOVERY_CHARACTERS ? [] : allErrors(file);
  if (found.length > 0) return found.map((advice) => described(file, advice));
  return [{ place: place(file, error.mark?.position ?? 0), message: `not valid YAML: ${error.reason}` }];
}

function allErrors(file: SourceFile): Advice[] {
  try {
    const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
    const errors: Advice[] = [];
    const lines = new Set<number>();
    for (const document of secondParser().parseAllDocuments(file.text, options)) {
      for (const error of document.errors) {
        // One line, one mistake: the rest is the parser finding its feet again.
        const { line } = positionOf(file, { start: error.pos[0], end: error.pos[0] });
        if (NOT_SYNTAX.has(error.code) || lines.has(line)) continue;
        lines.add(line);
        errors.push(adviceOn(file.text, document, error));
        // Beyond the end of the document it takes every word for a mistake.
        if (errors.length === MAX_SYNTAX_PROBLEMS || error.message.includes(' in YAML stream')) return errors;
      }
    }
    return errors;
  } catch {
    // It recurses and may run out of stack; the first error of the fast parser then has to do.
    return [];
  }
}

function described(file: SourceFile, { message, hint, span }: Advice): Problem {
  const problem = { place: { file, span }, message: `not valid YAML: ${message}` };
  return hint === undefined ? problem : { ...problem, hint };
}

function place(file: SourceFile, start: number) {
  return { file, span: { start, end: start + 1 } };
}
