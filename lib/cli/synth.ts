import type { Cluster } from '../config/declaration.js';
import type { Tree } from '../config/tree.js';
import { RenderedEnvironment } from '../judge.js';
import { render } from '../pipeline.js';
import { type FailOn, fails } from '../policy/verdict.js';
import { nodeDisk } from '../synth/disk.js';
import type { Plan, Scope } from '../synth/plan.js';
import type { Recovery } from '../synth/recover.js';
import type { RenderedFile } from '../synth/rendered-path.js';
import { writeTree } from '../synth/tree.js';
import { compare, refuseForeign, rendersThat } from './compare.js';
import { type DeclarationOptions, loadDeclarations, readDeclarations } from './declarations.js';
import { limitedTo } from './environments.js';
import { exitCode } from './exit.js';
import { assignmentFor, sayFindings } from './findings.js';
import { distFault } from './folders.js';
import { growHeapSlowly } from './heap.js';
import { progress, say, sayProblems } from './output.js';
import { Receipt } from './receipt.js';
import { today } from './today.js';

export interface SynthOptions extends DeclarationOptions {
  readonly dist: string;
  readonly environment?: readonly string[];
  readonly check?: boolean;
  /** From which severity on findings stop it. Notes are not shown here, so none can. */
  readonly failOn?: Exclude<FailOn, 'note'>;
  /** Tells the program from other versions of it; without it, every run renders. */
  readonly program?: string | undefined;
}

/** `bulkhead synth`: renders environments into dist, or with `check` says what that would change. */
export function synth(options: SynthOptions): number {
  const { failOn = 'error' } = options;
  const tree = readDeclarations(options);
  if (typeof tree === 'number') return tree;
  const fault = distFault(options.dist, options.declarations);
  if (fault !== undefined) {
    say(`error: ${fault}`);
    return exitCode.couldNotRun;
  }
  const receipt = receiptFor(options, tree);
  const confirmed = receipt?.confirms();
  if (confirmed !== undefined) {
    say(options.check ? rendersThat(options.dist, confirmed) : upToDate(options.dist, confirmed));
    return exitCode.done;
  }
  const loaded = loadDeclarations(options, tree);
  if (typeof loaded === 'number') return loaded;
  const fleet = limitedTo(loaded, options.environment);
  if (typeof fleet === 'string') {
    say(`error: ${fleet}`);
    return exitCode.couldNotRun;
  }

  growHeapSlowly(fleet);
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

/** Only for all environments: a receipt is for a dist, not for a part of it. */
function receiptFor({ dist, environment, program }: SynthOptions, { files, problems }: Tree): Receipt | undefined {
  if (program === undefined || environment !== undefined || problems.length > 0) return undefined;
  return new Receipt(dist, { program, declarations: files, today: today() });
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

function upToDate(dist: string, files: number): string {
  return `${dist} is up to date: ${files} files`;
}
