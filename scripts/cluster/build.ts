import { chmodSync, copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { cacheFolder, Draft } from './cache.js';
import { placeOf } from './find.js';
import { type Go, type GoRun, go } from './go.js';
import { moduleOf } from './modules.js';
import { type BuiltPart, OUT } from './parts.js';
import { type Action, actions } from './recipe.js';

export interface Build {
  readonly env: NodeJS.ProcessEnv;
  readonly go: Go;
  readonly signal: AbortSignal;
}

/** Makes a part and puts it into its place, or throws why it cannot. */
export async function build(part: BuiltPart, { env, go, signal }: Build): Promise<void> {
  const module = moduleOf(part);
  const draft = new Draft(cacheFolder(env));
  try {
    // What the compiler writes on the way is removed with the draft, whatever becomes of this run.
    const run = { env: { ...env, GOTMPDIR: draft.folder }, cwd: module.folder, signal };
    for (const action of actions(part, module)) await carryOut(action, draft.out, run);
    draft.publish(placeOf(part, env, go));
  } finally {
    draft.remove();
  }
}

async function carryOut(action: Action, out: string, run: GoRun): Promise<void> {
  if ('go' in action) {
    await go(
      action.go.map((arg) => arg.replace(OUT, out)),
      run,
    );
    return;
  }
  const { Dir } = JSON.parse(await go(['mod', 'download', '-json', action.from], run)) as { Dir: string };
  const copies = 'copyAll' in action ? allBelow(Dir, action.copyAll) : matching(Dir, action.copy);
  if (copies.length === 0)
    throw new Error(`${action.from} has no file ${'copyAll' in action ? `below ${action.copyAll}` : action.copy}`);
  for (const [file, name] of copies) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    copyFileSync(file, join(out, name));
    // Go keeps all files of a module read-only.
    chmodSync(join(out, name), 'copy' in action && action.executable ? 0o755 : 0o644);
  }
}

/** Where a file is, and its name in the part. */
type Copy = readonly [file: string, name: string];

function matching(module: string, pattern: string): Copy[] {
  const folder = join(module, dirname(pattern));
  const [start = '', end] = basename(pattern).split('*');
  return readdirSync(folder)
    .filter((name) => (end === undefined ? name === start : name.startsWith(start) && name.endsWith(end)))
    .map((name) => [join(folder, name), name]);
}

function allBelow(module: string, path: string): Copy[] {
  const folder = join(module, path);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, relative(folder, file)]);
}
