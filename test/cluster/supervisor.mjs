// Runs the processes of one cluster, and ends them with whoever asked for them: its standard input closes when a test
// ends, fails, is stopped or is killed. Each line of input is a process to start, as JSON, or one of that name to start in
// its place, or one to hold or to let go on; each line of output says that one has ended by itself, is started again, or is
// held or goes on.
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const folder = process.argv[2];
const children = new Map();
/** What takes the place of a child that is about to end. */
const restarting = new Map();
let isOver = false;

// Go collects garbage whenever its heap has doubled, a fifth of all that these programs, which live for a minute, would
// do. For more memory (the API server: 0.8 GB in place of 0.4) they hardly do. Nor do they
// need more than one processor each: with two, a twelfth of what they take goes into looking for work.
const defaults = { GOGC: '400', GOMAXPROCS: '1' };

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const message = JSON.parse(line);
  if (message.signal !== undefined) signal(message);
  else if (message.restart === undefined) start(message);
  else restart(message.restart);
});
lines.on('close', end);
// Whoever reads the output is gone, and with it what is to be supervised.
process.stdout.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

function start(message) {
  const { name, argv, env, log } = message;
  const output = openSync(log, 'a');
  const child = spawn(argv[0], argv.slice(1), {
    cwd: folder,
    env: { ...defaults, ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  children.set(name, child);
  const ended = (how) => {
    if (children.get(name) === child) children.delete(name);
    const successor = restarting.get(child);
    if (successor === undefined || isOver) return say({ ended: name, how });
    restarting.delete(child);
    start(successor);
    say({ restarted: name });
  };
  child.once('error', (error) => ended(error.message));
  child.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
}

function restart(successor) {
  const { name } = successor;
  const child = children.get(name);
  // One that has ended by itself has been told of, and stays so.
  if (child === undefined) return say({ restarted: name });
  restarting.set(child, successor);
  child.kill('SIGKILL');
}

function signal({ name, signal }) {
  children.get(name)?.kill(signal);
  say({ signalled: name });
}

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function end() {
  isOver = true;
  for (const child of children.values()) child.kill('SIGKILL');
  const wait = () => {
    if (children.size > 0) return setTimeout(wait, 10);
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  wait();
}
