import { chmodSync, copyFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
  const { copy, from, executable } = action;
  const { Dir } = JSON.parse(await go(['mod', 'download', '-json', from], run)) as { Dir: string };
  const folder = join(Dir, dirname(copy));
  const [start = '', end] = basename(copy).split('*');
  const names = readdirSync(folder).filter((name) =>
    end === undefined ? name === start : name.startsWith(start) && name.endsWith(end),
  );
  if (names.length === 0) throw new Error(`${from} has no file ${copy}`);
  for (const name of names) {
    copyFileSync(join(folder, name), join(out, name));
    // Go keeps all files of a module read-only.
    chmodSync(join(out, name), executable ? 0o755 : 0o644);
  }
}
