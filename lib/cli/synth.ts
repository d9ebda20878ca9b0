import type { Fleet } from '../config/declaration.js';
import { didYouMean } from '../config/suggest.js';
import { render } from '../pipeline.js';
import { type Plan, planChanges, type Scope } from '../synth/plan.js';
import { pendingMark, type Written, writeTree } from '../synth/tree.js';
import { type DeclarationOptions, loadDeclarations } from './declarations.js';
import { exitCode } from './exit.js';
import { progress, say, sayProblems } from './output.js';

export interface SynthOptions extends DeclarationOptions {
  readonly dist: string;
  readonly environment?: readonly string[];
  readonly check?: boolean;
}

/** `bulkhead synth`: renders environments into dist, or with `check` says what that would change. */
export function synth(options: SynthOptions): number {
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
  if (options.check) return check(options, planChanges(options.dist, files, scope));
  const written = writeTree(options.dist, files, scope);
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

function check(options: SynthOptions, plan: Plan): number {
  const mark = pendingMark(options.dist);
  if (mark !== undefined) say(`error: ${mark}`);
  if (plan.foreign.length > 0) return refuseForeign(options.dist, plan);
  const lists: [string, readonly string[]][] = [
    ['missing', plan.create],
    ['differs', plan.update],
    ['stale', plan.remove],
  ];
  for (const [word, paths] of lists) for (const path of paths) say(`${word.padEnd(8)} ${options.dist}/${path}`);
  const count = plan.create.length + plan.update.length + plan.remove.length;
  if (count === 0 && mark === undefined) {
    say(`${options.dist} is what the declarations render: ${plan.unchanged} files`);
    return exitCode.done;
  }
  say(
    `${count} of ${count + plan.unchanged} files in ${options.dist} are not what the declarations render; run: npx bulkhead synth`,
  );
  return exitCode.problems;
}

function refuseForeign(dist: string, { foreign }: Plan): number {
  for (const path of foreign)
    say(`error: ${dist}/${path} is not rendered by bulkhead, and only rendered files belong there`);
  say('Nothing was written. Move these files elsewhere, or delete them.');
  return exitCode.problems;
}

function summary(dist: string, { create, update, remove, unchanged, recovery }: Written): string {
  const recovered =
    recovery === undefined
      ? ''
      : `an earlier run was killed while it wrote ${dist}; what it had begun was ${recovery.outcome}\n`;
  const changed = create.length + update.length + remove.length;
  if (changed === 0) return `${recovered}${dist} is up to date: ${unchanged} files`;
  return `${recovered}${dist}: ${create.length} created, ${update.length} changed, ${remove.length} removed, ${unchanged} unchanged`;
}
