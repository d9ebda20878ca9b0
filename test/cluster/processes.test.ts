import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePorts, Processes } from './processes.js';

const SUPERVISOR = join(import.meta.dirname, 'supervisor.mjs');

/** Says where it runs, and ends only when somebody ends it. */
const LASTING = ['-e', "require('fs').writeFileSync('pid', String(process.pid)); setInterval(() => {}, 1000)"];

async function until<T>(what: () => T | undefined | false): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const found = what();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('waited in vain');
}

const pidIn = (folder: string) =>
  until(() => existsSync(join(folder, 'pid')) && Number(readFileSync(join(folder, 'pid'), 'utf8')));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it('end with who has started them', async () => {
  const processes = new Processes();
  processes.start({ name: 'lasting', argv: [process.execPath, ...LASTING] });
  const pid = await pidIn(processes.folder);
  expect(isAlive(pid)).toBe(true);
  await processes.end();
  expect([isAlive(pid), existsSync(processes.folder)]).toEqual([false, false]);
});

it('end when who has started them is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-cluster-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const message = JSON.stringify({ name: 'lasting', argv: [process.execPath, ...LASTING], log: join(folder, 'log') });
  const script = join(folder, 'starter.mjs');
  writeFileSync(
    script,
    `import { spawn } from 'node:child_process';
const supervisor = spawn(process.execPath, [${JSON.stringify(SUPERVISOR)}, ${JSON.stringify(folder)}], {
  stdio: ['pipe', 'pipe', 'inherit'], detached: true,
});
supervisor.stdin.write(${JSON.stringify(`${message}\n`)});`,
  );
  const starter = spawn(process.execPath, [script], { stdio: 'ignore' });
  const pid = await pidIn(folder);
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  await until(() => !isAlive(pid) && !existsSync(folder));
});

it('that end by themselves are told of, with the end of what they have said', async () => {
  const processes = new Processes();
  onTestFinished(() => processes.end());
  processes.expectRunning();
  processes.start({ name: 'failing', argv: [process.execPath, '-e', 'console.log("no port"); process.exit(3)'] });
  processes.start({ name: 'missing', argv: ['/nowhere/etcd'] });
  await until(() => {
    try {
      processes.expectRunning();
      return false;
    } catch (error) {
      return String(error).includes('failing has ended (exit code 3):\nno port');
    }
  });
});

it('tell of what fails in the test itself, too', async () => {
  const processes = new Processes();
  onTestFinished(() => processes.end());
  processes.tellFailure('stand-in', new Error('nobody listens'));
  expect(() => processes.expectRunning()).toThrow(/stand-in has ended \(failed\):\nError: nobody listens/);
});

it('start again when they are told to, and are not told of as ended', async () => {
  const processes = new Processes();
  onTestFinished(() => processes.end());
  processes.start({ name: 'lasting', argv: [process.execPath, ...LASTING] });
  const first = await pidIn(processes.folder);
  await processes.restart('lasting');
  expect(isAlive(first)).toBe(false);
  const second = await until(() => {
    const pid = Number(readFileSync(join(processes.folder, 'pid'), 'utf8'));
    return pid !== 0 && pid !== first && pid;
  });
  expect(isAlive(second)).toBe(true);
  processes.expectRunning();
  await processes.end();
  expect(isAlive(second)).toBe(false);
});

it('are held while something is done, and go on after it, whatever becomes of it', async () => {
  const processes = new Processes();
  onTestFinished(() => processes.end());
  const file = join(processes.folder, 'beat');
  const beating = "let beat = 0; setInterval(() => require('fs').writeFileSync('beat', String(++beat)), 5)";
  processes.start({ name: 'beating', argv: [process.execPath, '-e', beating] });
  const beat = () => existsSync(file) && readFileSync(file, 'utf8');
  const isBeatingOn = (from: string | false) => until(() => beat() !== from && beat());
  await isBeatingOn(false);
  const beats = processes.whileHeld(['beating'], async () => {
    const first = beat();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(beat()).toBe(first);
    processes.expectRunning();
    throw new Error(`held at ${first}`);
  });
  await expect(beats).rejects.toThrow('held at');
  await isBeatingOn(beat());
});

it('get ports that are not the same', async () => {
  const ports = await freePorts('a', 'b', 'c');
  expect(new Set(Object.values(ports)).size).toBe(3);
  // Those above belong to connections, of which a starting API server has hundreds.
  for (const port of Object.values(ports)) expect(port).toBeLessThan(32_768);
});
