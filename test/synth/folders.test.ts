import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Disk, nodeDisk } from '../../lib/synth/disk.js';
import { makeTree } from '../../lib/synth/folders.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folders-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function failing(code: string, mkdir: (path: string) => void): Disk {
  const mkdirSync = ((path: string) => {
    mkdir(path);
    throw Object.assign(new Error(`${code}: ${path}`), { code });
  }) as Disk['mkdirSync'];
  return { ...nodeDisk, mkdirSync };
}

describe('the folder of the tree', () => {
  it('is made with those around it, and all of them are taken back', () => {
    const takeBack = makeTree(join(root, 'a/b/c'), nodeDisk);
    expect(existsSync(join(root, 'a/b/c'))).toBe(true);
    takeBack();
    expect(existsSync(join(root, 'a'))).toBe(false);
  });

  it('is left alone where it was there, and so are folders that somebody has put something into', () => {
    mkdirSync(join(root, 'a'));
    makeTree(join(root, 'a'), nodeDisk)();
    expect(existsSync(join(root, 'a'))).toBe(true);
    const takeBack = makeTree(join(root, 'a/b/c'), nodeDisk);
    mkdirSync(join(root, 'a/b/other'));
    takeBack();
    expect(existsSync(join(root, 'a/b/other'))).toBe(true);
    expect(existsSync(join(root, 'a/b/c'))).toBe(false);
  });

  it('may be made by another run at the same time', () => {
    const tree = join(root, 'a/b');
    makeTree(
      tree,
      failing('EEXIST', (path) => mkdirSync(path)),
    )();
    expect(existsSync(tree)).toBe(true);
  });

  it('may lose those around it to another run that takes back its own', () => {
    let first = true;
    const disk: Disk = {
      ...nodeDisk,
      mkdirSync: ((path: string) => {
        if (path.endsWith('b') && first) {
          first = false;
          rmSync(join(root, 'a'), { recursive: true });
        }
        return mkdirSync(path);
      }) as Disk['mkdirSync'],
    };
    makeTree(join(root, 'a/b'), disk);
    expect(existsSync(join(root, 'a/b'))).toBe(true);
  });

  it('is given up where the system says that a folder which is there does not exist', () => {
    const tree = join(root, 'a/b');
    let calls = 0;
    expect(() =>
      makeTree(
        tree,
        failing('ENOENT', () => calls++),
      ),
    ).toThrow(`${tree} cannot be made; name another folder to render into`);
    expect(calls).toBeLessThan(10);
  });
});
