import { YAMLException } from 'js-yaml';
import { parseAllDocuments, type YAMLParseError } from 'yaml';
import { positionOf } from './lines.js';
import { MAX_DEPTH } from './nodes.js';
import type { Problem } from './problem.js';
import type { SourceFile } from './source.js';

/**
 * The second parser recovers from errors and so finds all of them, at about eight times the price and with memory for
 * every token: beyond this size a file gets only its first error.
 */
export const MAX_RECOVERY_CHARACTERS = 64 * 1024;

/** What follows a syntax error is often only its echo. */
const MAX_SYNTAX_PROBLEMS = 10;

/** Judged by our own reader, with better words, once the syntax is right. */
const NOT_SYNTAX = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'NON_STRING_KEY', 'BAD_COLLECTION_TYPE']);

/** What git leaves in a file; no YAML begins a line with seven of these and goes on with a space. */
const CONFLICT = /^(?:<{7}|>{7}) .*/m;

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
  const problems = found.map((each) => described(file, each));
  if (problems.length > 0) return problems;
  return [{ place: place(file, error.mark?.position ?? 0), message: `not valid YAML: ${error.reason}` }];
}

function allErrors(file: SourceFile): YAMLParseError[] {
  try {
    const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
    const errors: YAMLParseError[] = [];
    const lines = new Set<number>();
    for (const document of parseAllDocuments(file.text, options)) {
      for (const error of document.errors) {
        // One line, one mistake: the rest is the parser finding its feet again.
        const { line } = positionOf(file, { start: error.pos[0], end: error.pos[0] });
        if (NOT_SYNTAX.has(error.code) || lines.has(line)) continue;
        lines.add(line);
        errors.push(error);
        if (errors.length === MAX_SYNTAX_PROBLEMS) return errors;
      }
    }
    return errors;
  } catch {
    // It recurses and may run out of stack; the first error of the fast parser then has to do.
    return [];
  }
}

function described(file: SourceFile, error: YAMLParseError): Problem {
  const [start, end] = error.pos;
  const message = `not valid YAML: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1).split('\n', 1)[0]}`;
  const problem = { place: { file, span: { start, end: Math.max(end, start + 1) } }, message };
  return error.code === 'TAB_AS_INDENT' ? { ...problem, hint: 'indent with spaces' } : problem;
}

function place(file: SourceFile, start: number) {
  return { file, span: { start, end: start + 1 } };
}
