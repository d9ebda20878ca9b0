import { spawnSync } from 'node:child_process';
import { delimiter, dirname, resolve } from 'node:path';
import type { Outcome } from './commands.js';

/** Rendering every environment takes seconds; what takes this long was made to. */
const MAX_MILLISECONDS = 10 * 60 * 1000;

/** Beside this folder as compiled, and in it where all is bundled into one of the same depth. */
const MAIN = resolve(import.meta.dirname, '../cli/main.js');

/** A command of the tool as the base branch has it, in a process and a folder of its own. */
export function bulkhead(folder: string, ...args: readonly string[]): Outcome {
  return run(process.execPath, [MAIN, ...args], folder, folder);
}

/**
 * What the tool remembers of this request is forgotten with it: its cache is kept beside `folder`. `programs` is a folder
 * that is looked into before those of the PATH.
 */
export function run(command: string, args: readonly string[], cwd: string, folder: string, programs?: string): Outcome {
  const path = [programs, process.env.PATH].filter(Boolean).join(delimiter);
  const env = { ...process.env, PATH: path, NO_COLOR: '1', XDG_CACHE_HOME: resolve(dirname(folder), 'cache') };
  const options = { cwd, encoding: 'utf8', timeout: MAX_MILLISECONDS, maxBuffer: 64 * 1024 * 1024, env } as const;
  const { status, stderr, error } = spawnSync(command, args, options);
  if (status !== null) return { ok: status === 0, said: stderr };
  return { ok: false, said: `${stderr}\nit was stopped: ${error?.message ?? 'it was killed'}\n` };
}
