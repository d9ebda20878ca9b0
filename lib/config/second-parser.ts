import { createRequire } from 'node:module';

let loaded: typeof import('yaml') | undefined;

/**
 * The parser that recovers from errors. Not imported: only a file that is wrong, or uses a rare corner of YAML, is read by
 * it, and loading it takes longer than reading hundreds of others.
 */
export function secondParser(): typeof import('yaml') {
  loaded ??= createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return loaded;
}
