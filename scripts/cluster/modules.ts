import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BuiltPart } from './parts.js';

/** Tests run this file where it stands, npm run cluster:build what it is compiled to, one folder deeper. */
export const MODULES = join(repositoryAbove(import.meta.dirname), 'test/cluster/go');

function repositoryAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : repositoryAbove(dirname(folder));
}

/** A folder of pins, and for some parts a small program. */
export interface Module {
  readonly folder: string;
  /** Of the upstream module. */
  readonly version: string;
  /** The oldest Go that will do. */
  readonly go: string;
  readonly files: readonly (readonly [name: string, content: string])[];
}

export function moduleOf({ module, upstream }: BuiltPart): Module {
  const folder = join(MODULES, module);
  const files = readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
  const lines = new Map(files).get('go.mod')?.split('\n') ?? [];
  const after = (start: string) => lines.find((line) => line.startsWith(start))?.slice(start.length);
  const version = (after(`require ${upstream} `) ?? after(`\t${upstream} `))?.split(' ')[0];
  const go = after('go ');
  if (version === undefined || go === undefined)
    throw new Error(`${join(folder, 'go.mod')} must say which Go it needs, and require ${upstream}`);
  return { folder, version, go, files };
}
