import type { Tree } from '../config/tree.js';
import type { FailOn } from '../policy/verdict.js';
import { exitCode } from './exit.js';
import { distFault } from './folders.js';
import { say } from './output.js';
import { type DeclarationOptions, readDeclarations } from './read-declarations.js';
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

/** What a run that has to render begins with. */
export interface Begun {
  readonly tree: Tree;
  readonly receipt: Receipt | undefined;
}

/**
 * What `bulkhead synth` can tell without rendering; an exit code where that is all. It imports little, as where nothing
 * has changed to load what renders and judges would be most of the run.
 */
export function beginSynth(options: SynthOptions): Begun | number {
  const tree = readDeclarations(options);
  if (typeof tree === 'number') return tree;
  const fault = distFault(options.dist, options.declarations);
  if (fault !== undefined) {
    say(`error: ${fault}`);
    return exitCode.couldNotRun;
  }
  const receipt = receiptFor(options, tree);
  const confirmed = receipt?.confirms();
  if (confirmed === undefined) return { tree, receipt };
  say(options.check ? rendersThat(options.dist, confirmed) : upToDate(options.dist, confirmed));
  return exitCode.done;
}

/** Only for all environments: a receipt is for a dist, not for a part of it. */
function receiptFor({ dist, environment, program }: SynthOptions, { files, problems }: Tree): Receipt | undefined {
  if (program === undefined || environment !== undefined || problems.length > 0) return undefined;
  return new Receipt(dist, { program, declarations: files, today: today() });
}

export function rendersThat(dist: string, files: number): string {
  return `${dist} is what the declarations render: ${files} files`;
}

export function upToDate(dist: string, files: number): string {
  return `${dist} is up to date: ${files} files`;
}
