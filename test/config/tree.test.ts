import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatProblem } from '../../lib/config/problem.js';
import { readTree, type TreeLimits } from '../../lib/config/tree.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tree-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array = 'a: 1\n'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function read(limits?: TreeLimits) {
  const { files, problems } = readTree(root, 'environments', limits);
  const complaints = problems.map((problem) => {
    const head = formatProblem(problem, { colour: false }).split('\n', 1)[0] ?? '';
    return problem.hint === undefined ? head : `${head} (${problem.hint})`;
  });
  return { files, paths: files.map((file) => file.path), complaints };
}

test('declarations in the order of their bytes, everything else ignored', () => {
  const declarations = ['B.yaml', 'a-b/x.yaml', 'a/x.yml', 'c.yaml'];
  const others = ['a/README.md', 'CODEOWNERS', '.gitkeep', '.git/x.yaml', 'a/.x.yaml', 'x (1).txt'];
  for (const path of [...declarations].reverse().concat(others)) write(path);
  expect(read()).toMatchObject({ paths: declarations.map((path) => `environments/${path}`), complaints: [] });
});

test('names that some file systems cannot tell apart', () => {
  write('B.yaml');
  write('b.yaml');
  expect(read().complaints).toEqual([
    'environments/b.yaml:1:1: error: the name differs from `B.yaml` only in case (rename one of them)',
  ]);
});

test('a root that is missing, or a file', () => {
  expect(readTree(join(root, 'missing'), 'environments').problems.map((problem) => problem.message)).toEqual([
    'cannot read the folder: it does not exist',
  ]);
  write('file');
  expect(readTree(join(root, 'file'), 'environments').problems.map((problem) => problem.message)).toEqual([
    'cannot read the folder: it is not a folder',
  ]);
});

test('links are named and not followed', () => {
  write('a.yaml');
  symlinkSync('/etc/passwd', join(root, 'b.yaml'));
  symlinkSync('..', join(root, 'loop'));
  symlinkSync('missing', join(root, 'README.md'));
  expect(read()).toMatchObject({
    paths: ['environments/a.yaml'],
    complaints: [
      'environments/README.md:1:1: error: a symbolic link to `missing`; links are not followed (put the file itself here)',
      'environments/b.yaml:1:1: error: a symbolic link to `/etc/passwd`; links are not followed (put the file itself here)',
      'environments/loop:1:1: error: a symbolic link to `..`; links are not followed (put the file itself here)',
    ],
  });
});

test('what may not be read', () => {
  write('a.yaml');
  write('b/c.yaml');
  chmodSync(join(root, 'a.yaml'), 0o000);
  chmodSync(join(root, 'b'), 0o000);
  chmodSync(root, 0o755);
  // Permissions do not bind the superuser.
  const superuser = process.geteuid?.() === 0;
  if (superuser) process.seteuid?.(65534);
  const { complaints } = read();
  if (superuser) process.seteuid?.(0);
  expect(complaints).toEqual([
    'environments/a.yaml:1:1: error: cannot read the file: permission denied',
    'environments/b:1:1: error: cannot read the folder: permission denied',
  ]);
  chmodSync(join(root, 'b'), 0o755);
});

test('a pipe is not opened', () => {
  execFileSync('mkfifo', [join(root, 'a.yaml')]);
  expect(read().complaints).toEqual([
    'environments/a.yaml:1:1: error: neither a file nor a folder, but a device, a socket or a pipe (remove it)',
  ]);
});

