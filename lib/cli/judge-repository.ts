import { judgeCluster } from '../judge.js';
import { type Assignment, judgeChange, type Locator } from '../policy/judge.js';
import { limitedTo } from './environments.js';
import { exitCode } from './exit.js';
import { fleetIn } from './fleet.js';
import type { Judged } from './judged.js';
import { progress, say } from './output.js';

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
