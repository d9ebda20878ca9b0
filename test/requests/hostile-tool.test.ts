import { describe, expect, it } from 'vitest';
import { judge, judged, PLATFORM, repository, SHOP, withEnvironments, withRepository } from './attempts.js';
import { DECLARED } from './platform-repository.js';

withRepository();

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
