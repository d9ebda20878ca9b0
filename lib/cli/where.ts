import { relative } from 'node:path';
import { locate } from '../config/positions.js';
import { whereIs } from '../where.js';
import { loadDeclarations } from './declarations.js';
import { exitCode } from './exit.js';
import { say } from './output.js';
import type { DeclarationOptions } from './read-declarations.js';

export interface WhereOptions extends DeclarationOptions {
  readonly dist: string;
}

/** `bulkhead where FILE[:LINE]`: the declared value behind a place in dist, as file:line:column. */
export function where(place: string, options: WhereOptions): number {
  const match = /^(.*?)(?::([1-9][0-9]*))?(?::[0-9]+)?$/s.exec(place);
  const file = match?.[1] ?? place;
  const line = match?.[2] === undefined ? undefined : Number(match[2]);
  const loaded = loadDeclarations(options);
  if (typeof loaded === 'number') return loaded;
  const inside = relative(options.dist, file).split('\\').join('/');
  const answer = whereIs(loaded, options.dist, inside, line);
  if (typeof answer === 'string') {
    say(`error: ${answer}`);
    return exitCode.couldNotRun;
  }
  for (const { place, what } of answer) {
    const { file, line, column } = locate(place);
    process.stdout.write(`${file}:${line}:${column}: ${what}\n`);
  }
  return exitCode.done;
}
