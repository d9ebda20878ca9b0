import type { Fault } from './faults.js';
import type { Manifests } from './manifests.js';
import type { Command } from './measure.js';
import type { TenantValues } from './tenants.js';

/** What a tool is given: some tenants, as declarations and values to render, and rendered to judge. */
export interface Input {
  readonly tenants: readonly TenantValues[];
  /** Folder `environments` with a declaration file for each tenant. */
  readonly declarations: string;
  readonly manifests: Manifests;
  /** The tool's own, for what it makes of the tenants and for what it renders. */
  readonly folder: string;
}

export interface Tool {
  readonly name: string;
  /** As the tool says it; undefined where it is not installed. */
  version(): string | undefined;
  /** Writes what the tool starts from; not measured. */
  prepare(input: Input): void;
  readonly contenders: readonly Contender[];
  /** Runs to its end however long it takes: without its figures there would be no bounds to look at. */
  readonly unlimited?: true;
}

/**
 * What is measured: the whole process from outside, where it renders or where it judges what is rendered; and what it says
 * itself of the part from model to files.
 */
export type Measure = 'command' | 'judging' | 'part';

/** One way to run a tool. */
export interface Contender {
  readonly name: string;
  readonly measures: readonly Measure[];
  command(input: Input): Command;
  /** File or folder in the tool's folder that is rendered: removed after each run, so that every run is a cold one. */
  readonly output?: string;
  /** What this has to find before it is measured. */
  readonly faults?: readonly Fault[];
}
