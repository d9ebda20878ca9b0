import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Disk, nodeDisk } from '../../lib/synth/disk.js';
import { withLock } from '../../lib/synth/lock.js';
import { writeTree } from '../../lib/synth/tree.js';
import { type Contents, compileWriter, contentsOf, newFolder, rendered } from './sample-tree.js';

let writer: { folder: string; remove: () => void };
let folder: string;
let tree: string;
beforeAll(() => {
  writer = compileWriter();
});
afterAll(() => writer.remove());
beforeEach(() => {
  folder = newFolder();
  tree = join(folder, 'dist');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SCOPE = { folders: ['prod', 'stage'], complete: true };

/** 200 files, of which each edition adds, changes and drops some. */
function edition(name: string): Contents {
  const contents: Contents = {};
  for (let i = 0; i < 100; i++) {
    for (const environment of SCOPE.folders) {
      const own = i % 5 === 0 ? `-${name}` : '';
      const text = i % 3 === 0 ? name : 'the same';
      contents[`${environment}/tenants/t${i}${own}/a.yaml`] = `# Rendered by Bulkhead\n${text.repeat(50)}\n`;
    }
  }
  return contents;
}

/** A process that says `ready`, waits for a line and then runs `script`, which has the writer at hand. */
function startProcess(script: string) {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  const from = (name: string) => JSON.stringify(join(writer.folder, 'synth', `${name}.js`));
  writeFileSync(
    file,
    `import { writeTree } from ${from('tree')};
import { withLock } from ${from('lock')};
import fs from 'node:fs';
const tree = ${JSON.stringify(tree)}, scope = ${JSON.stringify(SCOPE)};
process.stdin.once('data', () => { ${script}; process.exit(0); });
process.stdout.write('ready');`,
  );
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'pipe'] });
  const errors: Buffer[] = [];
  child.stderr.on('data', (data: Buffer) => errors.push(data));
  return {
    ready: once(child.stdout, 'data'),
    ended: once(child, 'exit'),
    start: () => child.stdin.write('go\n'),
    kill: () => child.kill('SIGKILL'),
    errors: () => Buffer.concat(errors).toString(),
  };
}

function writing(contents: Contents): string {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(file, JSON.stringify(contents));
  return `const contents = JSON.parse(fs.readFileSync(${JSON.stringify(file)}, 'utf8'));
writeTree(tree, Object.entries(contents).map(([path, text]) => ({ path, content: Buffer.from(text) })), scope)`;
}

it('of two writers at once, the tree is that of one, and a loser is told who is at work', async () => {
  const editions = [edition('one'), edition('two'), edition('three')];
  for (let round = 0; round < 4; round++) {
    const children = editions.map((contents) => startProcess(writing(contents)));
    await Promise.all(children.map((child) => child.ready));
    for (const child of children) child.start();
    const codes = await Promise.all(children.map(async (child) => (await child.ended)[0] as number));
    expect(codes).toContain(0);
    for (const [index, code] of codes.entries()) {
      if (code !== 0)
        expect(children[index]?.errors()).toMatch(/WriteError: .*\.bulkhead\.lock is held by process \d+; wait/);
    }
    expect(editions).toContainEqual(contentsOf(tree));
  }
});

function deadProcess(): number {
  return Number(spawnSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).stdout);
}

function leaveLock(changes: Record<string, unknown>): void {
  mkdirSync(tree, { recursive: true });
  let lock = {};
  withLock(tree, nodeDisk, () => {
    lock = JSON.parse(readFileSync(join(tree, '.bulkhead.lock'), 'utf8')) as object;
  });
  writeFileSync(join(tree, '.bulkhead.lock'), JSON.stringify({ ...lock, ...changes }));
}

