import { type Loaded, loadFiles } from '../config/load.js';
import type { Tree } from '../config/tree.js';
import { exitCode } from './exit.js';
import { say } from './output.js';
import { type DeclarationOptions, readDeclarations, shownAs } from './read-declarations.js';
import { sayProblems } from './say-problems.js';

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
