import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Commands, Outcome } from './commands.js';
import { type Findings, type Folders, judgeFindings } from './findings.js';
import type { Git } from './git.js';
import { bulkhead, run } from './tool.js';

/** All of a tree that rendering needs. Nothing else of a request is ever written to a disk. */
const TAKEN = ['environments', 'dist', 'CODEOWNERS'];

/** Writes the declarations and what is rendered from them, or only some of it, into an empty folder. */
export function takeOut(git: Git, tree: string, folder: string, index: string, paths: readonly string[] = TAKEN): void {
  const entries = git.run(['ls-tree', '-r', '-z', '--full-tree', tree, ...paths]).stdout;
  git.run(['update-index', '-z', '--index-info'], { index, input: entries });
  git.run(['checkout-index', '--all', `--prefix=${folder}/`], { index });
}

/** What was taken out, and the checkout of the base branch. */
export interface Task extends Folders {
  readonly checkout: string;
}

const resultFile = ({ scratch }: Folders) => join(scratch, 'result.json');

/**
 * Renders what was taken out into its folder and judges it, in one process of its own: to load the tool takes longer than
 * any of the steps on a small fleet. A string says why that cannot be done.
 */
export function renderAndJudge(task: Task): Findings | string {
  const { ok, said } = bulkhead(task.after, 'request-steps', JSON.stringify(task));
  return ok ? (JSON.parse(readFileSync(resultFile(task), 'utf8')) as Findings | string) : said;
}

/** What that process does. */
export function takeSteps(task: Task, commands: Commands): void {
  writeFileSync(resultFile(task), JSON.stringify(stepsOf(task, commands)));
}

function stepsOf(task: Task, commands: Commands): Findings | string {
  for (const rendering of [() => commands.synth(task.after), () => codeowners(task.checkout, task.after)]) {
    const { ok, said } = rendering();
    if (!ok) return said;
  }
  return judgeFindings(task, commands);
}

/**
 * CODEOWNERS by the script of the base branch, the one place that knows the names of teams; nothing where there is none.
 * As npm runs scripts, but without npm, which takes longer to start than this takes.
 */
function codeowners(checkout: string, folder: string): Outcome {
  const script = scriptOf(checkout, 'codeowners');
  if (script === undefined) return { ok: true, said: '' };
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
