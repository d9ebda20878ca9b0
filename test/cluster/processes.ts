import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Process {
  readonly name: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Processes in a folder of their own. They end, and the folder goes, when this does or whatever ends the test. */
export class Processes {
  readonly folder = mkdtempSync(join(tmpdir(), 'bulkhead-cluster-'));
  private readonly supervisor: ChildProcess;
  private readonly ended = new Map<string, string>();

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
      const { ended, how } = JSON.parse(line) as { ended: string; how: string };
      this.ended.set(ended, how);
    });
    this.supervisor.unref();
  }

  start(process: Process): void {
    this.ended.delete(process.name);
    this.send({ ...process, log: this.logOf(process.name) });
  }

  logOf(name: string): string {
    return join(this.folder, `${name}.log`);
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

  private send(message: object): void {
    this.supervisor.stdin?.write(`${JSON.stringify(message)}\n`);
  }
}

/** Loopback ports that nobody listens on. All are held until the last is known, so that no two are the same. */
export async function freePorts<const Name extends string>(...names: Name[]): Promise<Record<Name, number>> {
  const servers = await Promise.all(
    names.map(async (name) => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('not a port');
      return { name, server, port: address.port };
    }),
  );
  await Promise.all(servers.map(({ server }) => once(server.close(), 'close')));
  return Object.fromEntries(servers.map(({ name, port }) => [name, port])) as Record<Name, number>;
}
