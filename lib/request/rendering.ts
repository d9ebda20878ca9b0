import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from './git.js';
import { bulkhead, type Outcome, run } from './tool.js';

/** All of a tree that rendering needs. Nothing else of a request is ever written to a disk. */
const TAKEN = ['environments', 'dist', 'CODEOWNERS'];

/** Writes the declarations and what is rendered from them, or only some of it, into an empty folder. */
export function takeOut(git: Git, tree: string, folder: string, index: string, paths: readonly string[] = TAKEN): void {
  const entries = git.run(['ls-tree', '-r', '-z', '--full-tree', tree, ...paths]).stdout;
  git.run(['update-index', '-z', '--index-info'], { index, input: entries });
  git.run(['checkout-index', '--all', `--prefix=${folder}/`], { index });
}

/** `bulkhead synth`, whatever its rules find: the request is told of that by itself. */
export function synth(folder: string): Outcome {
  return bulkhead(folder, 'synth', '--fail-on', 'never');
}

/**
 * CODEOWNERS by the script of the base branch, the one place that knows the names of teams; nothing where there is none.
 * As npm runs scripts, but without npm, which takes longer to start than this takes.
 */
export function codeowners(checkout: string, folder: string): Outcome {
  const script = scriptOf(checkout, 'codeowners');
  if (script === undefined) return { ok: true, output: '' };
  const options = ['--declarations', join(folder, 'environments'), '--out', join(folder, 'CODEOWNERS')];
  const programs = join(checkout, 'node_modules', '.bin');
  return run('sh', ['-c', `${script} "$@"`, 'codeowners', ...options], checkout, folder, programs);
}

function scriptOf(checkout: string, name: string): string | undefined {
  const file = join(checkout, 'package.json');
  if (!existsSync(file)) return undefined;
  const { scripts = {} } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: Record<string, string> };
  return Object.hasOwn(scripts, name) ? scripts[name] : undefined;
}