test('names', () => {
  for (const path of [
    'a\nb.yaml',
    'a\x1b[2J',
    'ä.yaml',
    'a b.yaml',
    'con.yaml',
    '-x.yaml',
    'x.YAML',
    'x.json',
    'd./x.yaml',
    'äö.txt',
  ])
    write(path);
  const hint = '(use lower-case letters, digits, dashes and dots, and the extension .yaml)';
  expect(read()).toMatchObject({
    paths: [],
    complaints: [
      `environments/-x.yaml:1:1: error: the name is not portable ${hint}`,
      `environments/a\\x0ab.yaml:1:1: error: the name holds a control character ${hint}`,
      `environments/a\\x1b[2J:1:1: error: the name holds a control character ${hint}`,
      `environments/a b.yaml:1:1: error: the name is not portable ${hint}`,
      `environments/con.yaml:1:1: error: the name is that of a device on Windows ${hint}`,
      `environments/d.:1:1: error: the name is not portable (use lower-case letters, digits, dashes and dots)`,
      `environments/x.YAML:1:1: error: the extension is not in lower case, so the file would be ignored ${hint}`,
      `environments/x.json:1:1: error: a file with the extension .json would be ignored ${hint}`,
      `environments/ä.yaml:1:1: error: the name is not portable ${hint}`,
    ],
  });
});

describe('contents', () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const cases: [title: string, content: Uint8Array, complaint: string][] = [
    [
      'not UTF-8',
      bytes(0x61, 0x3a, 0x0a, 0xef, 0xbf, 0xbd, 0xff),
      '2:2: error: the file is not UTF-8: byte 0xff at offset 6 (save it as UTF-8)',
    ],
    [
      'cut off',
      bytes(0xef, 0xbb, 0xbf, 0x61, 0xe2, 0x82),
      '1:2: error: the file is not UTF-8: byte 0xe2 at offset 4 (save it as UTF-8)',
    ],
    ['UTF-16', bytes(0xff, 0xfe, 0x61, 0x00), '1:1: error: the file is UTF-16, not UTF-8 (save it as UTF-8)'],
    [
      'UTF-16 without a mark',
      bytes(0x61, 0x00, 0x3a, 0x00),
      '1:1: error: the file is UTF-16, not UTF-8 (save it as UTF-8)',
    ],
    [
      'UTF-16, the other way',
      bytes(0xfe, 0xff, 0x00, 0x61),
      '1:1: error: the file is UTF-16, not UTF-8 (save it as UTF-8)',
    ],
  ];
  test.each(cases)('%s', (_, content, complaint) => {
    write('a.yaml', content);
    expect(read().complaints).toEqual([`environments/a.yaml:${complaint}`]);
  });

  test('control characters are shown where they stand', () => {
    write('a.yaml', 'a: 1\nb: \0\n');
    expect(read().complaints).toEqual([
      'environments/a.yaml:2:4: error: a NUL character (U+0000) cannot stand in a declaration (remove it; inside a double-quoted text write it as an escape)',
    ]);
  });

  test('a byte order mark is stripped', () => {
    write('a.yaml', '\ufeffa: 1\n');
    expect(read().files).toEqual([{ path: 'environments/a.yaml', text: 'a: 1\n' }]);
  });
});

describe('limits', () => {
  test('of a file', () => {
    write('a.yaml', '#'.repeat(1024 * 1024 + 1));
    write('b.yaml', '#'.repeat(1024 * 1024));
    expect(read()).toMatchObject({
      paths: ['environments/b.yaml'],
      complaints: ['environments/a.yaml:1:1: error: the file is 1048577 bytes large, 1048576 are allowed (split it)'],
    });
  });

  test('of the number and of all bytes', () => {
    for (const path of ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml']) write(path);
    expect(read({ fileBytes: 100, totalBytes: 100, entries: 2 })).toMatchObject({
      paths: ['environments/a.yaml', 'environments/b.yaml'],
      complaints: [
        'environments/c.yaml:1:1: error: more than 2 declaration files and folders (nothing further was read)',
      ],
    });
    expect(read({ fileBytes: 100, totalBytes: 11, entries: 9 })).toMatchObject({
      paths: ['environments/a.yaml', 'environments/b.yaml'],
      complaints: ['environments/c.yaml:1:1: error: the declarations exceed 11 bytes (nothing further was read)'],
    });
  });
});
