import type { Cluster } from '../config/declaration.js';
import { RenderedEnvironment } from '../judge.js';
import { render } from '../pipeline.js';
import { fails } from '../policy/verdict.js';
import { nodeDisk } from '../synth/disk.js';
import type { Plan, Scope } from '../synth/plan.js';
import type { Recovery } from '../synth/recover.js';
import type { RenderedFile } from '../synth/rendered-path.js';
import { writeTree } from '../synth/tree.js';
import { beginSynth, type SynthOptions, upToDate } from './begin-synth.js';
import { compare, refuseForeign } from './compare.js';
import { loadDeclarations } from './declarations.js';
import { limitedTo } from './environments.js';
import { exitCode } from './exit.js';
import { assignmentFor, sayFindings } from './findings.js';
import { growHeapSlowly } from './heap.js';
import { progress, say } from './output.js';
import { sayProblems } from './say-problems.js';

/** `bulkhead synth`: renders environments into dist, or with `check` says what that would change. */
export function synth(options: SynthOptions, begun = beginSynth(options)): number {
  if (typeof begun === 'number') return begun;
  const { failOn = 'error' } = options;
  const { tree, receipt } = begun;
  growHeapSlowly(tree);
  const loaded = loadDeclarations(options, tree);
  if (typeof loaded === 'number') return loaded;
  const fleet = limitedTo(loaded, options.environment);
  if (typeof fleet === 'string') {
    say(`error: ${fleet}`);
    return exitCode.couldNotRun;
  }

  const shown = progress('rendering');
  const assignment = assignmentFor(options.dist);
  const judge = (cluster: Cluster) => new RenderedEnvironment(cluster, assignment);
  const { files, problems, judgements } = render(fleet, { judge, onUnit: shown.step });
  shown.end();
  if (problems.length > 0) {
    sayProblems(problems);
    return exitCode.problems;
  }
  const worst = sayFindings(judgements);
  if (worst !== undefined && fails([{ severity: worst }], failOn)) {
    say('Nothing was written.');
    return exitCode.problems;
  }
  const scope: Scope = { folders: fleet.clusters.map(({ name }) => name), complete: fleet === loaded };
  const code = options.check ? compare(options.dist, files, scope) : write(options.dist, files, scope);
  // A warning is said in every run, and who has a receipt says nothing.
  if (code === exitCode.done && worst === undefined) receipt?.keep(files);
  return code;
}

function write(dist: string, files: readonly RenderedFile[], scope: Scope): number {
  const written = writeTree(dist, files, scope, nodeDisk, (recovery) => sayRecovery(dist, recovery));
  if (written.foreign.length > 0) return refuseForeign(dist, written);
  say(summary(dist, written));
  return exitCode.done;
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
  if (changed === 0) return upToDate(dist, unchanged);
  return `${dist}: ${create.length} created, ${update.length} changed, ${remove.length} removed, ${unchanged} unchanged`;
}
