import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { REPOSITORY } from '../../cli/command.js';
import { partAt } from '../../cluster/parts.js';
import { criStatus } from './cri.js';
import { type Declared, declare } from './declared.js';
import { NodeApi } from './node-api.js';

export type Generation = 'containerd' | 'containerd-1';
export const SCRIPTS = join(REPOSITORY, 'lib/kata/node-preparation');
const HOST = join(import.meta.dirname, 'host');

/** What an administrator has in the main file: the version of it, what it imports, a handler and a setting of his own. */
export const MAIN_FILE: Readonly<Record<Generation, string>> = {
  'containerd-1': `\
version = 2
oom_score = -998

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "registry.example.com/pause:3.9"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.crun]
    runtime_type = "io.containerd.runc.v2"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
`,
  containerd: `\
version = 3
imports = ["/etc/containerd/conf.d/*.toml"]
oom_score = -998

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.crun]
runtime_type = "io.containerd.runc.v2"
`,
};

/** Milliseconds for one to come up: more than a second only where much else runs. */
const START = 60_000;

export interface Outcome {
  readonly code: number | null;
  readonly log: string;
}

export type Running = ChildProcess & { outcome: Promise<Outcome> };

/** What a node is made of here, and what an agent's image holds. */
const PROGRAMS = ['unshare', 'nsenter', 'setsid', 'flock', 'chroot', 'bash', 'curl', 'tar', 'zstd', 'sysctl'];

/** Why there can be none here, or nothing. Only root may make namespaces. */
export function whyNoMachine(): string | undefined {
  const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  const missing = PROGRAMS.filter((program) => !has(program));
  if (missing.length > 0) return `no throw-away nodes here: ${missing.join(', ')} missing`;
  const { status, stderr } = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `no throw-away nodes here: ${stderr.trim()}`;
}

/**
 * A throw-away node with the real containerd. Its root is a folder in memory that outlives a reboot, as a disk does; its
 * processes, and its /run, do not.
 */
