import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { approvers } from './code-owner-rules.js';
import { DECLARED, type Edit, PlatformRepository, type Verdict } from './platform-repository.js';

// A request that is rendered takes two runs of the command.
vi.setConfig({ testTimeout: 60_000 });

let repository: PlatformRepository;
let before: unknown;
beforeAll(() => {
  repository = new PlatformRepository();
  before = repository.state();
}, 60_000);
afterAll(() => repository.remove());

const SHOP = 'environments/prod/tenants/shop';
const BANK = 'environments/prod/tenants/bank';
const PLATFORM = ['@example/platform'];
const HEAD = 'apiVersion: bulkhead.dev/v1alpha1\n';
const image = (path: string) => (DECLARED[path] ?? '').replace(/:1\n/, ':2\n');

/** Whatever a request holds, judging it leaves no trace but the folder it was told to write, and commands no runner. */
function judged(request: string): Verdict {
  const verdict = repository.judge(request);
  expect(repository.state()).toEqual(before);
  expect(verdict.handed.filter((path) => !/^(summary\.md|rendered\.patch|upload(\/.*)?)$/.test(path))).toEqual([]);
  const lines = verdict.log.split('\n').map((line) => line.trim());
  expect(lines.filter((line) => line.startsWith('::'))).toEqual([
    expect.stringMatching(/^::stop-commands::[0-9a-f]{32}$/),
    expect.stringMatching(/^::[0-9a-f]{32}::$/),
  ]);
  expect(verdict.log).toMatch(/^::stop-commands::([0-9a-f]{32})[\s\S]*\n::\1::\n$/);
  expect(verdict.log).not.toContain('##[');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(verdict.log).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  return verdict;
}

function judge(edits: Readonly<Record<string, Edit>>): Verdict & { approvers: string[] } {
  const request = repository.propose(edits);
  const owners = repository.read('main', 'CODEOWNERS');
  return { ...judged(request), approvers: approvers(owners, repository.changed(request)) };
}

/** The tree of main with other environments, which no check of git has seen. */
function withEnvironments(tree: string): string {
  const entries = repository.git('ls-tree', '-z', 'main');
  return repository.mktree(entries.replace(/tree [0-9a-f]+\tenvironments\0/, `tree ${tree}\tenvironments\0`));
}

/** Changes of what CI runs; each leaves a file outside where anything of it runs. */
function payloads(): Record<string, string> {
  const touch = `touch ${repository.outside}/ran`;
  const run = `import { execSync } from 'node:child_process';\nexecSync('${touch}');\n`;
  const scripts = { prepare: touch, build: touch, precodeowners: touch, codeowners: touch, synth: touch };
  return {
    'lib/pipeline.ts': run,
    'main.ts': run,
    'package.json': JSON.stringify({ name: 'bulkhead', scripts }),
    '.npmrc': `script-shell=/bin/false\nnode-options=--import ${repository.outside}/evil.mjs\n`,
    'cdk8s.yaml': `language: typescript\napp: ${touch}\n`,
    '.ci/render-request': `#!/bin/sh\n${touch}\n`,
    '.github/workflows/pull-request.yaml': `on: pull_request_target\njobs: {request: {steps: [{run: ${touch}}]}}\n`,
    '.github/CODEOWNERS': '* @example/shop-admins\n',
    '.gitattributes': '* filter=evil\n',
    '.gitmodules': `[submodule "x"]\n\tpath = environments/x\n\turl = ${repository.outside}\n`,
  };
}

