import { createRequire } from 'node:module';
import type { Shim } from './shims.js';

let loaded: typeof import('re2js') | undefined;

/** Not imported: few runs of the command meet a pattern, and its tables of Unicode take longer to load than a tenant to render. */
function library(): typeof import('re2js') {
  loaded ??= createRequire(import.meta.url)('re2js') as typeof import('re2js');
  return loaded;
}

/** No name of an annotation is half as long, and what is compiled from more takes time to compile and to try. */
const MAX_LENGTH = 200;

export type Pattern =
  | { readonly matches: (text: string) => boolean }
  /** What the runtime would say. */
  | { readonly fault: string }
  /** Why it is not even tried. */
  | { readonly excess: string };

/**
 * A pattern as Go's regexp or Rust's regex takes it. Both are descendants of RE2: no lookaround, no back-references,
 * and linear time, which JavaScript's own expressions do not promise.
 */
export function compile(runtime: Shim['runtime'], pattern: string): Pattern {
  if (pattern.length > MAX_LENGTH) return { excess: `longer than ${MAX_LENGTH} characters` };
  // Each count repeats what is compiled, and counts multiply.
  if (pattern.includes('{')) return { excess: 'with a counted repetition' };
  const quoting = runtime === 'runtime-rs' ? quotingIn(pattern) : undefined;
  if (quoting !== undefined) return { fault: `unrecognized escape sequence: \`${quoting}\`` };
  try {
    const compiled = library().RE2JS.compile(pattern);
    return { matches: (text) => compiled.matcher(text).find() };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Go quotes with \Q and matches a byte with \C; Rust has neither. */
function quotingIn(pattern: string): string | undefined {
  return /\\[QC]/.exec(pattern.replace(/\\\\/g, ''))?.[0];
}
