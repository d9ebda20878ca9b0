import type { Cluster } from '../config/declaration.js';
import { printable } from '../config/printable.js';
import { Context } from '../policy/context.js';
import { type Assignment, judge } from '../policy/judge.js';
import { readManifests } from '../policy/manifests/read.js';
import type { NotEvaluated } from '../policy/not-evaluated.js';
import { limitedTo } from './environments.js';
import { exitCode } from './exit.js';
import { fleetIn } from './fleet.js';
import type { Judged } from './judged.js';
import { readManifestFiles } from './manifest-files.js';
import { say } from './output.js';
import { sayProblems } from './say-problems.js';

export interface ManifestOptions {
  readonly declarations: string;
  /** One, which the manifests are judged in. */
  readonly environment?: readonly string[];
}

/** Judges manifests, whoever made them; or the exit code of a run that cannot. */
export function judgeManifests(
  paths: readonly string[],
  options: ManifestOptions,
  assignment: Omit<Assignment, 'locator'>,
): Judged | number {
  const cluster =
    options.environment === undefined ? undefined : environmentOf(options.declarations, options.environment);
  return typeof cluster === 'number' ? cluster : judgeFiles(paths, cluster, assignment);
}

/** The same where the environment is known, or there is none. */
export function judgeFiles(
  paths: readonly string[],
  cluster: Cluster | undefined,
  assignment: Omit<Assignment, 'locator'>,
): Judged | number {
  const { files, problems: unreadable, notEvaluated: skipped, missing } = readManifestFiles(paths);
  for (const message of missing) say(`error: ${message}`);
  const { objects, problems: faults, notEvaluated: others, locator } = readManifests(files);
  const problems = [...unreadable, ...faults];
  const notEvaluated = [...skipped, ...others];
  if (problems.length > 0) sayProblems(problems);
  if (objects.length === 0) {
    if (missing.length === 0 && problems.length === 0) sayWhyNothing(paths, notEvaluated);
    return problems.length > 0 ? exitCode.couldNotRun : exitCode.nothingToJudge;
  }
  if (missing.length > 0) return exitCode.nothingToJudge;
  const context = new Context(cluster, objects);
  const judgement = judge(context, { ...assignment, locator });
  return {
    judgements: [{ ...judgement, notEvaluated: [...notEvaluated, ...judgement.notEvaluated] }],
    tenants: new Set([...context.tenantNames, ...(cluster?.tenants.keys() ?? [])]),
    incomplete: problems.length > 0,
  };
}

function environmentOf(declarations: string, names: readonly string[]): Cluster | number {
  if (names.length > 1) {
    say('error: manifests are judged in one environment; name one with --environment');
    return exitCode.couldNotRun;
  }
  const loaded = fleetIn(declarations);
  if (typeof loaded === 'number') return loaded;
  const fleet = limitedTo(loaded, names);
  if (typeof fleet !== 'string') return fleet.clusters[0] ?? exitCode.nothingToJudge;
  say(`error: ${fleet}`);
  return exitCode.nothingToJudge;
}

/** Reasons are told a few at a time: a folder may hold thousands of files that are no manifests. */
function sayWhyNothing(paths: readonly string[], notEvaluated: readonly NotEvaluated[]): void {
  say(`error: no Kubernetes object in ${printable(paths.join(', '))}, so nothing was judged`);
  for (const { file, reason } of notEvaluated.slice(0, MOST_REASONS)) say(`   ${printable(file)}: ${reason}`);
  if (notEvaluated.length > MOST_REASONS) say(`   and ${notEvaluated.length - MOST_REASONS} more`);
}

const MOST_REASONS = 10;
