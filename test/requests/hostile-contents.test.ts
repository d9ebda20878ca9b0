import { describe, expect, it } from 'vitest';
import { judge, judged, repository, SHOP, withEnvironments, withRepository } from './attempts.js';
import { DECLARED, type Edit } from './platform-repository.js';

withRepository();

const image = (path: string) => (DECLARED[path] ?? '').replace(/:1\n/, ':2\n');

describe('requests that hold what is no file', () => {
  it.each<[string, string, () => Edit]>([
    ['a link to a file', `${SHOP}/passwd.yaml`, () => ({ link: '/etc/passwd' })],
    ['a tenant that is a link', SHOP, () => ({ link: '../bank' })],
    ['environments that is a link', 'environments', () => ({ link: repository.outside })],
    ['dist that is a link', 'dist', () => ({ link: repository.outside })],
    ['walls that are a link', 'dist/prod/tenants/bank/walls', () => ({ link: repository.outside })],
    ['CODEOWNERS that is a link', 'CODEOWNERS', () => ({ link: 'README.md' })],
  ])('%s', (_, path, edit) => {
    const { code, log, handed } = judge({ [path]: edit() });
    expect(log).toContain(`| ${path}: a symbolic link; put the file itself here\n`);
    expect({ code, handed }).toEqual({ code: 1, handed: ['summary.md'] });
  });

  it('a submodule', () => {
    const { code, log } = judge({ [`${SHOP}/more`]: { submodule: repository.main } });
    expect(log).toContain(`| ${SHOP}/more: a submodule; put the files themselves here\n`);
    expect(code).toBe(1);
  });
});

describe('requests with names made for something else than reading', () => {
  // What it is, the name, and how it is shown.
  const NAMES = [
    ['attributes, which git would act on', '.gitattributes', '.gitattributes'],
    ['the journal of a run that was killed', '.bulkhead-staging', '.bulkhead-staging'],
    ['an option', '-rf.yaml', '-rf.yaml'],
    ['a command substitution', '$(touch ran).yaml', '$(touch ran).yaml'],
    ['quotes', '"\'`.yaml', '"\'`.yaml'],
    ['a command to the runner', 'a\n::set-output name=x::y.yaml', 'a\\x0a::set-output name=x::y.yaml'],
    ['a command to older runners', '##[add-path]x.yaml', '## [add-path]x.yaml'],
    ['an escape sequence', '\u001b[2J.yaml', '\\x1b[2J.yaml'],
    ['text turned around', 'x\u202elmay.yaml', 'x\\u202elmay.yaml'],
    ['a device of Windows', 'nul.yaml', 'nul.yaml'],
  ] as const;

  it.each([SHOP, 'dist', 'dist/prod'])('in %s', (folder) => {
    const edits = NAMES.map(([, name]): [string, Edit] => [`${folder}/${name}`, '* filter=evil\n']);
    const { code, log, handed } = judge(Object.fromEntries(edits));
    for (const [what, , shown] of NAMES) expect(log, what).toContain(`| ${folder}/${shown}: the name `);
    expect({ code, handed }).toEqual({ code: 1, handed: ['summary.md'] });
  });

  it('a way out of the folder', () => {
    const file = repository.git('rev-parse', 'main:README.md').trim();
    const up = repository.mktree(`100644 blob ${file}\tescaped.yaml\0`);
    const root = withEnvironments(repository.mktree(`040000 tree ${up}\t..\0`));
    const request = repository.git('commit-tree', '-p', 'main', '-m', 'out', root).trim();
    expect(judged(request)).toMatchObject({
      code: 1,
      log: expect.stringContaining('| environments/../escaped.yaml: the name is not portable'),
    });
  });

  it('two that differ in case only', () => {
    const { code, log } = judge({ [`${SHOP}/Workloads.yaml`]: image(`${SHOP}/workloads.yaml`) });
    expect(log).toContain('differs from `Workloads.yaml` only in case');
    expect(code).toBe(1);
  });
});

describe('requests with files for other programs', () => {
  it.each([
    // Found by the name, wherever they are: tests, the linter's configuration, scripts of npm.
    `${SHOP}/evil.test.ts`,
    `${SHOP}/biome.json`,
    `${SHOP}/package.json`,
    `${SHOP}/run.sh`,
    // Nothing is rendered directly into dist, so nothing would be missed there.
    'dist/all.yaml',
    'dist/README.md',
    'dist/prod/README.md',
  ])('%s', (path) => {
    const { code, log, handed } = judge({ [path]: '{}\n' });
    expect(log).toContain(`| ${path}: not a declaration (.yaml), a note (.md) or a rendered file`);
    expect({ code, handed }).toEqual({ code: 1, handed: ['summary.md'] });
  });

  it('a note is no such file', () => {
    expect(judge({ [`${SHOP}/README.md`]: '# The shop\n' })).toMatchObject({ code: 0 });
  });
});

describe('requests made to be too much', () => {
  it('a few trees that hold each other: a million files in environments, or anywhere', () => {
    const file = repository.git('rev-parse', 'main:README.md').trim();
    const times = (what: string) => Array.from({ length: 10 }, (_, i) => `${what}\tx${i}\0`).join('');
    let bomb = repository.mktree(times(`100644 blob ${file}`));
    for (let level = 1; level < 6; level += 1) bomb = repository.mktree(times(`040000 tree ${bomb}`));
    for (const at of ['main:environments', 'main:']) {
      const tree = repository.mktree(`${repository.git('ls-tree', '-z', at)}040000 tree ${bomb}\tzz\0`);
      const root = at === 'main:' ? tree : withEnvironments(tree);
      const request = repository.git('commit-tree', '-p', 'main', '-m', 'x', root).trim();
      expect(judged(request)).toMatchObject({ code: 1, log: expect.stringContaining('| more files than any ') });
    }
  });

  it('a path that no disk takes', () => {
    const path = `${SHOP}/${Array(25).fill('a'.repeat(190)).join('/')}/x.yaml`;
    const { code, log } = judge({ [path]: 'x' });
    expect(log).toMatch(new RegExp(`\\| ${SHOP}/a+…: the path is longer than 1000 characters\n`));
    expect(code).toBe(1);
  });

  it.each([
    [`${SHOP}/big.yaml`, 1024 * 1024],
    [`${SHOP}/big.md`, 1024 * 1024],
    ['dist/prod/big.yaml', 10 * 1024 * 1024],
  ])('50 MB in %s', (path, allowed) => {
    const { code, log } = judge({ [path]: 'x'.repeat(50_000_000) });
    expect(log).toContain(`| ${path}: 50000000 bytes large, ${allowed} are allowed\n`);
    expect(code).toBe(1);
  });

  it('YAML aliases that explode', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 30; i += 1)
      bomb.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const { code, log } = judge({ [`${SHOP}/bomb.yaml`]: `${bomb.join('\n')}\n` });
    expect(log).toContain('alias');
    expect(code).toBe(1);
  });
});
