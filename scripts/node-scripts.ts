import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import { nodePreparationScripts, SCRIPT } from '../lib/kata/node-preparation/scripts.js';

const FOLDER = 'lib/kata/node-preparation';

/** Puts the scripts beside the compiled module that reads them: tsc leaves them behind. Only what differs is written. */
export function copyNodeScripts(repository: string): void {
  const [from, to] = [join(repository, FOLDER), join(repository, 'build', FOLDER)];
  const texts = new Map(scriptsIn(from).map((name) => [name, readFileSync(join(from, name), 'utf8')]));
  mkdirSync(to, { recursive: true });
  for (const name of scriptsIn(to)) if (!texts.has(name)) rmSync(join(to, name));
  for (const [name, text] of texts) {
    const path = join(to, name);
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
  }
}

function scriptsIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.sh'));
}

/** The bundle holds the texts themselves, so that its digest changes with them, as what it renders does. */
export const inlineNodeScripts: Plugin = {
  name: 'inline-node-scripts',
  transform: {
    filter: { id: /\/lib\/kata\/node-preparation\/scripts\.js$/ },
    handler: () =>
      `const texts = ${JSON.stringify(nodePreparationScripts())};\n` +
      'export function nodePreparationScripts() { return texts; }\n' +
      `export const SCRIPT = ${JSON.stringify(SCRIPT)};\n`,
  },
};
