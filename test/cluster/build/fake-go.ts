import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PARTS } from '../../../scripts/cluster/parts.js';
import { REPOSITORY, type Run, workspace, write } from '../../cli/command.js';
import { FAKE_APT_GET, FAKE_DPKG } from './fake-debian.js';
import { FAKE_NPM, FAKE_TAR } from './fake-npm.js';

/**
 * Stands in for the go command, which takes a quarter of an hour for the real thing: it notes what it is asked, and makes
 * files of the right names. WAITS has it wait in the middle of a compilation, FAILS fail for packages of that name.
 */
const FAKE_GO = `#!${process.execPath}
const { appendFileSync, existsSync, writeFileSync } = process.getBuiltinModule('node:fs');
const { env, argv } = process;
const args = argv.slice(2);
appendFileSync(env.FAKE + '/log', args.join(' ') + '\\n');
if (env.FAILS && args.some((arg) => arg.startsWith(env.FAILS))) {
  if (args[0] === 'mod') console.log(JSON.stringify({ Path: env.FAILS, Error: 'fake go: "no" module' }, null, '\\t'));
  else console.error('go: downloading ' + env.FAILS + ' v1.0.0\\n' + [1, 2, 3, 4, 5, 6, 7, 8].map((n) => 'fake complaint ' + n).join('\\n'));
  process.exit(1);
}
if (args[0] === 'build') writeFileSync(env.FAKE + '/env', JSON.stringify(env));
if (args[0] === 'env') console.log(JSON.stringify({ GOVERSION: 'go1.26.0', GOOS: 'linux', GOARCH: 'amd64' }));
if (args[0] === 'mod') console.log(JSON.stringify({ Dir: env.FAKE + '/modules/' + args.at(-1) }));
const out = args[0] === 'build' ? args[args.indexOf('-o') + 1] : args.at(-1).split('=').at(-1) + '/made.yaml';
const make = () => (args[0] === 'build' || args[0] === 'run') && writeFileSync(out, 'fake\\n', { mode: 0o755 });
if (env.WAITS && args[0] === 'build') {
  writeFileSync(env.FAKE + '/waits-' + process.pid, '');
  const timer = setInterval(() => {
    if (!existsSync(env.FAKE)) process.exit(1); // its test has ended
    if (!existsSync(env.FAKE + '/go-on')) return;
    clearInterval(timer);
    make();
  }, 20);
} else make();
`;

export interface Bench {
  /** Of the variables that a run sees; there is no other program on the PATH. */
  readonly env: { readonly PATH: string; readonly FAKE: string; readonly BULKHEAD_CLUSTER_CACHE: string };
  readonly cache: string;
  /** What the fake was asked. */
  log(): string[];
  /** In which environment it last compiled. */
  settings(): Record<string, string>;
  /** Folders of the cache: finished parts, or drafts. */
  folders(kind: 'parts' | 'drafts'): string[];
  run(args?: readonly string[], env?: Record<string, string>): Promise<Run>;
  start(args?: readonly string[], env?: Record<string, string>): { process: ChildProcess; ended: Promise<Run> };
  /** Until that many compilations wait. */
  waiting(count: number): Promise<void>;
  /** Until none does. */
  noneLeft(): Promise<void>;
  goOn(): void;
}

const FAKES: Readonly<Record<string, string>> = {
  go: FAKE_GO,
  'apt-get': FAKE_APT_GET,
  dpkg: FAKE_DPKG,
  npm: FAKE_NPM,
  tar: FAKE_TAR,
};
const MAIN = join(REPOSITORY, 'build/scripts/cluster/main.js');

export function bench({ programs = ['go', 'redis-server', 'openssl', 'apt-get', 'dpkg', 'npm', 'tar'] } = {}): Bench {
  const folder = workspace({ 'fake/log': '', 'bin/.keep': '' });
  const [fake, cache] = [join(folder, 'fake'), join(folder, 'cache')];
  for (const program of programs) {
    write(folder, `bin/${program}`, FAKES[program] ?? '');
    chmodSync(join(folder, 'bin', program), 0o755);
  }
  for (const { upstream, steps } of PARTS.filter((part) => 'steps' in part))
    for (const step of steps) {
      if ('copy' in step) copied(folder, `fake/modules/${upstream}/${step.copy.replace('*', 'one')}`);
      if ('copyAll' in step) copied(folder, `fake/modules/${upstream}/${step.copyAll}/one/two.yaml`);
    }
  const env = { PATH: join(folder, 'bin'), FAKE: fake, BULKHEAD_CLUSTER_CACHE: cache };

  const start: Bench['start'] = (args = [], more = {}) => {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: { ...env, ...more } });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    const ended = new Promise<Run>((resolve) => child.on('close', (code) => resolve({ code, ...said })));
    return { process: child, ended };
  };
  const folders = (kind: 'parts' | 'drafts') =>
    (existsSync(cache) ? readdirSync(cache) : []).filter((name) => name.startsWith('.draft-') === (kind === 'drafts'));
  return {
    env,
    cache,
    log: () => readFileSync(join(fake, 'log'), 'utf8').split('\n').filter(Boolean),
    settings: () => JSON.parse(readFileSync(join(fake, 'env'), 'utf8')),
    folders,
    start,
    run: (args, more) => start(args, more).ended,
    async waiting(count) {
      while (waiters(fake).length < count) await pause(20);
    },
    async noneLeft() {
      while (waiters(fake).some(isAlive)) await pause(20);
    },
    goOn: () => write(fake, 'go-on', ''),
  };
}

/** As Go keeps it: read-only. */
function copied(folder: string, path: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  write(folder, path, 'upstream\n');
  chmodSync(join(folder, path), 0o444);
}

function waiters(fake: string): number[] {
  return readdirSync(fake).flatMap((name) => (name.startsWith('waits-') ? Number(name.slice('waits-'.length)) : []));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
