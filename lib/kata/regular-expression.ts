import { RE2JS } from 're2js';
import type { Shim } from './shims.js';

/** Longer than any list of annotation names needs to be, and short enough to be compiled at once. */
const MAX_LENGTH = 500;

export type Pattern = { readonly matches: (text: string) => boolean } | { readonly fault: string };

/**
 * A pattern as Go's regexp or Rust's regex takes it. Both are descendants of RE2: no lookaround, no back-references,
 * and linear time, which JavaScript's own expressions do not promise.
 */
export function compile(runtime: Shim['runtime'], pattern: string): Pattern {
  if (pattern.length > MAX_LENGTH) return { fault: `longer than ${MAX_LENGTH} characters` };
  const own = runtime === 'runtime-rs' ? rustFault(pattern) : undefined;
  if (own !== undefined) return { fault: own };
  try {
    const compiled = RE2JS.compile(pattern);
    return { matches: (text) => compiled.matcher(text).find() };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** What Go's syntax has and Rust's does not: quoting with \Q, bytes with \C, and a brace that stands for itself. */
function rustFault(pattern: string): string | undefined {
  const unescaped = pattern.replace(/\\(?![QC]).|\[(?:\\.|[^\]\\])*\]/gs, '');
  const quoting = /\\[QC]/.exec(unescaped)?.[0];
  if (quoting !== undefined) return `unrecognized escape sequence: \`${quoting}\``;
  const brace = /\{(?!\d+(?:,\d*)?\})/.exec(unescaped.replace(/\\[pP]\{[^}]*\}/g, ''));
  return brace === null ? undefined : 'a { that starts no repetition';
}