export class Machine {
  readonly folder = join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `node-${randomUUID().slice(0, 8)}`);
  readonly root = join(this.folder, 'root');
  readonly files = join(this.folder, 'files');
  readonly artifacts = join(this.folder, 'artifacts');
  readonly api = new NodeApi(this.folder);
  private process: ChildProcess | undefined;
  /** The number of its process 1 here. */
  private init = '';

  readonly generation: Generation;

  constructor(generation: Generation) {
    this.generation = generation;
  }

  async start(prepare?: (machine: Machine) => void): Promise<void> {
    this.write('/etc/containerd/config.toml', MAIN_FILE[this.generation]);
    this.write('/fake/cpuinfo', 'processor\t: 0\nflags\t\t: fpu vme vmx ssse3\n');
    this.write('/fake/proc-sys/kernel/osrelease', '6.1.0-28-amd64\n');
    this.write('/fake/proc-sys/vm/max_map_count', '65530\n');
    this.write('/fake/kvm', '');
    mkdirSync(join(this.root, 'fake/sys'), { recursive: true });
    for (const name of ['systemctl', 'containerd', 'modprobe'])
      cpSync(join(HOST, name), join(this.root, 'fake/sbin', name));
    prepare?.(this);
    await this.api.start();
    await this.boot();
  }

  async boot(): Promise<void> {
    const boot = [join(HOST, 'boot.sh'), this.root, dirname(partAt(this.generation))];
    const apart = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
    this.process = spawn('unshare', [...apart, 'sh', ...boot], { stdio: ['ignore', 'ignore', 'inherit'] });
    const unshare = `/proc/${this.process.pid}/task/${this.process.pid}/children`;
    for (const end = Date.now() + 20_000; ; await pause(20)) {
      this.init = readFileSync(unshare, 'utf8').trim();
      if (this.init !== '' && existsSync(this.within('/run/booted'))) return;
      if (Date.now() > end) throw new Error('the machine does not come up');
    }
  }

  /** All that runs ends at once, and nothing of /run is left. */
  async cutPower(): Promise<void> {
    const ended = new Promise((done) => this.process?.once('exit', done));
    this.process?.kill('SIGKILL');
    await ended;
  }

  async end(): Promise<void> {
    await this.cutPower();
    this.api.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  declare(declared: Declared): void {
    declare(declared, this.files, this.artifacts);
  }

  path(name: string): string {
    return join(this.root, name);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Where a file is that the machine has there, what is mounted included; links have to be relative. */
  private within(name: string): string {
    return join(`/proc/${this.init}/root`, this.root, name);
  }

  /** As the machine itself sees it; undefined where it is not. */
  read(name: string): string | undefined {
    return existsSync(this.within(name)) ? readFileSync(this.within(name), 'utf8') : undefined;
  }

  /** A command on the node itself. */
  sh(command: string): Outcome {
    return this.execute('/bin/sh', '-c', command);
  }

  private execute(...argv: readonly string[]): Outcome {
    const { status, stdout, stderr } = spawnSync('nsenter', [...this.namespaces, 'chroot', this.root, ...argv], {
      env: { ...process.env, PATH },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { code: status, log: stdout + stderr };
  }

  private get namespaces(): readonly string[] {
    return [`--mount=/proc/${this.init}/ns/mnt`, `--pid=/proc/${this.init}/ns/pid`];
  }

  /** The program, as a pod runs it. */
  run(mode: string, environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    return this.begin(['sh', join(SCRIPTS, 'main.sh'), mode], environment).outcome;
  }

  /** Not waited for here, as the API server is in this process. */
  begin(argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
    const env = { ...process.env, ...this.environment, ...environment };
    const child = spawn('nsenter', [...this.namespaces, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (log += chunk));
    const outcome = new Promise<Outcome>((done) => child.on('close', (code) => done({ code, log })));
    return Object.assign(child, { outcome });
  }

  get environment(): Record<string, string> {
    return {
      HOST_ROOT: this.root,
      FILES: this.files,
      ARTIFACTS: this.artifacts,
      SCRIPTS,
      POD_FOLDER: join(this.folder, 'pod'),
      CRI_WAIT: '5',
      LOCK_WAIT: '30',
      ...this.api.environment,
    };
  }

  /** What containerd makes of its files: the names of the handlers. Throws when it cannot read them. */
  handlersInFiles(): string[] {
    const { code, log } = this.execute('/usr/local/sbin/containerd', 'config', 'dump');
    if (code !== 0) throw new Error(log);
    return [
      ...new Set([...log.matchAll(/\.runtimes\.['"]?([a-z0-9-]+)['"]?\]/g)].map((match) => match[1] ?? '')),
    ].sort();
  }

  /** What the daemon that runs answers over CRI; undefined when it does not. */
  async handlersInDaemon(): Promise<string[] | undefined> {
    const status = await criStatus(this.within('/run/containerd/containerd.sock'));
    if (!status?.includes('"runtimes":{')) return undefined;
    return [...status.matchAll(/"([a-z0-9-]+)":\{"runtimeType"/g)].map((match) => match[1] ?? '').sort();
  }

  /** A daemon that was being restarted when all was killed may take a moment. */
  async untilStarted(): Promise<void> {
    for (const end = Date.now() + 15_000; (await this.handlersInDaemon()) === undefined; await pause(50))
      if (Date.now() > end)
        throw new Error(`containerd does not come up: ${this.read('/run/containerd.log')?.slice(-500)}`);
  }

  /** What a run that was cut off may leave, and the next one has to remove. */
  leftovers(): string[] {
    const paths = ['/etc', '/opt', '/var/lib/bulkhead'].flatMap((place) => {
      if (!existsSync(this.within(place))) return [];
      return readdirSync(this.within(place), { recursive: true, encoding: 'utf8' }).map((path) => join(place, path));
    });
    return paths.filter((path) => LEFTOVER.test(basename(path)));
  }

  starts(): number {
    return (this.read('/var/log/starts') ?? '').split('\n').length - 1;
  }

  /** Every file of the node that a run may touch, with its content and its time of change. */
  state(): string {
    const places = 'etc opt var/lib/bulkhead';
    return this.sh(`find ${places} \\( -type f -o -type l \\) -printf '%p %T@ %m %l\\n' 2>/dev/null | sort`).log;
  }
}

const LEFTOVER = /^(.*\.bulkhead-.*|\.unpacked|pending|restart|started|undone|trial.*)$/s;

/** One for all tests of a block, which ends with them; what is prepared is there before it is booted. */
export function machineOf(generation: Generation, prepare?: (machine: Machine) => void): Machine {
  const machine = new Machine(generation);
  beforeAll(() => machine.start(prepare), START);
  afterAll(() => machine.end());
  return machine;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
