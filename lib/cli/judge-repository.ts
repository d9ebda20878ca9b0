import type { Fleet } from '../config/declaration.js';
import { readTree } from '../config/tree.js';
import { judgeCluster } from '../judge.js';
import { type Assignment, judgeChange, type Locator } from '../policy/judge.js';
import { loadTree, shownAs } from './declarations.js';
import { limitedTo } from './environments.js';
import { exitCode } from './exit.js';
import { declarationsFault } from './folders.js';
import type { Judged } from './judged.js';
import { progress, say, sayProblems } from './output.js';

export interface RepositoryOptions {
  readonly declarations: string;
  readonly environment?: readonly string[];
  /** The declarations before a change. */
  readonly base?: string;
}

const NOWHERE: Locator = { declaration: () => undefined, manifest: () => undefined };

/** Renders the declared environments, in memory, and judges them; or the exit code of a run that cannot. */
export function judgeRepository(options: RepositoryOptions, assignment: Omit<Assignment, 'locator'>): Judged | number {
  const { rules } = assignment;
  if (options.base === undefined && rules.every(({ scope }) => scope === 'change')) {
    say('error: these rules judge a change; name the declarations before it with --base DIR');
    return exitCode.nothingToJudge;
  }
  const loaded = fleetIn(options.declarations);
  if (typeof loaded === 'number') return loaded;
  const fleet = limitedTo(loaded, options.environment);
  if (typeof fleet === 'string') {
    say(`error: ${fleet}`);
    return exitCode.nothingToJudge;
  }
  const before = options.base === undefined ? undefined : fleetIn(options.base);
  if (typeof before === 'number') return before === exitCode.problems ? exitCode.couldNotRun : before;

  // An exception for a rule that is not asked here would look unused.
  const asked = { ...assignment, rules: rules.filter(({ scope }) => scope !== 'change') };
  const shown = progress('judging');
  const judgements = fleet.clusters.map((cluster) => judgeCluster(cluster, { ...asked, dist: 'dist' }, shown.step));
  shown.end();
  if (before !== undefined)
    judgements.push(judgeChange({ before, after: loaded }, { ...assignment, locator: NOWHERE }));
  const tenants = new Set(fleet.clusters.flatMap((cluster) => [...cluster.tenants.keys()]));
  return { judgements, tenants, incomplete: false };
}

/** What is wrong with declarations is said as `bulkhead synth` says it. */
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
