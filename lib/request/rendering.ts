import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Git } from './git.js';

/** All of a tree that rendering needs. Nothing else of a request is ever written to a disk. */
const TAKEN = ['environments', 'dist', 'CODEOWNERS'];

/** Rendering every environment takes seconds; what takes this long was made to. */
const MAX_MILLISECONDS = 10 * 60 * 1000;

/** Beside this folder as compiled, and in it where all is bundled into one of the same depth. */
const MAIN = resolve(import.meta.dirname, '../cli/main.js');

/** Writes the declarations and what is rendered from them into an empty folder. */
export function takeOut(git: Git, tree: string, folder: string, index: string): void {
  const entries = git.run(['ls-tree', '-r', '-z', '--full-tree', tree, ...TAKEN]).stdout;
  git.run(['update-index', '-z', '--index-info'], { index, input: entries });
  git.run(['checkout-index', '--all', `--prefix=${folder}/`], { index });
}

export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

/** `bulkhead synth` as the base branch has it, in a process and a folder of its own. */
export function synth(folder: string): Outcome {
  return ran(spawnSync(process.execPath, [MAIN, 'synth'], optionsOf(folder, folder)));
}

/** CODEOWNERS by the script of the base branch, the one place that knows the names of teams; nothing where there is none. */
export function codeowners(checkout: string, folder: string): Outcome {
  if (!hasScript(checkout, 'codeowners')) return { ok: true, output: '' };
  const options = ['--declarations', join(folder, 'environments'), '--out', join(folder, 'CODEOWNERS')];
  const args = ['run', '--silent', '--ignore-scripts', 'codeowners', '--', ...options];
  return ran(spawnSync('npm', args, optionsOf(checkout, folder)));
}

function hasScript(checkout: string, name: string): boolean {
  const file = join(checkout, 'package.json');
  if (!existsSync(file)) return false;
  const { scripts = {} } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: Record<string, string> };
  return name in scripts;
}

/** What the tool remembers of this request is forgotten with it. */
function optionsOf(cwd: string, folder: string) {
  const env = { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: join(dirname(folder), 'cache') };
  return { cwd, encoding: 'utf8', timeout: MAX_MILLISECONDS, maxBuffer: 64 * 1024 * 1024, env } as const;
}

function ran({ status, stderr, error }: { status: number | null; stderr: string; error?: Error | undefined }): Outcome {
  if (status !== null) return { ok: status === 0, output: stderr };
  return { ok: false, output: `${stderr}\nrendering was stopped: ${error?.message ?? 'it was killed'}\n` };
}
