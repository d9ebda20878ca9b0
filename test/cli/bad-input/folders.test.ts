import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIN, workspace } from '../command.js';
import { synthInProcess } from '../in-process.js';

const APART = 'name two folders, neither of them inside the other';

/** A folder with one of everything that may be named, and the declarations of the shop. */
function folder(): string {
  const made = workspace();
  writeFileSync(join(made, 'file'), 'a: 1\n');
  execFileSync('mkfifo', [join(made, 'pipe')]);
  for (const name of ['empty', 'real']) mkdirSync(join(made, name));
  for (const [name, target] of [
    ['link', 'real'],
    ['broken', 'nowhere'],
    ['loop', 'loop'],
    ['shortcut', 'environments'],
  ] as const)
    symlinkSync(target, join(made, name));
  return made;
}

/** A process of its own, with relative paths as people write them. Without a limit a run that never ends would hang here. */
function run(cwd: string, ...args: (string | Buffer)[]): { code: number | null; said: string } {
  // Through a shell, as Node itself passes on nothing that is not text.
  const quoted = args.map((arg) => `'${arg.toString('latin1')}'`).join(' ');
  const script = Buffer.from(`exec '${process.execPath}' '${MAIN}' synth ${quoted}`, 'latin1');
  const { status, stdout, stderr } = spawnSync('sh', ['-s'], { cwd, input: script, encoding: 'utf8', timeout: 15_000 });
  expect(stdout).toBe('');
  return { code: status, said: stderr };
}

const couldNotRun = (said: string) => ({ code: 2, stdout: '', stderr: `error: ${said}\n` });

describe('--dist', () => {
  it.each([
    ['file', '~/file is not a folder; name a folder to render into with --dist'],
    ['file/dist', '~/file/dist cannot be rendered into: a part of its path is a file'],
    ['pipe', '~/pipe is not a folder; name a folder to render into with --dist'],
    ['broken', '~/broken is a symbolic link that leads nowhere; remove it, or make the folder that it names'],
    ['loop', '~/loop is a symbolic link that leads nowhere; remove it, or make the folder that it names'],
    ['environments', `--dist and --declarations are the same folder, ~/environments; ${APART}`],
    ['shortcut', `--dist and --declarations are the same folder, ~/shortcut; ${APART}`],
    [
      'environments/dist',
      `~/environments/dist is inside ~/environments: what is rendered there would be read as a declaration; ${APART}`,
    ],
    [
      'shortcut/a/b',
      `~/shortcut/a/b is inside ~/environments: what is rendered there would be read as a declaration; ${APART}`,
    ],
    ['.', `~/environments is inside ~: what is rendered there could replace a declaration; ${APART}`],
    ['x'.repeat(300), `~/${'x'.repeat(300)} cannot be rendered into: its name is too long`],
  ])('%s', (dist, said) => {
    const made = folder();
    const before = readdirSync(made, { recursive: true }).sort();
    const { code, stdout, stderr } = synthInProcess(made, { dist });
    expect({ code, stdout, stderr: stderr.replaceAll(made, '~') }).toEqual(couldNotRun(said));
    expect(readdirSync(made, { recursive: true }).sort()).toEqual(before);
  });

  it.each([
    ['', '--dist is empty; name a folder'],
    ['/', '--dist / is the root of the file system; name a folder in it'],
    ['/..', '--dist /.. is the root of the file system; name a folder in it'],
    ['new\nline', '--dist new\\x0aline holds a control character; name another folder'],
    [Buffer.from('d\xff', 'latin1'), '--dist d\ufffd is not UTF-8; name a folder whose path is'],
    ['/dev/null', '/dev/null is not a folder; name a folder to render into with --dist'],
  ])('%j', (dist, said) => {
    expect(run(folder(), '--dist', dist)).toEqual({ code: 2, said: `error: ${said}\n` });
  });

  // Nothing can be made there, and the system says that what is there is not.
  it.skipIf(!existsSync('/proc/self'))('below /proc', () => {
    expect(run(folder(), '--dist', '/proc/bulkhead/dist')).toEqual({
      code: 2,
      said: 'error: /proc/bulkhead/dist cannot be made; name another folder to render into\n',
    });
  });

  it.each(['new', 'new/and/deep', 'empty', 'link'])('%s is rendered into', (dist) => {
    const made = folder();
    expect(synthInProcess(made, { dist })).toMatchObject({ code: 0 });
    expect(readdirSync(join(made, dist))).toEqual(['prod']);
  });
});

describe('--declarations', () => {
  const WHAT = 'name the folder of the declarations with --declarations';
  it.each([
    ['file', `~/file is not a folder; ${WHAT}`],
    ['file/x', '~/file/x cannot be read: a part of its path is a file'],
    ['pipe', `~/pipe is not a folder; ${WHAT}`],
    ['nowhere', `there is no folder ~/nowhere; ${WHAT}`],
    ['broken', `~/broken is a symbolic link that leads nowhere; ${WHAT}`],
    ['loop', `~/loop is a symbolic link that leads nowhere; ${WHAT}`],
    ['dist/environments', `there is no folder ~/dist/environments; ${WHAT}`],
  ])('%s', (declarations, said) => {
    const made = folder();
    const { code, stdout, stderr } = synthInProcess(made, { declarations });
    expect({ code, stdout, stderr: stderr.replaceAll(made, '~') }).toEqual(couldNotRun(said));
  });

  it.each([
    ['', '--declarations is empty; name a folder'],
    ['/', '--declarations / is the root of the file system; name a folder in it'],
    [Buffer.from('d\xff', 'latin1'), '--declarations d\ufffd is not UTF-8; name a folder whose path is'],
  ])('%j', (declarations, said) => {
    expect(run(folder(), '--declarations', declarations)).toEqual({ code: 2, said: `error: ${said}\n` });
  });

  it('an empty folder', () => {
    const made = folder();
    const { code, stderr } = synthInProcess(made, { declarations: 'empty' });
    expect({ code, stderr: stderr.replaceAll(made, '~') }).toEqual({
      code: 1,
      stderr: 'error: ~/empty holds no Environment, so there is nothing to render\n',
    });
  });

  it('a link to the folder', () => {
    expect(synthInProcess(folder(), { declarations: 'shortcut' })).toMatchObject({ code: 0 });
  });
});
