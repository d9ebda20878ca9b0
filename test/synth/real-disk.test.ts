import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeTree } from '../../lib/synth/tree.js';
import { MAIN, workspace, write } from '../cli/command.js';
import { SHOP } from '../shop.js';
import { contentsOf, fill, ours, rendered, withoutRoot } from './sample-tree.js';

/** Ways to a file system of one's own, which nobody else sees and which ends with the process. */
const WAYS = [
  ['unshare', '--mount'],
  ['unshare', '--user', '--map-root-user', '--mount'],
  ['sudo', '-n', 'unshare', '--mount'],
];
const way = WAYS.find(([command = '', ...args]) => {
  const script = 'mount -t tmpfs -o size=1m tmpfs /tmp && mount -o remount,size=2m /tmp';
  return spawnSync(command, [...args, 'sh', '-c', script]).status === 0;
});
const reason = way === undefined ? ' (skipped: this machine lets nobody mount a tmpfs)' : '';

/** Runs `script` in `folder`, whose `dist` is a tmpfs with these options; gives back what it printed. */
function withDist(folder: string, options: string, script: string): string {
  mkdirSync(join(folder, 'dist'));
  const [command = '', ...args] = way ?? [];
  const setUp = `mount -t tmpfs -o ${options} tmpfs dist; synth() { ${process.execPath} ${MAIN} synth "$@" 2>&1 || echo "exit $?"; }`;
  const { stdout, stderr } = spawnSync(command, [...args, 'sh', '-euc', `${setUp}\n${script}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout;
}

/** Changes both namespace.yaml. */
const CHANGED = SHOP['environments/base/platform/shop.yaml']?.replace('cc-4711', 'cc-4712') ?? '';

describe.skipIf(way === undefined)(`a real disk${reason}`, () => {
  it.each([
    // SHOP renders 16 files, each of which takes a page of 4 KiB or more and an inode; folders take inodes.
    ['bytes', 'size=40k'],
    ['inodes', 'nr_inodes=12'],
  ])('that has too few %s holds nothing afterwards', (_, options) => {
    const printed = withDist(workspace(), options, 'synth; echo "left: $(ls -A dist)"');
    expect(printed).toMatch(
      /^error: cannot write dist\/prod\/.*: the disk is full \(ENOSPC\); free some space \(or files, where it is out of inodes\) and run again; nothing was changed\nexit 2\nleft: \n$/,
    );
  });

  it.each([
    // Two pages are left: one for the lock, one for the first of two files.
    ['bytes', 'dd if=/dev/zero of=dist/filler bs=4k 2>/dev/null || truncate -s -8k dist/filler'],
    [
      'inodes',
      'mkdir dist/.filler; n=0; while touch dist/.filler/$n 2>/dev/null; do n=$((n+1)); done; rm dist/.filler/[0-4]',
    ],
  ])('that has too few %s for a change keeps what it has, and takes the change once there is room', (_, fillUp) => {
    const folder = workspace();
    write(folder, 'changed.yaml', CHANGED);
    const printed = withDist(
      folder,
      'size=200k,nr_inodes=100',
      `synth
cp -r dist before
${fillUp}
cp changed.yaml environments/base/platform/shop.yaml
synth
diff -r --exclude='*filler' before dist && echo same
rm -r dist/*filler dist/.*filler 2>/dev/null || true
synth
synth --check`,
    );
    expect(printed).toMatch(
      /^dist: 16 created.*\nerror: cannot write dist\/.*the disk is full \(ENOSPC\).*nothing was changed\nexit 2\nsame\ndist: 0 created, \d+ changed, 0 removed, \d+ unchanged\ndist is what the declarations render: 16 files\n$/,
    );
  });

  it('that is read-only is compared and left alone', () => {
    const folder = workspace();
    write(folder, 'changed.yaml', CHANGED);
    const printed = withDist(
      folder,
      'size=1m',
      `synth
mount -o remount,ro dist
synth
synth --check
cp changed.yaml environments/base/platform/shop.yaml
synth`,
    );
    const [, ...lines] = printed.split('\n');
    expect(lines).toEqual([
      'dist is up to date: 16 files',
      'dist is what the declarations render: 16 files',
      'error: cannot write dist: the file system is read-only (EROFS); make it writable and run again; nothing was changed',
      'exit 2',
      '',
    ]);
  });
});

describe("somebody else's folders", () => {
  const before = { 'prod/a.yaml': ours('old'), 'prod/theirs/b.yaml': ours('old') };
  const after = { 'prod/a.yaml': ours('new'), 'prod/theirs/b.yaml': ours('new') };
  const scope = { folders: ['prod'], complete: true };

  it('below dist stop the change half-way, and what was changed is put back', () => {
    const tree = join(workspace({}), 'dist');
    fill(tree, before);
    for (const path of ['..', '.', 'prod']) chmodSync(join(tree, path), 0o777);
    chmodSync(join(tree, 'prod/theirs'), 0o555);
    withoutRoot(() =>
      expect(() => writeTree(tree, rendered(after), scope)).toThrow(
        `cannot write ${tree}/prod/theirs/b.yaml: permission is denied (EACCES); make it writable for this user and run again; nothing was changed`,
      ),
    );
    expect(contentsOf(tree)).toEqual(before);
    chmodSync(join(tree, 'prod/theirs'), 0o777);
    withoutRoot(() => writeTree(tree, rendered(after), scope));
    expect(contentsOf(tree)).toEqual(after);
  });
});
