import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parse } from '@iarna/toml';
import { beforeEach, type TestContext } from 'vitest';
import { needs, partAt } from './parts.js';
import { Processes } from './processes.js';

const run = promisify(execFile);

/** Whether the daemon can be started; where not, every test of this block is skipped, with the reason. */
export function needsContainerd(...parts: ('containerd' | 'containerd-1')[]): boolean {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) beforeEach((context: TestContext) => context.skip('containerd starts for root only'));
  return needs(...parts) && isRoot;
}

/** The real daemon, of the one generation or the other, with all that it keeps in a folder of its own. */
export class Containerd {
  readonly folder: string;
  /** The main file. */
  readonly config: string;
  private readonly socket: string;
  private readonly processes = new Processes();
  private readonly program: string;
  private readonly arguments: readonly string[];

  constructor(part: 'containerd' | 'containerd-1') {
    this.program = partAt(part);
    this.folder = this.processes.folder;
    this.config = join(this.folder, 'etc/config.toml');
    this.socket = join(this.folder, 'containerd.sock');
    // Flags rather than the main file: that is the administrator's.
    const places = { root: 'root', state: 'state', address: 'containerd.sock' };
    const flags = Object.entries(places).flatMap(([flag, name]) => [`--${flag}`, join(this.folder, name)]);
    this.arguments = [...flags, '--config', this.config];
  }

  /** A file below the folder of the main one. */
  write(name: string, text: string): string {
    const path = join(dirname(this.config), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** What it makes of its files; throws what it complains of. */
  dump(): Record<string, unknown> {
    return parse(this.tell(...this.arguments, 'config', 'dump')) as Record<string, unknown>;
  }

  /** What it runs with where it has no files. */
  defaults(): Record<string, unknown> {
    return parse(this.tell('config', 'default')) as Record<string, unknown>;
  }

  private tell(...args: string[]): string {
    return execFileSync(this.program, args, { encoding: 'utf8', stdio: 'pipe' });
  }

  async start(): Promise<void> {
    this.processes.start({ name: 'containerd', argv: [this.program, ...this.arguments] });
    await this.untilItAnswers();
  }

  async restart(): Promise<void> {
    await this.processes.restart('containerd');
    await this.untilItAnswers();
  }

  /** What became of each plugin, by type and name. */
  async plugins(): Promise<ReadonlyMap<string, string>> {
    const lines = (await this.ctr('plugins', 'ls')).trim().split('\n').slice(1);
    return new Map(
      lines.map((line) => {
        const [type, name, , status = line] = line.trim().split(/\s+/);
        return [`${type}.${name}`, status];
      }),
    );
  }

  async ctr(...args: string[]): Promise<string> {
    return (await run(join(dirname(this.program), 'ctr'), ['--address', this.socket, ...args])).stdout;
  }

  end(): Promise<void> {
    return this.processes.end();
  }

  private async untilItAnswers(): Promise<void> {
    for (const end = Date.now() + 20_000; ; await pause(20)) {
      this.processes.expectRunning();
      try {
        await this.ctr('version');
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }
}
