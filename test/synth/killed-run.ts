import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAIN } from '../cli/command.js';

export type Aim =
  /** So long after the start of the process, in milliseconds. */
  | { readonly after: number }
  /** So long after the run began to write: after the first sign of its lock. */
  | { readonly intoWriting: number }
  | 'never';

export interface Ended {
  /** Undefined for a run that was stopped. */
  readonly code: number | undefined;
  readonly stderr: string;
  readonly ms: number;
  /** From the first sign of its lock to the end. */
  readonly writingMs: number;
}

/** `bulkhead synth` as a person runs it, stopped by a signal at the moment that `aim` says. */
export async function run(folder: string, args: readonly string[], aim: Aim, signal: NodeJS.Signals): Promise<Ended> {
  const dist = join(folder, 'dist');
  const begun = performance.now();
  let wrote: number | undefined;
  const child = spawn(process.execPath, [MAIN, 'synth', ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  const errors: Buffer[] = [];
  child.stderr.on('data', (data: Buffer) => errors.push(data));
  const killIn = (ms: number) => sleep(ms, undefined, { ref: false }).then(() => child.kill(signal));
  const watcher = watch(dist, (_, name) => {
    if (wrote !== undefined || !String(name).startsWith('.bulkhead')) return;
    wrote = performance.now();
    if (typeof aim === 'object' && 'intoWriting' in aim) void killIn(aim.intoWriting);
  });
  if (typeof aim === 'object' && 'after' in aim) void killIn(aim.after);
  const [code] = (await ended) as [number | null];
  watcher.close();
  const end = performance.now();
  const stderr = Buffer.concat(errors).toString();
  return { code: code ?? undefined, stderr, ms: end - begun, writingMs: end - (wrote ?? end) };
}

export const MOMENTS = ['before writing', 'staging', 'moving into place', 'clearing away', 'after the end'] as const;
export type Moment = (typeof MOMENTS)[number];

/** Where a stopped run was, by what it left; `isNew` says whether all that was rendered is in place. */
export function momentOf(dist: string, isNew: boolean): Moment {
  const staging = join(dist, '.bulkhead-staging');
  if (!existsSync(staging)) return isNew ? 'after the end' : 'before writing';
  if (isNew) return 'clearing away';
  return existsSync(join(staging, 'journal.json')) ? 'moving into place' : 'staging';
}

/** Path to contents of one environment; a folder that holds nothing ends in `/`. */
export function contentsOf(folder: string): Map<string, string> {
  const contents = new Map<string, string>();
  const read = (path: string) => {
    const entries = readdirSync(join(folder, path), { withFileTypes: true });
    if (entries.length === 0) contents.set(`${path}/`, '');
    for (const entry of entries) {
      const inner = `${path}/${entry.name}`;
      if (entry.isDirectory()) read(inner);
      else contents.set(inner, readFileSync(join(folder, inner), 'latin1'));
    }
  };
  if (existsSync(folder)) read('');
  return contents;
}

/** Random numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
