import { basename, resolve } from 'node:path';
import { type Loaded, loadFiles } from '../config/load.js';
import { readTree, type Tree } from '../config/tree.js';
import { exitCode } from './exit.js';
import { declarationsFault } from './folders.js';
import { say, sayProblems } from './output.js';

export interface DeclarationOptions {
  readonly declarations: string;
}

/** The declaration files, or the exit code of a command that cannot go on without them. */
export function readDeclarations({ declarations }: DeclarationOptions): Tree | number {
  const fault = declarationsFault(declarations);
  if (fault === undefined) return readTree(declarations, shownAs(declarations));
  say(`error: ${fault}`);
  return exitCode.couldNotRun;
}

/**
 * The fleet, or the exit code of a command that cannot go on without it: what is wrong has been said by then.
 */
export function loadDeclarations(
  { declarations }: DeclarationOptions,
  tree = readDeclarations({ declarations }),
): Loaded['fleet'] | number {
  if (typeof tree === 'number') return tree;
  const { fleet, problems } = loadTree(declarations, tree);
  if (problems.length > 0) {
    sayProblems(problems);
    return exitCode.problems;
  }
  if (fleet.clusters.length === 0) {
    say(`error: ${declarations} holds no Environment, so there is nothing to render`);
    return exitCode.problems;
  }
  return fleet;
}

export function loadTree(declarations: string, { files, problems, stopped }: Tree): Loaded {
  return loadFiles(files, shownAs(declarations), problems, stopped);
}

/** The folder's own name, wherever it is and wherever the command is run: headers name files by it, and bytes must not differ. */
export function shownAs(folder: string): string {
  return basename(resolve(folder));
}
