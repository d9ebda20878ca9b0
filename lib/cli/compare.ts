import { type Plan, planChanges, type Scope } from '../synth/plan.js';
import type { RenderedFile } from '../synth/rendered-path.js';
import { pendingMark } from '../synth/tree.js';
import { rendersThat } from './begin-synth.js';
import { exitCode } from './exit.js';
import { say } from './output.js';

/** `bulkhead synth --check`: says what a run would change. */
export function compare(dist: string, files: readonly RenderedFile[], scope: Scope): number {
  const before = pendingMark(dist);
  let plan: Plan | undefined;
  try {
    plan = planChanges(dist, files, scope);
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
  else if (mark === undefined) say(rendersThat(dist, plan.unchanged));
  return count > 0 || mark !== undefined ? exitCode.problems : exitCode.done;
}

export function refuseForeign(dist: string, { foreign }: Plan): number {
  for (const path of foreign)
    say(`error: ${dist}/${path} is not rendered by bulkhead, and only rendered files belong there`);
  say('Nothing was written. Move these files elsewhere, or delete them.');
  return exitCode.problems;
}
