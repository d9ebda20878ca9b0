// Runs the processes of one cluster, and ends them with whoever asked for them: its standard input closes when a test
// ends, fails, is stopped or is killed. Each line of input is a process to start, as JSON; each line of output says that
// one has ended.
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const folder = process.argv[2];
const children = new Map();

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { name, argv, env, log } = JSON.parse(line);
  const output = openSync(log, 'a');
  const child = spawn(argv[0], argv.slice(1), {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  children.set(name, child);
  const ended = (how) => {
    if (children.get(name) === child) children.delete(name);
    process.stdout.write(`${JSON.stringify({ ended: name, how })}\n`);
  };
  child.once('error', (error) => ended(error.message));
  child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
});
lines.on('close', end);
// Whoever reads the output is gone, and with it what is to be supervised.
process.stdout.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

function end() {
  for (const child of children.values()) child.kill('SIGKILL');
  const wait = () => {
    if (children.size > 0) return setTimeout(wait, 10);
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  wait();
}
