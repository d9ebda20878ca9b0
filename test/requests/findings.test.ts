import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked, type Token } from 'marked';
import { afterEach, describe, expect, it } from 'vitest';
import { BANK, HEAD, judge, judged, PLATFORM, repository, withRepository } from './attempts.js';
import { DECLARED, type Edit } from './platform-repository.js';

withRepository();

const LEDGER = `${BANK}/ledger.yaml`;
const LATEST = 'container "ledger" runs registry.example.com/bank/ledger:latest, whose tag is latest';
const ledger = (image: string) => ({ [LEDGER]: (DECLARED[LEDGER] ?? '').replace('ledger:1', image) });
const latest = () => ledger('ledger:latest');

/** Within a year, as an exception has to end. */
const SOON = new Date(Date.now() + 90 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

const exception = (name: string, spec: Readonly<Record<string, unknown>> = {}) => ({
  [`environments/prod/exceptions/${name}.yaml`]: `${HEAD}kind: PolicyException\nmetadata: {name: ${name}}\nspec: ${JSON.stringify(
    {
      rule: 'image/latest-tag',
      scope: { tenant: 'bank', name: 'ledger' },
      reason: 'until the registry keeps versions',
      owner: 'platform',
      expires: SOON,
      ...spec,
    },
  )}\n`,
});

const main = () => repository.main;
let start: string | undefined;
/** Others have merged this, with what it renders. */
function merged(edits: Readonly<Record<string, Edit>>): void {
  start ??= main();
  repository.advance(edits);
  repository.advance(repository.rendered(main()));
}
/** Others have merged this past all checks. */
function forced(edits: Readonly<Record<string, Edit>>): void {
  start ??= main();
  repository.advance(edits);
}
afterEach(() => {
  if (start !== undefined) repository.rewind(start);
  start = undefined;
});

/** A request with what it renders. */
function whole(edits: Readonly<Record<string, Edit>>): string {
  const declared = repository.propose(edits);
  return repository.propose(repository.rendered(declared), declared);
}

describe('what rules find in a request', () => {
  it('refuses it, at the line that the tenant wrote', () => {
    const { code, log, summary, handed, reports } = judged(whole(latest()));
    expect(code).toBe(1);
    expect(log).toContain('The declarations of this request break rules\n');
    expect(log).toContain(`\n| ${LEDGER}:7:10: error image/latest-tag: ${LATEST}\n`);
    expect(summary).toContain('### ❌ The declarations of this request break rules\n');
    expect(summary).toContain(`- \`${LATEST}\` at \`${LEDGER}:7:10\``);
    expect(handed).toEqual(['summary.md']);
    expect(reports).toEqual(['annotations.txt', 'code-quality.json', 'junit.xml', 'report.json', 'report.sarif']);
  });

  it('is handed to programs in the forms of GitHub and GitLab', () => {
    const { out } = judge(latest());
    const read = (name: string) => readFileSync(join(out, 'findings', name), 'utf8');
    expect(read('annotations.txt')).toContain(`::error file=${LEDGER},line=7,col=10,title=image/latest-tag::${LATEST}`);
    expect(JSON.parse(read('report.sarif')).runs[0].results).toHaveLength(1);
    expect(JSON.parse(read('code-quality.json'))).toMatchObject([
      { check_name: 'image/latest-tag', location: { path: LEDGER, lines: { begin: 7 } } },
    ]);
    expect(read('junit.xml')).toContain('image/latest-tag');
  });

  it('is excused by the platform, and by nobody else', () => {
    const { code, log, approvers } = judge({ ...latest(), ...exception('ledger') });
    // It fails for dist alone, which is what the author is handed.
    expect(code).toBe(1);
    expect(log).toContain('dist is not what the declarations of this request render');
    expect(approvers).toEqual(['@example/bank-admins', ...PLATFORM]);
    const request = whole({ ...latest(), ...exception('ledger') });
    expect(judged(request)).toMatchObject({ code: 0, handed: ['summary.md'] });
  });

  it('is not excused by an exception that has expired', () => {
    const { code, log } = judge({ ...latest(), ...exception('ledger', { expires: '2024-02-29' }) });
    expect(code).toBe(1);
    expect(log).toContain('error exception/expired:');
    expect(log).toContain(`error image/latest-tag: ${LATEST}`);
  });

  it('is shown and does not refuse it, where it is a warning', () => {
    const { code, log, summary } = judged(whole(exception('unused')));
    expect(code).toBe(0);
    expect(summary).toMatch(/^### ✅ dist and CODEOWNERS are what the declarations render/);
    expect(summary).toContain('Rules warn of what this request brings:\n\n### ⚠️ 1 finding\n');
    expect(summary).toContain('#### warning: exception/unused (1)');
    expect(log).toMatch(/\n\| environments\/prod\/exceptions\/unused\.yaml:\d+:\d+: warning exception\/unused: /);
  });
});

/** One more workload of the bank, which is small enough for its quota. */
const another = (name: string, image: string) => ({
  [`${BANK}/${name}.yaml`]: (DECLARED[LEDGER] ?? '')
    .replace('name: ledger', `name: ${name}`)
    .replace('ledger:1', image)
    .replace('service: {}', 'service: {replicas: 1}'),
});

describe('what the base branch has already', () => {
  const honest = another('second', 'ledger:1');

  it('is not held against a request, which is told of it', () => {
    merged(latest());
    const request = whole(honest);
    const { code, summary, log } = repository.judge(request);
    expect(code).toBe(0);
    expect(summary).toContain(
      'The base branch breaks rules already (1 error), which is not held against this request;',
    );
    expect(log).not.toContain('latest');
    // And nothing of the kind may come with it.
    const more = repository.judge(whole({ ...honest, ...another('third', 'ledger:latest') }));
    expect(more.code).toBe(1);
    expect(more.log).toContain('third.yaml:7:10: error image/latest-tag');
    expect(more.log).not.toContain('ledger.yaml:');
  });

  it('comes back with the exception that a request takes away', () => {
    merged({ ...latest(), ...exception('ledger') });
    const { code, log } = repository.judge(whole({ 'environments/prod/exceptions/ledger.yaml': null }));
    expect(code).toBe(1);
    expect(log).toContain(`error image/latest-tag: ${LATEST}`);
  });

  it('stands in nobody’s way where it cannot even be read: a request mends it', () => {
    const right = DECLARED[LEDGER] ?? '';
    forced({ [LEDGER]: `${right}  service: {}\n` });
    const { code, summary } = repository.judge(repository.propose({ [LEDGER]: right }));
    expect(summary).toContain('The declarations of the base branch cannot be judged.');
    expect(code).toBe(0);
  });
});

describe('a request of the platform', () => {
  const environment = DECLARED['environments/prod/platform/environment.yaml'] ?? '';
  const patch = (environment: string, handler: string) => ({
    [`environments/${environment}/platform/kata.yaml`]: `${HEAD}kind: Runtime\nmetadata: {name: kata-clh}\nspec: {handler: ${handler}}\n`,
  });

  it('changes the node layer of one environment, and not of several at once', () => {
    merged({ 'environments/test/platform/environment.yaml': environment.replace('name: prod\n', 'name: test\n') });
    const both = repository.judge(whole({ ...patch('prod', 'kata-clh-2'), ...patch('test', 'kata-clh-2') }));
    expect(both.code).toBe(1);
    expect(both.log).toContain(
      '| environments/prod/platform/kata.yaml:4:17: error change/several-node-layers: spec.handler changes in environment "prod", together with the node layer of "test"\n',
    );
    expect(both.log).toContain('spec.handler changes in environment "test", together with the node layer of "prod"');
    expect(repository.judge(whole(patch('test', 'kata-clh-2')))).toMatchObject({ code: 0 });
  });
});

describe('findings that quote a request', () => {
  it('give no command to a runner, and no Markdown to the summary', () => {
    const words = '::error::x ##[add-path]/x ``` </details><img src=x> @everyone';
    const { code, log, summary, out } = judge({
      ...latest(),
      ...another('talk', `ledger:latest # ${words}`),
      ...exception('ledger', { reason: words, owner: words }),
    });
    expect(code).toBe(1);
    expect(log).toContain(`ledger:latest # ${words.replace('##[', '## [')}`);
    const annotations = readFileSync(join(out, 'findings/annotations.txt'), 'utf8').trimEnd().split('\n');
    expect(annotations.at(-1)).toMatch(/^\d+ errors?\b/);
    expect(annotations.slice(0, -1).filter((line) => !/^::(error|warning|notice) file=/.test(line))).toEqual([]);
    expect(summary).toContain(words);
    const leaves = leavesOf(summary);
    expect(leaves.filter(({ type }) => type === 'html' || type === 'image')).toEqual([]);
    const quoting = leaves.filter(({ raw }) => raw.includes('@everyone')).map(({ type }) => type);
    expect(new Set(quoting)).toEqual(new Set(['codespan']));
  });
});

/** What Markdown comes down to: texts, code spans, HTML. */
function leavesOf(text: string): Token[] {
  const found: Token[] = [];
  marked.walkTokens(marked.lexer(text), (token) => {
    if (!('tokens' in token) && token.type !== 'list') found.push(token);
  });
  return found;
}
