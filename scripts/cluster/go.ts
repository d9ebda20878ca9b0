import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { errorCode } from '../../lib/synth/disk.js';

export interface Go {
  readonly version: string;
  /** What it compiles for, such as linux/amd64. */
  readonly platform: string;
}

/**
 * The result must depend on nothing that only this machine knows: neither its C libraries nor its folders, its settings
 * or a newer Go that the go command would fetch. What is pinned is never changed.
 */
export const SETTINGS = {
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=readonly -trimpath -buildvcs=false',
  GOTOOLCHAIN: 'local',
  GOWORK: 'off',
};

/** The Go on the PATH, or why there is none. */
export function findGo(env: NodeJS.ProcessEnv): Go | { readonly missing: string } {
  const args = ['env', '-json', 'GOVERSION', 'GOOS', 'GOARCH'];
  const { error, status, stdout, stderr } = spawnSync('go', args, { env: { ...env, ...SETTINGS }, encoding: 'utf8' });
  if (errorCode(error) === 'ENOENT') return { missing: 'there is no go on the PATH' };
  if (error !== undefined || status !== 0) return { missing: error?.message ?? reasonIn(stderr) };
  const { GOVERSION, GOOS, GOARCH } = JSON.parse(stdout) as Record<string, string>;
  return { version: GOVERSION ?? '', platform: `${GOOS}/${GOARCH}` };
}

const run = promisify(execFile);

export interface GoRun {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** What a go command printed; it throws what the command complained of. */
export async function go(args: readonly string[], { env, cwd, signal }: GoRun): Promise<string> {
  try {
    const { stdout } = await run('go', args, { env: { ...env, ...SETTINGS }, cwd, signal, maxBuffer: 2 ** 28 });
    return stdout;
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    const said = `${stderr ?? ''}${stdout ?? ''}`;
    throw signal.aborted || said.trim() === '' ? error : new Error(reasonIn(said));
  }
}

const LINES = 6;

/** The first complaints: those that follow are mostly the same, or come from them. */
function reasonIn(said: string): string {
  // Where an answer in JSON was asked for, the complaint is part of it.
  const [, inAnswer] = /^\t"Error": (".*")$/m.exec(said) ?? [];
  const text: string = inAnswer === undefined ? said : JSON.parse(inAnswer);
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('go: downloading '));
  const more = lines.length > LINES ? [`… and ${lines.length - LINES} more lines`] : [];
  return [...lines.slice(0, LINES), ...more].join('\n');
}