describe('requests that change the tool', () => {
  const PATHS = [
    'lib/pipeline.ts',
    'main.ts',
    'package.json',
    '.npmrc',
    'cdk8s.yaml',
    '.ci/render-request',
    '.github/workflows/pull-request.yaml',
    '.github/CODEOWNERS',
    '.gitattributes',
    '.gitmodules',
  ];

  it('are not run and not rendered; the platform approves', () => {
    expect(Object.keys(payloads()).sort()).toEqual(PATHS.toSorted());
    expect(judge(payloads())).toMatchObject({ code: 0, handed: ['summary.md'], approvers: PLATFORM });
  });

  it.each(PATHS)('%s with a declaration is refused', (path) => {
    const both = judge({ [path]: payloads()[path] ?? '', [`${SHOP}/job.yaml`]: 'x' });
    expect(both).toMatchObject({
      code: 1,
      handed: ['summary.md'],
      approvers: ['@example/platform', '@example/shop-admins'],
    });
    expect(both.log).toContain(
      'This request changes declarations or dist, and other files, so it was not rendered here',
    );
    expect(both.log).toContain(`| ${path}\n`);
  });

  it('another file lends no cover to dist that was written by hand', () => {
    const { code, log, approvers } = judge({
      'README.md': 'A word was misspelt.\n',
      'dist/prod/tenants/shop/workloads/shop-web/frontend.yaml': 'x\n',
    });
    expect(code).toBe(1);
    expect(log).toContain('This request changes declarations or dist, and other files');
    expect(approvers).toEqual(['@example/platform', '@example/shop-admins']);
  });
});

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
  it('a few trees that hold each other: a billion files in environments, or anywhere', () => {
    const file = repository.git('rev-parse', 'main:README.md').trim();
    const times = (what: string) => Array.from({ length: 10 }, (_, i) => `${what}\tx${i}\0`).join('');
    let bomb = repository.mktree(times(`100644 blob ${file}`));
    for (let level = 1; level < 9; level += 1) bomb = repository.mktree(times(`040000 tree ${bomb}`));
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

describe('requests that reach for what is not theirs', () => {
  const NETWORK = 'dist/prod/tenants/shop/walls/shop-web/network.yaml';

  it('by hand in dist and CODEOWNERS: a weaker policy, walls of another tenant gone, everything its own', () => {
    const weak = repository.read('main', NETWORK).replace('metadata.name: kube-system', 'metadata.name: bank');
    expect(weak).not.toBe(repository.read('main', NETWORK));
    const request = repository.propose({
      [NETWORK]: weak,
      'dist/prod/tenants/bank/walls': null,
      CODEOWNERS: '* @example/shop-admins\n',
    });
    const { code, log, out } = judged(request);
    expect(code).toBe(1);
    expect(log).toContain(`| differs  ${NETWORK}\n`);
    expect(log).toContain('| missing  dist/prod/tenants/bank/walls/bank/quota.yaml\n');
    expect(log).toContain('| differs  CODEOWNERS\n');
    expect(repository.git('diff', '--stat', 'main', repository.applied(request, out))).toBe('');
  });

  it('a manifest of its own beside the rendered ones', () => {
    const path = 'dist/prod/tenants/shop/workloads/shop-web/root.yaml';
    const { code, log } = judge({ [path]: 'kind: ClusterRoleBinding\n' });
    expect(code).toBe(1);
    expect(log).toContain(`| error: ${path} is not rendered by bulkhead`);
  });

  it('a Tenant and an exception in its own folder', () => {
    const { code, log } = judge({
      [`${SHOP}/grant.yaml`]: `${HEAD}kind: Tenant\nmetadata: {name: shop}\nspec: {runtimes: {allowed: [runc]}}\n`,
      [`${SHOP}/excuse.yaml`]: `${HEAD}kind: PolicyException\nmetadata: {name: mine}\nspec: {}\n`,
    });
    expect(code).toBe(1);
    expect(log).toContain(
      `| ${SHOP}/grant.yaml:2:7: error: kind: a Tenant cannot be declared in tenants/, which is for Workload\n`,
    );
    expect(log).toContain(
      `| ${SHOP}/excuse.yaml:2:7: error: kind: a PolicyException cannot be declared in tenants/, which is for Workload\n`,
    );
  });

  it("a workload in another tenant's namespace", () => {
    const spec = 'spec: {namespace: bank, image: registry.example.com/spy:1, service: {}}\n';
    const { code, log } = judge({ [`${SHOP}/spy.yaml`]: `${HEAD}kind: Workload\nmetadata: {name: spy}\n${spec}` });
    expect(code).toBe(1);
    expect(log).toMatch(/\| environments\/prod\/tenants\/shop\/spy\.yaml:4:19: error: spec\.namespace: .*`bank`/);
  });

  // What the tool cannot know is who asks. It renders these, and it takes their owners to approve them.
  it.each<[string, Record<string, Edit>, string[]]>([
    ['a weaker NetworkPolicy', { [NETWORK]: 'x' }, ['@example/network']],
    ["another tenant's walls", { 'dist/prod/tenants/bank/walls/bank/quota.yaml': null }, PLATFORM],
    ['CODEOWNERS', { CODEOWNERS: 'x' }, PLATFORM],
    ['delivery', { 'dist/prod/argocd/tenants/shop.yaml': 'x' }, PLATFORM],
    ['an exception', { 'environments/prod/exceptions/mine.yaml': 'x' }, PLATFORM],
    ["another tenant's workload", { [`${BANK}/ledger.yaml`]: 'x' }, ['@example/bank-admins']],
    ["another tenant's folder in a layer", { 'environments/base/tenants/bank/x.yaml': 'x' }, ['@example/bank-admins']],
    ['its own grant', { 'environments/prod/platform/shop.yaml': 'x' }, PLATFORM],
  ])('%s needs the approval of its owners', (_, edits, expected) => {
    const request = repository.propose(edits);
    expect(approvers(repository.read('main', 'CODEOWNERS'), repository.changed(request))).toEqual(expected);
  });

  it('a runtime granted to oneself, with the workload that uses it: rendered as any, the platform approves as well', () => {
    const grant = 'environments/base/platform/bank.yaml';
    const declared = repository.propose({
      [grant]: (DECLARED[grant] ?? '').replace('allowed: [kata-clh]', 'allowed: [kata-clh, gvisor]'),
      [`${BANK}/ledger.yaml`]: `${DECLARED[`${BANK}/ledger.yaml`]}  runtime: gvisor\n`,
    });
    const request = repository.propose(repository.rendered(declared), declared);
    expect(judged(request).code).toBe(0);
    const needed = approvers(repository.read('main', 'CODEOWNERS'), repository.changed(request));
    expect(needed).toEqual(['@example/bank-admins', '@example/platform']);
  });
});

describe('requests whose own diff does not show what they change', () => {
  // By that diff the forge asks for approvals: shop's admins would approve what happens to the bank.
  const OURS = `${SHOP}/teller.yaml`;
  const THEIRS = `${BANK}/teller.yaml`;
  const RENDERED = 'dist/prod/tenants/bank/workloads/bank/teller.yaml';
  const teller = (namespace: string, tag: string) =>
    `${HEAD}kind: Workload\nmetadata:\n  name: teller\nspec:\n  namespace: ${namespace}\n` +
    `  service:\n    replicas: 3\n    ports:\n      http:\n        port: 8080\n` +
    `  env:\n    ONE: one\n    TWO: two\n  image: registry.example.com/shared/teller:${tag}\n`;

  const withRendered = (declared: string) => repository.propose(repository.rendered(declared), declared);
  let main: string;
  beforeEach(() => {
    main = repository.main;
  });
  afterEach(() => repository.rewind(main));

  /** What main holds once the commit is merged. */
  const landed = (request: string) =>
    repository.git('merge-tree', '--write-tree', 'main', request).split('\n')[0] ?? '';

  it('by a file that main has moved to another tenant: git carries the change after it', () => {
    repository.git(
      'merge',
      '--quiet',
      '--ff-only',
      withRendered(repository.propose({ [OURS]: teller('shop-web', '1') })),
    );
    const declared = repository.propose({ [OURS]: teller('shop-web', 'evil') });
    const request = withRendered(declared);
    const moved = repository.propose({ [OURS]: null, [THEIRS]: teller('bank', '1') });
    repository.git('merge', '--quiet', '--ff-only', withRendered(moved));

    expect(approvers(repository.read('main', 'CODEOWNERS'), repository.changed(request))).toEqual([
      '@example/shop-admins',
    ]);
    expect(repository.read(landed(request), THEIRS)).toBe(teller('bank', 'evil'));
    const { code, log, handed } = repository.judge(request);
    expect(log).toContain('Merging this request would change files that it does not show');
    expect(log).toContain(`| ${RENDERED}\n| ${THEIRS}\n`);
    expect({ code, handed }).toEqual({ code: 1, handed: ['summary.md'] });
  });

  it('by two merge bases: what another request brought is undone by a merge that leaves it out', () => {
    const older = repository.propose({ 'README.md': 'other\n' });
    const others = withRendered(repository.propose({ [`${BANK}/ledger.yaml`]: image(`${BANK}/ledger.yaml`) }));
    repository.git('merge', '--quiet', '--ff-only', older);
    repository.git('merge', '--quiet', '--no-edit', others);

    // Its parents are those of main's merge, its tree knows one of them.
    const tree = repository.git('rev-parse', `${older}^{tree}`).trim();
    const request = repository.git('commit-tree', tree, '-p', older, '-p', others, '-m', 'x').trim();
    expect(repository.git('diff', '--name-only', older, request)).toBe('');
    expect(repository.read(landed(request), `${BANK}/ledger.yaml`)).toContain('ledger:1');
    const { code, log } = repository.judge(request);
    expect(log).toContain('Merging this request would change files that it does not show');
    expect(log).toContain(`| ${BANK}/ledger.yaml\n`);
    expect(code).toBe(1);
  });

  it('once up to date it shows them, and their owners are asked', () => {
    repository.git(
      'merge',
      '--quiet',
      '--ff-only',
      withRendered(repository.propose({ [OURS]: teller('shop-web', '1') })),
    );
    const request = withRendered(repository.propose({ [OURS]: teller('shop-web', 'evil') }));
    const moved = repository.propose({ [OURS]: null, [THEIRS]: teller('bank', '1') });
    repository.git('merge', '--quiet', '--ff-only', withRendered(moved));
    const updated = repository.authored(request, [
      'git remote add upstream "$(git remote get-url origin)"',
      'git fetch --quiet upstream && git merge --quiet upstream/main',
    ]);
    expect(repository.judge(updated)).toMatchObject({ code: 0 });
    const asked = approvers(repository.read('main', 'CODEOWNERS'), repository.changed(updated));
    expect(asked).toEqual(['@example/bank-admins']);
  });
});

describe('requests that speak to whoever reads the log', () => {
  it('commands to the runner, and Markdown, in what a message quotes', () => {
    const edits = {
      [`${SHOP}/talk.yaml`]:
        'apiVersion: bulkhead.dev/v1alpha1\nkind: Workload\nmetadata: {name: talk}\nspec:\n  "::set-env name=NODE_OPTIONS::--inspect": 1\n  "##[add-path]/x": 1\n  "```` </details><img src=x>": 1\n',
    };
    const { code, log, summary } = judge(edits);
    expect(code).toBe(1);
    expect(log).toContain('::set-env name=NODE_OPTIONS');
    expect(summary).toContain('```` </details><img src=x>');
    const fences = summary.split('\n').filter((line) => /^`{3,}/.test(line));
    expect(fences).toEqual(['`````text', '`````']);
  });

  it('an admin group that would be another line of CODEOWNERS', () => {
    const tenant = (DECLARED['environments/base/platform/bank.yaml'] ?? '').replace(
      'bank-admins',
      '"x @example/shop-admins"',
    );
    const { code, log } = judge({ 'environments/base/platform/bank.yaml': tenant });
    expect(code).toBe(1);
    expect(log).toContain('spec.owners.admin[0]: `x @example/shop-admins` is not the name of a team');
    expect(log).toContain('environments/base/platform/bank.yaml:7:');
  });
});

describe('what cannot be judged', () => {
  it.each(['--upload-pack=touch ran', 'HEAD:README.md', '0123456789012345678901234567890123456789'])('%s', (head) => {
    expect(judged(head)).toMatchObject({
      code: 2,
      handed: [],
      log: expect.stringMatching(/^\| there is no commit|unknown option/m),
    });
  });

  it('a content that was not fetched', () => {
    const tree = repository.mktree(`100644 blob ${'1'.repeat(40)}\tx.yaml\0`, '--missing');
    const request = repository.git('commit-tree', '-p', 'main', '-m', 'x', withEnvironments(tree)).trim();
    expect(judged(request)).toMatchObject({ code: 1, log: expect.stringContaining('its content was not fetched') });
  });

  it('a history of its own', () => {
    const request = repository.git('commit-tree', '-m', 'x', 'main^{tree}').trim();
    expect(judged(request)).toMatchObject({ code: 1, log: expect.stringContaining('shares no history') });
  });

  it('a checkout of something else than the base', () => {
    repository.advance({ 'README.md': 'x\n' });
    const base = repository.git('rev-parse', 'main^').trim();
    const run = repository.run(base, repository.main);
    expect(run.code).toBe(2);
    expect(run.log).toContain(`check out the base, ${base}`);
    repository.rewind(base);
  });
});
