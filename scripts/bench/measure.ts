import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

export interface Command {
  /** Program and arguments. */
  readonly argv: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** File that standard output goes to; otherwise one that nobody keeps. */
  readonly stdout?: string;
  /** Exit codes beside 0 that are no failure: `synth --check` says 1 where something differs. */
  readonly mayExit?: number;
}

/** What a process and all that it waited for have used. */
export interface Usage {
  /** User and system time. */
  readonly cpu: number;
  readonly wall: number;
  /** Largest resident set of any one of them, in MiB; undefined where there is no program to ask. */
  readonly peak?: number;
}

export type Measured = (Usage & { readonly output: () => string }) | 'cut off';

export interface Clock {
  /** How the report calls it. */
  readonly name: string;
  readonly memory: boolean;
  /** Runs `$@`, then says on file descriptor 3: seconds, user seconds, system seconds, KiB or nothing. */
  readonly argv: readonly string[];
}

/**
 * The kernel tells a process's CPU time and its largest resident set to the parent that waits for it, once, at its end
 * (wait4). Node does not hand that on, and reading /proc while the process runs misses its last moments; so a small
 * program stands between. It is small on purpose: a child's peak is never below what its parent had when it forked.
 */
export const CLOCKS: readonly Clock[] = [
  {
    name: 'python3 (wait4)',
    memory: true,
    argv: [
      'python3',
      '-S',
      '-E',
      '-c',
      `import os, sys, time
os.set_inheritable(3, False)
begin = time.monotonic()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(pid, 0)
wall = time.monotonic() - begin
os.write(3, f"{wall} {usage.ru_utime} {usage.ru_stime} {usage.ru_maxrss}".encode())
os._exit(os.waitstatus_to_exitcode(status) & 255)`,
    ],
  },
  {
    name: "bash's time",
    memory: false,
    argv: ['bash', '-c', `TIMEFORMAT='%3R %3U %3S'; { time "$@" 2>&4 3>&- 4>&-; } 4>&2 2>&3`, 'bash'],
  },
];

/** The first clock whose program is here. */
export function findClock(): Clock {
  const clock = CLOCKS.find(({ argv: [program = ''] }) => spawnSync(program, ['--version']).status === 0);
  if (clock === undefined)
    throw new Error('processes are measured by python3, or without their memory by bash: install either');
  return clock;
}

/** Runs a command as a process of its own. One that takes longer than `seconds` is ended, with all that it started. */
export async function measure(clock: Clock, command: Command, scratch: string, seconds?: number): Promise<Measured> {
  const files = { stdout: command.stdout ?? join(scratch, 'stdout'), stderr: join(scratch, 'stderr') };
  const [stdout, stderr] = [openSync(files.stdout, 'w'), openSync(files.stderr, 'w')];
  const [program = '', ...before] = clock.argv;
  // Node 20 reads these certificates whenever it starts, for 70 ms; nobody here talks to anybody.
  const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;
  const child = spawn(program, [...before, ...command.argv], {
    cwd: command.cwd,
    env: { ...environment, ...command.env },
    stdio: ['ignore', stdout, stderr, 'pipe'],
    detached: true,
  });
  closeSync(stdout);
  closeSync(stderr);
  running = child;
  let late = false;
  const end = () => {
    late = true;
    endRunning();
  };
  const limit = seconds === undefined ? undefined : setTimeout(end, seconds * 1000);
  const [code, said] = await Promise.all([
    new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject)),
    text(child.stdio[3] as unknown as NodeJS.ReadableStream),
  ]);
  clearTimeout(limit);
  running = undefined;
  if (late) return 'cut off';
  if (code !== 0 && code !== command.mayExit)
    throw new Error(
      `${command.argv.join(' ')}\nended with ${code}:\n${readFileSync(files.stderr, 'utf8').slice(-2000)}`,
    );
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN, kib] = said.trim().split(' ').map(Number);
  return {
    cpu: user + system,
    wall,
    ...(kib === undefined ? {} : { peak: kib / 1024 }),
    output: () => readFileSync(files.stdout, 'utf8'),
  };
}

let running: ChildProcess | undefined;

/** Ends what is being measured: it leads a process group of its own, which a Ctrl-C in the terminal does not reach. */
export function endRunning(): void {
  if (running?.pid !== undefined && running.exitCode === null) process.kill(-running.pid, 'SIGKILL');
}
