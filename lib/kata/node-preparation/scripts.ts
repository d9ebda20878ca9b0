import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the container runs: `sh <folder>/main.sh install`. */
export const SCRIPT = 'main.sh';

/**
 * The program that runs on a node, by file name; ready for a ConfigMap. The files stand beside this module, also where it is
 * compiled. In the bundle, their texts stand in place of this module (scripts/node-scripts.ts).
 */
export function nodePreparationScripts(): Readonly<Record<string, string>> {
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.sh'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(import.meta.dirname, name), 'utf8')]));
}
