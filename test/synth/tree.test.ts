import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentDigest } from '../../lib/synth/content-digest.js';
import { type Disk, nodeDisk } from '../../lib/synth/disk.js';
import { planChanges, type Scope } from '../../lib/synth/plan.js';
import type { Recovery } from '../../lib/synth/recover.js';
import { pendingMark, recover, writeTree } from '../../lib/synth/tree.js';
import { WriteError } from '../../lib/synth/write-error.js';
import { type Contents, contentsOf, fill, newFolder, ours, rendered, withoutRoot } from './sample-tree.js';

let folder: string;
let tree: string;
beforeEach(() => {
  folder = newFolder();
  tree = join(folder, 'dist');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PROD: Scope = { folders: ['prod'], complete: false };
const ALL: Scope = { folders: ['prod'], complete: true };

function write(contents: Contents, scope = PROD, disk?: Disk) {
  return writeTree(tree, rendered(contents), scope, disk);
}

describe('what is written', () => {
  it('makes the tree, and nothing but what was rendered', () => {
    const files = { 'prod/a.yaml': ours('a'), 'prod/tenants/shop/b.yaml': ours('b'), 'prod/ünï.yaml': '' };
    const written = write(files);
    expect(written).toMatchObject({
      create: Object.keys(files).sort(),
      update: [],
      remove: [],
      unchanged: 0,
      foreign: [],
    });
    expect(contentsOf(tree)).toEqual(files);
  });

  it('touches only what changes', () => {
    fill(tree, { 'prod/same.yaml': ours('a'), 'prod/other.yaml': ours('b'), 'prod/deep/same.yaml': ours('c') });
    const long = new Date('2020-01-01');
    for (const path of ['prod/same.yaml', 'prod/other.yaml', 'prod/deep/same.yaml', 'prod/deep', 'prod', '.']) {
      utimesSync(join(tree, path), long, long);
    }
    const files = { 'prod/same.yaml': ours('a'), 'prod/deep/same.yaml': ours('c') };
    expect(write({ ...files, 'prod/other.yaml': ours('new') })).toMatchObject({
      update: ['prod/other.yaml'],
      unchanged: 2,
    });
    for (const path of ['prod/same.yaml', 'prod/deep/same.yaml', 'prod/deep']) {
      expect(statSync(join(tree, path)).mtime, path).toEqual(long);
    }
  });

  it('writes nothing at all where nothing changes', () => {
    const files = { 'prod/a.yaml': ours('a') };
    fill(tree, files);
    const calls = new Set<string>();
    const watched = new Proxy(nodeDisk, {
      get(disk, name: keyof Disk) {
        calls.add(name);
        return disk[name];
      },
    });
    expect(write(files, ALL, watched)).toMatchObject({ unchanged: 1 });
    expect([...calls].sort()).toEqual(['lstatSync', 'readFileSync', 'readdirSync', 'statSync']);
  });

  it('compares bytes, not text', () => {
    fill(tree, { 'prod/a.yaml': '' });
    writeFileSync(join(tree, 'prod/a.yaml'), Buffer.from([0x61, 0xff]));
    expect(write({ 'prod/a.yaml': 'a\ufffd' }).update).toEqual(['prod/a.yaml']);
  });

  it.each([
    ['conflict markers', '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n'],
    ['binary data', '\0\x01\x02'],
    ['nothing', ''],
    ['a file of somebody else', 'kind: Secret\n'],
  ])('overwrites %s', (_, text) => {
    fill(tree, { 'prod/a.yaml': text });
    write({ 'prod/a.yaml': ours('a') });
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': ours('a') });
  });

  it('follows the tree itself where it is a link', () => {
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('elsewhere', tree);
    write({ 'prod/a.yaml': 'a' });
    expect(contentsOf(join(folder, 'elsewhere'))).toEqual({ 'prod/a.yaml': 'a' });
  });
});

describe('what is stale', () => {
  it('is removed with the folders it leaves empty', () => {
    fill(tree, { 'prod/a.yaml': ours('a'), 'prod/x/y/old.yaml': ours('b'), 'prod/x/z/old.yaml': ours('c') });
    expect(write({ 'prod/a.yaml': ours('a') })).toMatchObject({ remove: ['prod/x/y/old.yaml', 'prod/x/z/old.yaml'] });
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': ours('a') });
  });

  it('is removed with its whole environment only by a run that rendered all', () => {
    fill(tree, { 'gone/a.yaml': ours('a') });
    write({ 'prod/a.yaml': ours('a') });
    expect(Object.keys(contentsOf(tree))).toEqual(['gone/a.yaml', 'prod/a.yaml']);
    write({ 'prod/a.yaml': ours('a') }, ALL);
    expect(Object.keys(contentsOf(tree))).toEqual(['prod/a.yaml']);
  });

  it('is everything, when nothing is rendered any more', () => {
    fill(tree, { 'prod/a.yaml': ours('a') });
    write({}, ALL);
    expect(contentsOf(tree)).toEqual({});
  });

  it('leaves alone what stands directly in the tree', () => {
    const own = { 'README.md': 'read', '.gitkeep': '', '.git/config': 'x', 'notes.yaml': ours('no') };
    fill(tree, own);
    symlinkSync('README.md', join(tree, 'link'));
    write({ 'prod/a.yaml': 'a' }, ALL);
    expect(contentsOf(tree)).toEqual({ ...own, 'prod/a.yaml': 'a', link: '-> README.md' });
  });
});

describe('what is foreign', () => {
  it('is named, and nothing is written', () => {
    const before = {
      'prod/mine.yaml': 'kind: Secret\n',
      'prod/old.yaml': ours('old'),
      'docs/a.md': 'a',
      'prod/short': '#',
    };
    fill(tree, before);
    symlinkSync('/etc', join(tree, 'prod/etc'));
    const written = write({ 'prod/a.yaml': ours('a') }, ALL);
    expect(written.foreign).toEqual(['docs/a.md', 'prod/etc', 'prod/mine.yaml', 'prod/short']);
    expect(contentsOf(tree)).toEqual({ ...before, 'prod/etc': '-> /etc' });
  });

  it('may stand outside of what the run rendered', () => {
    fill(tree, { 'stage/mine.yaml': 'x', 'other/mine.yaml': 'x', 'other/old.yaml': ours('x') });
    expect(write({ 'prod/a.yaml': 'a', 'other/b.yaml': 'b' }).foreign).toEqual([]);
    expect(Object.keys(contentsOf(tree)).length).toBe(5);
  });

  it('is a file where a folder must be, unless it is ours', () => {
    fill(tree, { 'prod/tenants': 'x' });
    expect(write({ 'prod/tenants/a.yaml': 'a' }).foreign).toEqual(['prod/tenants']);
    fill(tree, { 'prod/tenants': ours('x') });
    write({ 'prod/tenants/a.yaml': 'a' });
    expect(contentsOf(tree)).toEqual({ 'prod/tenants/a.yaml': 'a' });
  });

  it('is a file where an environment must be', () => {
    fill(tree, { prod: 'x' });
    expect(write({ 'prod/a.yaml': 'a' }).foreign).toEqual(['prod']);
  });
});

describe('what stands in the way', () => {
  it('a folder in place of a file, unless all in it is stale', () => {
    fill(tree, { 'prod/a.yaml/x/old.yaml': ours('a'), 'prod/a.yaml/old.yaml': ours('a') });
    write({ 'prod/a.yaml': 'a' });
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': 'a' });
    fill(tree, { 'prod/b.yaml/mine': 'x' });
    mkdirSync(join(tree, 'prod/c.yaml'));
    expect(() => write({ 'prod/b.yaml': 'b', 'prod/c.yaml': 'c' })).toThrow(
      new WriteError(
        [
          `${tree}/prod/b.yaml is a folder where a rendered file must be; remove it and run again`,
          `${tree}/prod/c.yaml is a folder where a rendered file must be; remove it and run again`,
        ].join('\n'),
      ),
    );
  });

  it.each([
    ['prod', 'a folder of rendered files'],
    ['prod/tenants', 'a folder of rendered files'],
    ['prod/tenants/a.yaml', 'a rendered file'],
  ])('a link at %s', (path, place) => {
    fill(folder, { 'outside/a.yaml': ours('old'), 'outside/tenants/a.yaml': ours('old') });
    const before = contentsOf(join(folder, 'outside'));
    mkdirSync(join(tree, path, '..'), { recursive: true });
    symlinkSync(join(folder, 'outside'), join(tree, path));
    const message = `${tree}/${path} is a symbolic link where ${place} must be; remove it and run again`;
    expect(() => write({ 'prod/tenants/a.yaml': 'a' })).toThrow(new WriteError(message));
    expect(contentsOf(join(folder, 'outside'))).toEqual(before);
  });

  it('a pipe, which is never opened', () => {
    mkdirSync(join(tree, 'prod'), { recursive: true });
    execFileSync('mkfifo', [join(tree, 'prod/a.yaml'), join(tree, 'prod/b.yaml')]);
    expect(() => write({ 'prod/a.yaml': 'a' })).toThrow('prod/a.yaml is a special file where a rendered file must be');
    rmSync(join(tree, 'prod/a.yaml'));
    expect(write({ 'prod/a.yaml': 'a' }).foreign).toEqual(['prod/b.yaml']);
  });

  it('a tree that is no folder', () => {
    writeFileSync(tree, 'x');
    expect(() => write({ 'prod/a.yaml': 'a' })).toThrow(`${tree} is not a folder; move it away and run again`);
    rmSync(tree);
    symlinkSync('nowhere', tree);
    expect(() => write({ 'prod/a.yaml': 'a' })).toThrow(`${tree} is a link that leads nowhere`);
  });
});

describe('paths', () => {
  it.each([
    ['', 'it is empty'],
    ['/etc/passwd', 'it is not relative'],
    ['C:/windows', 'it is not relative'],
    ['prod/../../x', 'it has a part that is . or ..'],
    ['..', 'it has a part that is . or ..'],
    ['./a', 'it has a part that is . or ..'],
    ['prod//a', 'it has an empty part'],
    ['prod/a/', 'it has an empty part'],
    ['prod\\a', 'it holds a backslash or a control character'],
    ['prod/a\0', 'it holds a backslash or a control character'],
    ['prod/a\nb', 'it holds a backslash or a control character'],
    ['.Bulkhead-staging/journal.json', '.bulkhead* is kept for the writer itself'],
  ])('%j is refused', (path, fault) => {
    expect(() => write({ [path]: 'x' })).toThrow(new Error(`cannot render to ${JSON.stringify(path)}: ${fault}`));
  });

  it.each([
    [['prod/a', 'prod/a'], 'two files are rendered to prod/a'],
    [['prod/a.yaml', 'prod/A.yaml'], 'prod/a.yaml and prod/A.yaml differ in case only'],
    [['prod/\u00e9', 'prod/e\u0301'], 'prod/\u00e9 and prod/e\u0301 differ in case only'],
    [['prod/a/b', 'prod/A/c'], 'the folders of prod/a/b and prod/A/c differ in case only'],
    [['prod/a/b', 'prod/a'], 'prod/a cannot be a file: prod/a/b needs a folder there'],
    [['prod/A', 'prod/a/b'], 'prod/A cannot be a file: prod/a/b needs a folder there'],
  ])('%j are refused together', (paths, message) => {
    const files = paths.map((path) => ({ path, content: Buffer.from('x') }));
    expect(() => planChanges(tree, files, PROD)).toThrow(new Error(message));
  });

  it.each(['', '..', 'a/b', '.bulkhead-staging'])('%j is no environment', (name) => {
    expect(() => planChanges(tree, [], { folders: [name], complete: true })).toThrow('is not the name of a folder');
  });
});

describe('a disk that fails', () => {
  function failing(call: keyof Disk, code: string, matching = ''): Disk {
    return new Proxy(nodeDisk, {
      get(disk, name: keyof Disk) {
        if (name !== call) return disk[name];
        return (...args: unknown[]) => {
          if (args.join(' ').includes(matching)) throw Object.assign(new Error(`${code}: failed`), { code });
          return (disk[name] as (...all: unknown[]) => unknown)(...args);
        };
      },
    });
  }

  const before = { 'prod/a.yaml': ours('old'), 'prod/x/gone.yaml': ours('gone') };
  const after = { 'prod/a.yaml': ours('new'), 'prod/y/b.yaml': ours('b') };

  it.each<[keyof Disk, string, string, string]>([
    [
      'writeFileSync',
      'ENOSPC',
      '/new/prod/a.yaml',
      'cannot write TREE/prod/a.yaml: the disk is full (ENOSPC); free some space (or files, where it is out of inodes) and run again; nothing was changed',
    ],
    [
      'mkdirSync',
      'EROFS',
      'staging',
      'cannot write TREE/.bulkhead-staging: the file system is read-only (EROFS); make it writable and run again; nothing was changed',
    ],
    [
      'openSync',
      'EACCES',
      'lock',
      'cannot write TREE: permission is denied (EACCES); make it writable for this user and run again; nothing was changed',
    ],
    [
      'renameSync',
      'EBUSY',
      '/prod/a.yaml',
      'cannot write TREE/prod/a.yaml: it is in use (EBUSY); close what uses it and run again; nothing was changed',
    ],
    [
      'mkdirSync',
      'EDQUOT',
      '/prod/y',
      'cannot write TREE/prod/y/b.yaml: the disk quota is used up (EDQUOT); free some space and run again; nothing was changed',
    ],
    [
      'readFileSync',
      'EIO',
      '/prod/a.yaml',
      'cannot read TREE/prod/a.yaml: the disk reported an error (EIO); check the disk and run again; nothing was changed',
    ],
  ])('%s fails with %s', (call, code, matching, message) => {
    fill(tree, before);
    const expected = new WriteError(message.replaceAll('TREE', tree));
    expect(() => write(after, PROD, failing(call, code, matching))).toThrow(expected);
    expect(contentsOf(tree)).toEqual(before);
  });

  it.each(['EINVAL', 'ENOTSUP'])('but has no such thing as fsync (%s)', (code) => {
    fill(tree, before);
    write(after, PROD, failing('fsyncSync', code));
    expect(contentsOf(tree)).toEqual(after);
  });

  it.each<keyof Disk>(['readdirSync', 'readFileSync'])(
    '%s finds that another run has moved what it looks at',
    (call) => {
      fill(tree, before);
      let moved = false;
      const disk = new Proxy(nodeDisk, {
        get(target, name: keyof Disk) {
          if (name !== call || moved) return target[name];
          return (place: string, ...rest: unknown[]) => {
            if (!String(place).includes('prod'))
              return (target[name] as (...all: unknown[]) => unknown)(place, ...rest);
            moved = true;
            throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
          };
        },
      });
      write(after, PROD, disk);
      expect([moved, contentsOf(tree)]).toEqual([true, after]);
    },
  );

  it('leaves no tree where there was none', () => {
    tree = join(folder, 'deep/er/dist');
    expect(() => write(after, PROD, failing('renameSync', 'EXDEV'))).toThrow('another file system is mounted');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a read-only tree', () => {
    fill(tree, before);
    execFileSync('chmod', ['-R', 'a+rX,a-w', folder]);
    withoutRoot(() => {
      expect(write(before)).toMatchObject({ unchanged: 2 });
      expect(() => write(after)).toThrow('permission is denied (EACCES)');
    });
    execFileSync('chmod', ['-R', 'u+w', folder]);
    expect(contentsOf(tree)).toEqual(before);
  });
});

describe('what a killed run left', () => {
  const journal = (operations: unknown) => JSON.stringify({ format: 2, operations });

  it('is cleared away where nothing counted yet', () => {
    fill(tree, { 'prod/a.yaml': 'old', '.bulkhead-staging/new/prod/a.yaml': 'half' });
    expect(pendingMark(tree)).toBe(
      `a run was killed before it changed anything in ${tree}; the next one clears away what it left`,
    );
    expect(recover(tree)).toEqual({ outcome: 'undone', lost: [] });
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': 'old' });
    expect([pendingMark(tree), recover(tree)]).toEqual([undefined, undefined]);
  });

  it('is finished where it counted', () => {
    fill(tree, {
      'prod/a.yaml': 'old',
      'prod/x/gone.yaml': ours('gone'),
      'prod/x/mine.yaml': 'mine',
      '.bulkhead-staging/new/prod/a.yaml': 'new',
      '.bulkhead-staging/journal.json': journal([
        { action: 'remove', path: 'prod/x/gone.yaml' },
        { action: 'remove', path: 'prod/x/mine.yaml' },
        { action: 'write', path: 'prod/a.yaml', digest: contentDigest(Buffer.from('new')) },
      ]),
    });
    expect(pendingMark(tree)).toBe(`a run that was writing ${tree} was killed half-way; the next one finishes it`);
    expect(recover(tree)).toEqual({ outcome: 'finished', lost: [] });
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': 'new', 'prod/x/mine.yaml': 'mine' });
  });

  it('is finished before the tree is judged', () => {
    fill(tree, {
      '.bulkhead-staging/old/0': ours('old'),
      '.bulkhead-staging/new/prod/a.yaml': 'new',
      '.bulkhead-staging/journal.json': journal([
        { action: 'remove', path: 'prod/a.yaml/old.yaml' },
        { action: 'write', path: 'prod/a.yaml', digest: contentDigest(Buffer.from('new')) },
      ]),
    });
    mkdirSync(join(tree, 'prod/a.yaml'), { recursive: true });
    const heard: Recovery[] = [];
    const files = rendered({ 'prod/a.yaml': 'newer' });
    const plan = writeTree(tree, files, PROD, nodeDisk, (recovery) => heard.push(recovery));
    expect(plan.update).toEqual(['prod/a.yaml']);
    expect(heard).toEqual([{ outcome: 'finished', lost: [] }]);
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': 'newer' });
  });

  it('tells which contents a power loss has taken', () => {
    fill(tree, {
      'prod/a.yaml': 'old',
      '.bulkhead-staging/new/prod/a.yaml': '',
      '.bulkhead-staging/journal.json': journal([
        { action: 'write', path: 'prod/a.yaml', digest: contentDigest(Buffer.from('all of it')) },
      ]),
    });
    expect(recover(tree)).toEqual({ outcome: 'finished', lost: ['prod/a.yaml'] });
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': 'old' });
  });

  it('is not taken for finished where somebody has restored a part of it', () => {
    const digest = contentDigest(Buffer.from('new'));
    const left = {
      'prod/a.yaml': 'old',
      'prod/b.yaml': 'old',
      '.bulkhead-staging/new/prod/b.yaml': 'new',
      '.bulkhead-staging/journal.json': journal([
        { action: 'write', path: 'prod/a.yaml', digest },
        { action: 'write', path: 'prod/b.yaml', digest },
      ]),
    };
    fill(tree, left);
    const stage: Scope = { folders: ['stage'], complete: false };
    expect(() => write({ 'stage/a.yaml': 'a' }, stage)).toThrow(
      `${tree}/prod/a.yaml is not what the run that was killed wrote there, and this run does not render it; render every environment`,
    );
    expect(pendingMark(tree)).toMatch('was killed half-way');
    write({ 'prod/a.yaml': 'new', 'prod/b.yaml': 'new' }, ALL);
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': 'new', 'prod/b.yaml': 'new' });
    fill(tree, left);
    write({ 'prod/a.yaml': 'newer', 'prod/b.yaml': 'newer' });
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': 'newer', 'prod/b.yaml': 'newer' });
  });

  it('is finished whole by a run of another environment', () => {
    fill(tree, {
      'prod/a.yaml': 'new',
      'prod/b.yaml': 'old',
      '.bulkhead-staging/new/prod/b.yaml': 'new',
      '.bulkhead-staging/journal.json': journal([
        { action: 'write', path: 'prod/a.yaml', digest: contentDigest(Buffer.from('new')) },
        { action: 'write', path: 'prod/b.yaml', digest: contentDigest(Buffer.from('new')) },
      ]),
    });
    write({ 'stage/a.yaml': 'a' }, { folders: ['stage'], complete: false });
    expect(contentsOf(tree)).toEqual({ 'prod/a.yaml': 'new', 'prod/b.yaml': 'new', 'stage/a.yaml': 'a' });
  });

  it.each(['new', 'old'])('is refused when its folder %s is a link', (name) => {
    fill(folder, { 'outside/prod/a.yaml': 'new', 'outside/0': 'new' });
    const digest = contentDigest(Buffer.from('new'));
    fill(tree, {
      '.bulkhead-staging/journal.json': journal([{ action: 'write', path: 'prod/a.yaml', digest }]),
    });
    symlinkSync('../../outside', join(tree, '.bulkhead-staging', name));
    expect(() => recover(tree)).toThrow(`${name} is not a folder this program has written; restore the tree`);
    expect(contentsOf(join(folder, 'outside'))).toEqual({ 'prod/a.yaml': 'new', '0': 'new' });
  });

  it('takes nothing from behind a link among its folders', () => {
    fill(folder, { 'outside/a.yaml': 'new' });
    fill(tree, {
      '.bulkhead-staging/new/stage/b.yaml': 'new',
      '.bulkhead-staging/journal.json': journal([
        { action: 'write', path: 'prod/a.yaml', digest: contentDigest(Buffer.from('new')) },
      ]),
    });
    symlinkSync('../../../outside', join(tree, '.bulkhead-staging/new/prod'));
    expect(recover(tree)).toEqual({ outcome: 'finished', lost: ['prod/a.yaml'] });
    expect(contentsOf(join(folder, 'outside'))).toEqual({ 'a.yaml': 'new' });
  });

  it.each([
    ['no JSON', '{'],
    ['paths that lead out', journal([{ action: 'remove', path: '../outside/a' }])],
    ['paths of git', journal([{ action: 'write', path: '.git/hooks/post-checkout', digest: '' }])],
    ['another format', '{"format": 1, "operations": []}'],
    ['nonsense', journal([{ action: 'write', path: 'prod/a.yaml' }])],
  ])('is refused when its journal holds %s', (_, text) => {
    fill(tree, { '.bulkhead-staging/journal.json': text, '../outside/a': ours('keep') });
    expect(() => recover(tree)).toThrow('journal.json is not a journal this program has written; restore the tree');
    expect(() => write({ 'prod/a.yaml': 'a' })).toThrow(WriteError);
    expect(contentsOf(join(folder, 'outside'))).toEqual({ a: ours('keep') });
  });

  it('never leads through a link', () => {
    fill(folder, { 'outside/gone.yaml': ours('keep') });
    fill(tree, {
      '.bulkhead-staging/new/prod/a.yaml': 'new',
      '.bulkhead-staging/journal.json': journal([
        { action: 'remove', path: 'prod/gone.yaml' },
        { action: 'write', path: 'prod/a.yaml', digest: contentDigest(Buffer.from('new')) },
      ]),
    });
    symlinkSync('../outside', join(tree, 'prod'));
    expect(() => recover(tree)).toThrow(`${tree}/prod is not a folder`);
    expect(contentsOf(join(folder, 'outside'))).toEqual({ 'gone.yaml': ours('keep') });
    rmSync(join(tree, '.bulkhead-staging'), { recursive: true });
    renameSync(join(tree, 'prod'), join(tree, '.bulkhead-staging'));
    expect(() => pendingMark(tree)).toThrow('.bulkhead-staging is not a folder this program has made');
  });
});

/** Thousands of runs need not wait for the platters. */
const WITHOUT_SYNC: Disk = { ...nodeDisk, fsyncSync: () => undefined };

describe('a failure at any single call', () => {
  const unchanged = { 'prod/same.yaml': ours('same'), 'README.md': 'read' };
  const before: Contents = {
    ...unchanged,
    'prod/a.yaml': ours('old'),
    'prod/x.yaml/old.yaml': ours('old'),
    'prod/stale/old.yaml': ours('old'),
    'stage/a.yaml': ours('old'),
    'gone/old.yaml': ours('old'),
  };
  const after: Contents = {
    ...unchanged,
    'prod/a.yaml': ours('new'),
    'prod/x.yaml': ours('new'),
    'prod/deep/er/a.yaml': ours('new'),
    'stage/a.yaml': ours('new'),
  };
  const files = rendered(after).filter((file) => file.path !== 'README.md');
  const scope: Scope = { folders: ['prod', 'stage'], complete: true };

  class Interrupted extends Error {
    code = 'EIO';
  }

  /** Fails at the n-th call; `forGood` at every later one too, as if the process had ended there. */
  function failingAt(n: number, forGood: boolean) {
    const state = { calls: 0 };
    const disk = new Proxy(WITHOUT_SYNC, {
      get(target, name: keyof Disk) {
        const call = target[name] as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          state.calls++;
          if (state.calls === n || (forGood && state.calls > n)) throw new Interrupted('interrupted');
          return call.apply(target, args);
        };
      },
    });
    return { disk, state };
  }

  function outcome(): 'old' | 'new' | 'mixed' {
    const contents = Object.fromEntries(
      Object.entries(contentsOf(tree)).filter(([path]) => !path.startsWith('.bulkhead') && !path.endsWith('/')),
    );
    const text = JSON.stringify(contents, Object.keys(contents).sort());
    if (text === JSON.stringify(before, Object.keys(before).sort())) return 'old';
    return text === JSON.stringify(after, Object.keys(after).sort()) ? 'new' : 'mixed';
  }

  function start(): void {
    rmSync(tree, { recursive: true, force: true });
    fill(tree, before);
  }

  function countCalls(run: (disk: Disk) => unknown): number {
    const { disk, state } = failingAt(0, false);
    run(disk);
    return state.calls;
  }

  it.each([
    ['once: the tree is as it was', false],
    ['for good, as in a kill: the next run ends it', true],
  ])('%s', (_, forGood) => {
    start();
    const total = countCalls((disk) => writeTree(tree, files, scope, disk));
    expect(outcome()).toBe('new');
    const seen = new Set<string>();
    for (let n = 1; n <= total; n++) {
      start();
      let failed = false;
      try {
        writeTree(tree, files, scope, failingAt(n, forGood).disk);
      } catch (error) {
        failed = true;
        expect(error, `call ${n}`).toBeInstanceOf(WriteError);
      }
      const mark = pendingMark(tree);
      const result = outcome();
      seen.add(`${result}${mark === undefined ? '' : ', marked'}${failed ? ', reported' : ''}`);
      if (mark === undefined) expect(result, `call ${n}`).not.toBe('mixed');
      if (!forGood && failed && mark === undefined) expect(result, `call ${n}`).toBe('old');
      if (!forGood && mark !== undefined) expect(result, `call ${n}: ${mark}`).toBe('new');
      writeTree(tree, files, scope, WITHOUT_SYNC);
      expect(contentsOf(tree), `call ${n}`).toEqual(after);
    }
    expect([...seen].sort()).toEqual(
      forGood
        ? ['mixed, marked, reported', 'new', 'new, marked, reported', 'old, marked, reported', 'old, reported']
        : ['new', 'new, marked, reported', 'old, reported'],
    );
  });

  it('also when it strikes the recovery', () => {
    start();
    const total = countCalls((disk) => writeTree(tree, files, scope, disk));
    for (const share of [0.4, 0.6, 0.75, 0.9]) {
      const n = Math.round(total * share);
      for (let again = 1; ; again++) {
        start();
        expect(() => writeTree(tree, files, scope, failingAt(n, true).disk)).toThrow(WriteError);
        const { disk, state } = failingAt(again, true);
        try {
          recover(tree, disk);
        } catch (error) {
          expect(error, `calls ${n}, ${again}`).toBeInstanceOf(WriteError);
        }
        if (pendingMark(tree) === undefined) expect(outcome(), `calls ${n}, ${again}`).not.toBe('mixed');
        recover(tree);
        expect(pendingMark(tree)).toBeUndefined();
        expect(outcome(), `calls ${n}, ${again}`).not.toBe('mixed');
        writeTree(tree, files, scope, WITHOUT_SYNC);
        expect(contentsOf(tree), `calls ${n}, ${again}`).toEqual(after);
        if (state.calls < again) break;
      }
    }
  });
});
