import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Process {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

type Signal = 'SIGSTOP' | 'SIGCONT';

/** Processes in a folder of their own. They end, and the folder goes, when this does or whatever ends the test. */
export class Processes {
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-cluster-'));
  private readonly supervisor: ChildProcess;
  private readonly ended = new Map<string, string>();
  private readonly started = new Map<string, Process>();
  private readonly restarted = new EventEmitter();
  private readonly signalled = new EventEmitter();

  constructor() {
    const script = join(import.meta.dirname, 'supervisor.mjs');
    // A group of its own: Ctrl-C is for the test, which then lets go of it.
    this.supervisor = spawn(process.execPath, [script, this.folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    });
    const output = this.supervisor.stdout;
    if (output === null) throw new Error('the supervisor has no output');
    createInterface({ input: output }).on('line', (line) => {
      const message = JSON.parse(line) as
        | { ended: string; how: string }
        | { restarted: string }
        | { signalled: string };
      if ('ended' in message) this.ended.set(message.ended, message.how);
      else if ('signalled' in message) this.signalled.emit(message.signalled);
      else this.restarted.emit(message.restarted);
    });
    this.supervisor.unref();
  }

  start(process: Process): void {
    this.ended.delete(process.name);
    this.started.set(process.name, process);
    this.send(this.message(process.name));
  }

  /** Ends one, in whatever it is at, and starts it again, as it was started or with other arguments. */
  async restart(name: string, change = (argument: string) => argument): Promise<void> {
    const process = this.started.get(name);
    if (process === undefined) throw new Error(`${name} was never started`);
    const restarted = once(this.restarted, name);
    this.started.set(name, { ...process, argv: process.argv.map(change) });
    this.send({ restart: this.message(name) });
    await restarted;
  }

  /** Holds these where they are while something is done: they find all of it at once. */
  async whileHeld<T>(names: readonly string[], what: () => Promise<T>): Promise<T> {
    const all = (signal: Signal) => Promise.all(names.map((name) => this.signal(name, signal)));
    await all('SIGSTOP');
    try {
      return await what();
    } finally {
      await all('SIGCONT');
    }
  }

  logOf(name: string): string {
    return join(this.folder, `${name}.log`);
  }

  /** Of what runs in the test itself. */
  tellFailure(name: string, error: unknown): void {
    appendFileSync(this.logOf(name), `${error instanceof Error ? error.stack : error}\n`);
    this.ended.set(name, 'failed');
  }

  /** Throws, with the end of its log, where a process has ended that nobody stopped. */
  expectRunning(): void {
    const ended = [...this.ended].map(([name, how]) => {
      const log = readFileSync(this.logOf(name), 'utf8').split('\n').slice(-15).join('\n');
      return `${name} has ended (${how}):\n${log}`;
    });
    if (ended.length > 0) throw new Error(ended.join('\n'));
  }

  async end(): Promise<void> {
    if (this.supervisor.exitCode !== null) return;
    const exit = once(this.supervisor, 'exit');
    this.supervisor.stdin?.end();
    await exit;
  }

  private async signal(name: string, signal: Signal): Promise<void> {
    const signalled = once(this.signalled, name);
    this.send({ name, signal });
    await signalled;
  }

  private message(name: string): object {
    return { ...this.started.get(name), log: this.logOf(name) };
  }

  private send(message: object): void {
    this.supervisor.stdin?.write(`${JSON.stringify(message)}\n`);
  }
}

/**
 * Loopback ports that nobody listens on, below those that systems give to connections (Linux: from 32768, others: from
 * 49152): a process that starts seconds later finds them still free. All are held until the last is known, so that no
 * two are the same.
 */
export async function freePorts<const Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
  const servers = await Promise.all(names.map(async (name) => ({ name, ...(await listen()) })));
  await Promise.all(servers.map(({ server }) => once(server.close(), 'close')));
  return Object.fromEntries(servers.map(({ name, port }) => [name, port])) as Record<Name, number>;
}

async function listen(): Promise<{ server: Server; port: number }> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const server = createServer();
    try {
      await once(server.listen(port, '127.0.0.1'), 'listening');
      return { server, port };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}
