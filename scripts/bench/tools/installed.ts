import { spawnSync } from 'node:child_process';

/** What a program says first when it is asked for its version, or undefined where it is not installed. */
export function installed(program: string, ...args: string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [first = ''] = `${stdout}${stderr}`.split('\n');
  return /v?\d+\.\d+[\w.+-]*/.exec(first)?.[0] ?? 'version unknown';
}
