import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { bulkhead, MAIN, REPOSITORY, workspace, write } from '../cli/command.js';
import { SHOP } from '../shop.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, string>;
}

interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: unknown;
  readonly env?: unknown;
  readonly jobs: Record<string, { readonly steps: Step[]; readonly permissions?: unknown; readonly env?: unknown }>;
}

const FOLDER = join(REPOSITORY, '.github/workflows');
const NAMES = readdirSync(FOLDER);
const textOf = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
// YAML 1.2: the key `on` is a word.
const workflow = (name: string) => load(textOf(name), { schema: CORE_SCHEMA }) as Workflow;
const stepsOf = (name: string) => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);

/** As GitHub writes it. */
const expression = (text: string) => `\${{ ${text} }}`;

describe.each(NAMES)('%s', (name) => {
  it('has a token that reads, and no secrets; what uploads findings runs nothing', () => {
    const { permissions, jobs } = workflow(name);
    expect(permissions).toEqual({ contents: 'read' });
    const others = Object.entries(jobs).filter(([, job]) => 'permissions' in job);
    expect(others.map(([job]) => job)).toEqual(name === 'policy.yaml' ? ['code-scanning'] : []);
    for (const [, job] of others) {
      expect(job.permissions).toEqual({ contents: 'read', actions: 'read', 'security-events': 'write' });
      expect(job.steps.filter(({ run }) => run !== undefined)).toEqual([]);
    }
    expect(textOf(name)).not.toMatch(/\bsecrets\s*[.[]|secrets:/);
  });

  it('splices nothing into a command', () => {
    expect(stepsOf(name).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  it('names every action by its commit, and keeps no credentials', () => {
    const actions = stepsOf(name).flatMap(({ uses }) => uses ?? []);
    const known = /^(actions\/[a-z-]+|github\/codeql-action\/upload-sarif)@[0-9a-f]{40}$/;
    expect(actions.filter((action) => !known.test(action))).toEqual([]);
    const checkouts = stepsOf(name).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts).toHaveLength(Object.keys(workflow(name).jobs).length);
    expect(checkouts.filter((checkout) => checkout.with?.['persist-credentials'] !== false)).toEqual([]);
  });
});

describe('the workflow that judges requests', () => {
  const name = 'pull-request.yaml';

  it('is the only one that runs on the side of main, and runs there alone', () => {
    expect(NAMES.filter((other) => textOf(other).includes('pull_request_target:'))).toEqual([name]);
    expect(workflow(name).on).toEqual({ pull_request_target: { branches: ['main'] } });
  });

  it('never checks a request out', () => {
    const [checkout] = stepsOf(name).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    // No `ref`, no `repository`: the commit of main that the event names.
    expect(checkout?.with).toEqual({ 'fetch-depth': 0, 'persist-credentials': false });
    const commands = stepsOf(name).flatMap(({ run }) => run ?? []);
    expect(
      commands.filter((run) => /\bgit\b.*\b(checkout|switch|worktree|reset|restore|merge|pull|am|apply)\b/.test(run)),
    ).toEqual([]);
  });

  it('writes no cache that main would read', () => {
    expect(textOf(name)).not.toMatch(/actions\/cache|cache:/);
  });

  it('takes from the event two values, each into the environment of one step or two', () => {
    const { jobs, env } = workflow(name);
    expect([env, ...Object.values(jobs).map((job) => job.env)].filter((any) => any !== undefined)).toEqual([]);
    const head = ['HEAD', expression('github.event.pull_request.head.sha')];
    const expected = [head, ['TOKEN', expression('github.token')], head];
    expect(stepsOf(name).flatMap(({ env }) => Object.entries(env ?? {}))).toEqual(expected);
    const given = stepsOf(name).flatMap((step) =>
      Object.values(step.with ?? {}).filter((value) => String(value).includes('${{')),
    );
    expect(given).toEqual([`${expression('runner.temp')}/request`]);
  });

  it('fetches the commit of a request as objects: no branch, no file, no credentials left behind', () => {
    const folder = workspace({ 'theirs/file': 'theirs\n', 'ours/file': 'ours\n' });
    const git = (at: string, ...args: string[]) => {
      const { status, stdout, stderr } = spawnSync('git', args, { cwd: join(folder, at), encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      return stdout.trim();
    };
    const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
    for (const at of ['theirs', 'ours']) {
      git(at, 'init', '--quiet', '--initial-branch=main');
      git(at, 'add', '--all');
      git(at, ...identity, 'commit', '--quiet', '--message', at);
    }
    git('ours', 'remote', 'add', 'origin', join(folder, 'theirs'));
    const before = [git('ours', 'for-each-ref'), readFileSync(join(folder, 'ours/.git/config'), 'utf8')];
    const head = git('theirs', 'rev-parse', 'HEAD');
    const run = stepsOf(name).find(({ env }) => env?.TOKEN !== undefined)?.run ?? '';
    const env = { ...process.env, HEAD: head, TOKEN: 'word', GITHUB_SERVER_URL: 'https://git.example.com' };
    const { status, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', run], {
      cwd: join(folder, 'ours'),
      encoding: 'utf8',
      env,
    });
    expect(stderr).not.toContain('fatal');
    expect(status).toBe(0);
    expect(git('ours', 'cat-file', '-t', head)).toBe('commit');
    expect([git('ours', 'for-each-ref'), readFileSync(join(folder, 'ours/.git/config'), 'utf8')]).toEqual(before);
    expect(git('ours', 'status', '--porcelain')).toBe('');
    expect(readFileSync(join(folder, 'ours/file'), 'utf8')).toBe('ours\n');
  });
});

describe('the step that says what a request is told', () => {
  const run = stepsOf('pull-request.yaml').find((step) => step.run?.includes('GITHUB_STEP_SUMMARY'))?.run ?? '';
  const says = (files: Readonly<Record<string, string>>) => {
    const folder = workspace({ summary: '', ...files });
    const env = { ...process.env, RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: join(folder, 'summary') };
    const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', run], { encoding: 'utf8', env });
    return { status, stdout, summary: readFileSync(join(folder, 'summary'), 'utf8') };
  };

  it('puts the summary where a person reads it, and annotations where the runner does', () => {
    const told = says({ 'request/summary.md': '### ❌\n', 'request/findings/annotations.txt': '::error::x\n' });
    expect(told).toEqual({ status: 0, stdout: '::error::x\n', summary: '### ❌\n' });
  });

  it('says nothing where nothing was judged', () => {
    expect(says({})).toEqual({ status: 0, stdout: '', summary: '' });
    expect(says({ 'request/summary.md': 'x\n' })).toEqual({ status: 0, stdout: '', summary: 'x\n' });
  });
});

describe('the workflow that judges main', () => {
  it('runs after every merge, and every night', () => {
    const { on } = workflow('policy.yaml');
    expect(Object.keys(on)).toEqual(['push', 'schedule', 'workflow_dispatch']);
    expect(on.push).toEqual({ branches: ['main'] });
  });

  const commands = stepsOf('policy.yaml').flatMap(({ run }) => run ?? []);
  const judged = (declarations: Readonly<Record<string, string>>) => {
    const bin = `#!/bin/sh\nshift\nexec "${process.execPath}" "${MAIN}" "$@"\n`;
    const folder = workspace({ 'bin/npx': bin, summary: '', ...declarations });
    chmodSync(join(folder, 'bin/npx'), 0o755);
    const env = {
      ...process.env,
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    };
    const runs = commands
      .filter((run) => run !== 'npm ci')
      .map((run) => spawnSync('bash', ['-eo', 'pipefail', '-c', run], { cwd: folder, encoding: 'utf8', env }));
    return { codes: runs.map(({ status }) => status), log: runs[0]?.stdout ?? '', folder };
  };

  it('fails when an exception has run out, and says so in every form', () => {
    const { codes, log, folder } = judged({
      ...SHOP,
      'environments/prod/exceptions/old.yaml':
        'apiVersion: bulkhead.dev/v1alpha1\nkind: PolicyException\nmetadata: {name: old}\nspec: {rule: image/digest, ' +
        'scope: {name: web}, reason: it was to end, owner: platform, expires: "2024-02-29"}\n',
    });
    expect(codes).toEqual([1, 0]);
    expect(log).toContain('::error file=environments/prod/exceptions/old.yaml,line=4,col=');
    expect(log).toContain(',title=exception/expired::');
    expect(readFileSync(join(folder, 'summary'), 'utf8')).toContain('#### error: exception/expired (1)');
    const { runs } = JSON.parse(readFileSync(join(folder, 'bulkhead.sarif'), 'utf8'));
    expect(runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('exception/expired');
  });

  it('passes where nothing is wrong, and says nothing of what cannot be judged', () => {
    expect(judged(SHOP).codes).toEqual([0, 0]);
    expect(judged({}).codes).toEqual([3, 0]);
  });

  it('uploads only where code scanning is said to be there, also after findings', () => {
    const job = workflow('policy.yaml').jobs['code-scanning'];
    expect(job).toMatchObject({ needs: 'check', if: expression("!cancelled() && vars.CODE_SCANNING == 'true'") });
  });
});

describe('the ordinary CI', () => {
  it('reads every request and main, without a filter of paths', () => {
    expect(workflow('ci.yaml').on).toEqual({ pull_request: null, push: { branches: ['main'] } });
    const [checkout] = stepsOf('ci.yaml');
    expect(checkout?.with?.['fetch-depth']).toBe(2);
  });

  it('takes another name than the judge of requests', () => {
    expect(Object.keys(workflow('ci.yaml').jobs)).toEqual(['ci']);
    expect(Object.keys(workflow('pull-request.yaml').jobs)).toEqual(['request']);
    expect(textOf('ci.yaml')).not.toMatch(/^ {4}name:/m);
  });

  const DECLARED = { 'environments/x.yaml': 'new\n', 'dist/dev/x.yaml': 'new\n', CODEOWNERS: 'new\n' };
  it.each<[string, Record<string, string>, string]>([
    ['verifies dist where nothing but declarations has changed', DECLARED, 'npm ci\nnpm run check:dist\n'],
    ['is whole where the tool has changed as well', { ...DECLARED, 'lib/x.ts': 'new\n' }, 'all\n'],
    ['is whole for what only looks like a declaration', { 'test/environments/x.yaml': 'new\n' }, 'all\n'],
  ])('%s', (_, changed, asked) => {
    const record = (what: string) => `#!/bin/sh\necho ${what} >>"$ASKED"\n`;
    const folder = workspace({ 'checkout/.ci/run': record('all'), 'bin/npm': record('npm "$@"') });
    for (const path of ['checkout/.ci/run', 'bin/npm']) chmodSync(join(folder, path), 0o755);
    const checkout = join(folder, 'checkout');
    const git = (...args: string[]) => {
      const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
      expect(spawnSync('git', [...identity, ...args], { cwd: checkout }).status).toBe(0);
    };
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'main');
    git('checkout', '--quiet', '-b', 'request');
    for (const [path, text] of Object.entries(changed)) write(checkout, path, text);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'request');
    git('checkout', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '--no-edit', 'request');
    const run = stepsOf('ci.yaml').find((step) => step.run !== undefined)?.run ?? '';
    const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, ASKED: join(folder, 'asked') };
    expect(spawnSync('bash', ['-eo', 'pipefail', '-c', run], { cwd: checkout, env }).status).toBe(0);
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(asked);
  });
});

describe('the example for GitLab', () => {
  const text = readFileSync(join(REPOSITORY, 'docs/examples/gitlab-ci.yml'), 'utf8');
  const { request, main } = load(text, { schema: CORE_SCHEMA }) as {
    request: { rules: unknown; variables: unknown; script: string[]; artifacts: unknown };
    main: { script: string[]; artifacts: unknown };
  };

  it('hands findings to GitLab, of requests as the judge of requests writes them', () => {
    const reports = { codequality: 'request/findings/code-quality.json', junit: 'request/findings/junit.xml' };
    expect(request.artifacts).toMatchObject({ when: 'always', reports });
    expect(main.artifacts).toMatchObject({
      when: 'always',
      reports: { codequality: 'code-quality.json', junit: 'junit.xml' },
    });
    const [check = ''] = main.script.filter((line) => line.startsWith('npx bulkhead check '));
    const folder = workspace();
    expect(bulkhead(folder, ...check.split(' ').slice(2)).code).toBe(0);
    expect(existsSync(join(folder, 'junit.xml'))).toBe(true);
    expect(readFileSync(join(folder, 'code-quality.json'), 'utf8')).toBe('[]\n');
  });

  it('judges requests for the default branch', () => {
    const wanted = [
      '$CI_PIPELINE_SOURCE == "merge_request_event"',
      '$CI_MERGE_REQUEST_TARGET_BRANCH_NAME == $CI_DEFAULT_BRANCH',
    ];
    expect(request.rules).toEqual([{ if: wanted.join(' && ') }]);
  });

  it.each(['main', 'theirs'])(
    'runs the script of the default branch where the target is %s, on the commit of the request, which is in no work tree',
    (target) => {
      const folder = workspace({
        'project/.ci/render-request': '#!/bin/sh\necho "$@" >"../asked"\n',
        'bin/npm': '#!/bin/sh\nexit 0\n',
      });
      for (const path of ['project/.ci/render-request', 'bin/npm']) spawnSync('chmod', ['+x', join(folder, path)]);
      const project = join(folder, 'project');
      const git = (...args: string[]) =>
        spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
          cwd: project,
          encoding: 'utf8',
        }).stdout.trim();
      git('init', '--quiet', '--initial-branch=main');
      git('add', '--all');
      git('commit', '--quiet', '--message', 'main');
      const main = git('rev-parse', 'HEAD');
      git('checkout', '--quiet', '-b', 'theirs');
      write(project, '.ci/render-request', '#!/bin/sh\ntouch ../ran\n');
      git('commit', '--quiet', '--all', '--message', 'theirs');
      const head = git('rev-parse', 'HEAD');
      git('update-ref', 'refs/merge-requests/7/head', head);
      git('checkout', '--quiet', 'main');
      const builds = join(folder, 'builds');
      mkdirSync(builds);
      const env = {
        ...process.env,
        PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        CI_REPOSITORY_URL: project,
        CI_DEFAULT_BRANCH: 'main',
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: target,
        CI_MERGE_REQUEST_IID: '7',
        CI_COMMIT_SHA: head,
      };
      const { status, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', request.script.join('\n')], {
        cwd: builds,
        encoding: 'utf8',
        env,
      });
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(readFileSync(join(builds, 'asked'), 'utf8')).toBe(`${main} ${head} ../request\n`);
      expect(existsSync(join(builds, 'ran'))).toBe(false);
      expect(request.variables).toEqual({ GIT_STRATEGY: 'none' });
    },
  );
});