it('of many that find a dead lock, one at a time takes it over', async () => {
  for (let round = 0; round < 3; round++) {
    leaveLock({ pid: deadProcess(), token: 'dead' });
    writeFileSync(join(tree, '.bulkhead.lock.takeover'), readFileSync(join(tree, '.bulkhead.lock')));
    const children = Array.from({ length: 5 }, () =>
      startProcess(`for (let i = 0; i < 20;) {
        try {
          withLock(tree, fs, () => {
            fs.writeFileSync(tree + '/inside', '', { flag: 'wx' });
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
            fs.unlinkSync(tree + '/inside');
          });
          i++;
        } catch (error) {
          if (!/is held by process/.test(error.message)) throw error;
        }
      }`),
    );
    await Promise.all(children.map((child) => child.ready));
    for (const child of children) child.start();
    const codes = await Promise.all(children.map(async (child) => (await child.ended)[0] as number));
    expect(codes, children.map((child) => child.errors()).join('\n')).toEqual([0, 0, 0, 0, 0]);
    expect(contentsOf(tree)).toEqual({});
  }
});

it.each<[string, Record<string, unknown>, string]>([
  [
    'a live process',
    { pid: process.ppid, started: '' },
    `is held by process ${process.ppid}; wait until it has ended and run again`,
  ],
  ['another thread of this process', { thread: 99 }, `is held by process ${process.pid}; wait`],
  [
    'another machine',
    { host: 'ci-7' },
    'on ci-7, which cannot be asked from here; if that run has ended, delete the file',
  ],
  ['another container of this host', { namespace: 'pid:[1]' }, `on ${hostname()}, which cannot be asked from here`],
  ['nobody we know', { pid: 'x' }, 'is not a lock this program has written; delete it and run again'],
])('a lock of %s is an error', (_, changes, message) => {
  leaveLock(changes);
  expect(() => writeTree(tree, rendered({ 'prod/a': 'a' }), SCOPE)).toThrow(message);
  expect(Object.keys(contentsOf(tree))).toEqual(['.bulkhead.lock']);
});

it.each<[string, Record<string, unknown>]>([
  ['a process that has ended', { pid: deadProcess() }],
  ['an earlier process of the same number', { pid: process.ppid, started: '1' }],
  ['the time before a reboot', { boot: 'earlier', pid: process.ppid }],
  ['this very process, which has let go', {}],
])('a lock of %s is taken over', (_, changes) => {
  leaveLock(changes);
  writeTree(tree, rendered({ 'prod/a': 'a' }), SCOPE);
  expect(contentsOf(tree)).toEqual({ 'prod/a': 'a' });
  leaveLock(changes);
  writeTree(tree, rendered({ 'prod/a': 'a' }), SCOPE);
  expect(existsSync(join(tree, '.bulkhead.lock'))).toBe(false);
});

it('a lock whose process was killed before it could write its name is taken over', () => {
  mkdirSync(tree);
  writeFileSync(join(tree, '.bulkhead.lock'), '');
  writeTree(tree, rendered({ 'prod/a': 'a' }), SCOPE);
  expect(contentsOf(tree)).toEqual({ 'prod/a': 'a' });
});

it('the locks and guards of several that were killed on top of each other are all cleared away', () => {
  leaveLock({ pid: deadProcess(), token: 'dead' });
  const lock = join(tree, '.bulkhead.lock');
  writeFileSync(`${lock}.takeover`, readFileSync(lock));
  writeFileSync(`${lock}.takeover.takeover`, '');
  writeTree(tree, rendered({ 'prod/a': 'a' }), SCOPE);
  expect(contentsOf(tree)).toEqual({ 'prod/a': 'a' });
});

it('who was held up while it wrote its lock lets go of it and takes it again', () => {
  mkdirSync(tree);
  let slow = 0;
  const disk: Disk = {
    ...nodeDisk,
    writeFileSync: (...args: Parameters<Disk['writeFileSync']>) => {
      // Longer than half the time after which others take an empty lock for dead.
      if (slow++ === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
      nodeDisk.writeFileSync(...args);
    },
  };
  const removed: string[] = [];
  disk.unlinkSync = (path) => {
    removed.push(basename(String(path)));
    nodeDisk.unlinkSync(path);
  };
  withLock(tree, disk, () => {
    expect(removed).toEqual(['.bulkhead.lock', '.bulkhead.lock.takeover']);
    expect(JSON.parse(readFileSync(join(tree, '.bulkhead.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  });
  expect(contentsOf(tree)).toEqual({});
});
