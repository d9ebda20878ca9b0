import type { Fleet } from '../config/declaration.js';
import { didYouMean } from '../config/suggest.js';
import { render } from '../pipeline.js';
import { nodeDisk } from '../synth/disk.js';
import { type Plan, planChanges, type Scope } from '../synth/plan.js';
import type { Recovery } from '../synth/recover.js';
import { pendingMark, writeTree } from '../synth/tree.js';
import { type DeclarationOptions, loadDeclarations } from './declarations.js';
import { exitCode } from './exit.js';
import { declarationsFault, distFault } from './folders.js';
import { progress, say, sayProblems } from './output.js';

export interface SynthOptions extends DeclarationOptions {
  readonly dist: string;
  readonly environment?: readonly string[];
  readonly check?: boolean;
}

/** `bulkhead synth`: renders environments into dist, or with `check` says what that would change. */
export function synth(options: SynthOptions): number {
  const fault = declarationsFault(options.declarations) ?? distFault(options.dist, options.declarations);
  if (fault !== undefined) {
    say(`error: ${fault}`);
    return exitCode.couldNotRun;
  }
  const loaded = loadDeclarations(options);
  if (typeof loaded === 'number') return loaded;
  const fleet = limitedTo(loaded, options.environment);
  if (typeof fleet === 'string') {
    say(fleet);
    return exitCode.couldNotRun;
  }

  const shown = progress('rendering');
  const { files, problems } = render(fleet, shown.step);
  shown.end();
  if (problems.length > 0) {
    sayProblems(problems);
    return exitCode.problems;
  }
  const scope: Scope = { folders: fleet.clusters.map(({ name }) => name), complete: fleet === loaded };
  if (options.check) return check(options.dist, () => planChanges(options.dist, files, scope));
  const written = writeTree(options.dist, files, scope, nodeDisk, (recovery) => sayRecovery(options.dist, recovery));
  if (written.foreign.length > 0) return refuseForeign(options.dist, written);
  say(summary(options.dist, written));
  return exitCode.done;
}

function limitedTo(fleet: Fleet, names: readonly string[] | undefined): Fleet | string {
  if (names === undefined) return fleet;
  const known = fleet.clusters.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    return `error: there is no environment \`${unknown}\`; ${didYouMean(unknown, known) ?? `there are: ${known.join(', ')}`}`;
  return { clusters: fleet.clusters.filter(({ name }) => names.includes(name)) };
}

function check(dist: string, compare: () => Plan): number {
  const before = pendingMark(dist);
  let plan: Plan | undefined;
  try {
    plan = compare();
  } catch (error) {
    // Half of a change may look like anything: what is wrong with it is no second fault.
    if ((before ?? pendingMark(dist)) === undefined) throw error;
  }
  // Looked for again: a run that has begun since was moving what was compared.
  const mark = before ?? pendingMark(dist);
  if (mark !== undefined) say(`error: ${mark}`);
  if (plan === undefined) return exitCode.problems;
  if (plan.foreign.length > 0) return refuseForeign(dist, plan);
  const lists: [string, readonly string[]][] = [
    ['missing', plan.create],
    ['differs', plan.update],
    ['stale', plan.remove],
  ];
  for (const [word, paths] of lists) for (const path of paths) say(`${word.padEnd(8)} ${dist}/${path}`);
  const count = plan.create.length + plan.update.length + plan.remove.length;
  if (count > 0)
    say(
      `${count} of ${count + plan.unchanged} files in ${dist} are not what the declarations render; run: npx bulkhead synth`,
    );
  else if (mark === undefined) say(`${dist} is what the declarations render: ${plan.unchanged} files`);
  return count > 0 || mark !== undefined ? exitCode.problems : exitCode.done;
}

function refuseForeign(dist: string, { foreign }: Plan): number {
  for (const path of foreign)
    say(`error: ${dist}/${path} is not rendered by bulkhead, and only rendered files belong there`);
  say('Nothing was written. Move these files elsewhere, or delete them.');
  return exitCode.problems;
}

function sayRecovery(dist: string, { outcome, lost }: Recovery): void {
  say(`an earlier run was killed while it wrote ${dist}; what it had begun was ${outcome}`);
  const [first, ...more] = lost;
  if (first === undefined) return;
  const others = more.length === 0 ? '' : ` and ${more.length} more of its files`;
  say(`${dist}/${first}${others} had changed since, and what the declarations say replaces them`);
}

function summary(dist: string, { create, update, remove, unchanged }: Plan): string {
  const changed = create.length + update.length + remove.length;
  if (changed === 0) return `${dist} is up to date: ${unchanged} files`;
  return `${dist}: ${create.length} created, ${update.length} changed, ${remove.length} removed, ${unchanged} unchanged`;
}
