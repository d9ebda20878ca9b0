import type { Fleet } from '../config/declaration.js';
import { readTree } from '../config/tree.js';
import { loadTree } from './declarations.js';
import { exitCode } from './exit.js';
import { declarationsFault } from './folders.js';
import { say } from './output.js';
import { shownAs } from './read-declarations.js';
import { sayProblems } from './say-problems.js';

/** What is declared, to judge by; or the exit code of a run that cannot. What is wrong with it is said as `bulkhead synth` says it. */
export function fleetIn(declarations: string): Fleet | number {
  const fault = declarationsFault(declarations);
  if (fault !== undefined) {
    say(`error: ${fault}`);
    return exitCode.nothingToJudge;
  }
  const { fleet, problems } = loadTree(declarations, readTree(declarations, shownAs(declarations)));
  if (problems.length > 0) {
    sayProblems(problems);
    return exitCode.problems;
  }
  if (fleet.clusters.length > 0) return fleet;
  say(`error: ${declarations} holds no Environment, so there is nothing to judge`);
  return exitCode.nothingToJudge;
}
