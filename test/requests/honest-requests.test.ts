import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvers } from './code-owner-rules.js';
import { DECLARED, PlatformRepository } from './platform-repository.js';

let repository: PlatformRepository;
let main: string;
beforeAll(() => {
  repository = new PlatformRepository();
  main = repository.main;
}, 60_000);
afterAll(() => repository.remove());

const LEDGER = 'environments/prod/tenants/bank/ledger.yaml';
const RENDERED_LEDGER = 'dist/prod/tenants/bank/workloads/bank/ledger.yaml';
const FRONTEND = 'environments/prod/tenants/shop/workloads.yaml';
const edited = (path: string, from: string, to: string) => ({ [path]: (DECLARED[path] ?? '').replace(from, to) });
const newImage = () => edited(LEDGER, 'ledger:1', 'ledger:2');

/** The request as an author with Node would hand it in. */
function whole(edits: Parameters<PlatformRepository['propose']>[0], parent?: string): string {
  const declared = repository.propose(edits, parent);
  return repository.propose(repository.rendered(declared), declared);
}

const owners = () => repository.read(main, 'CODEOWNERS');

describe('honest requests', { timeout: 60_000 }, () => {
  it('passes with its rendered change, which the tenant alone approves', () => {
    const request = whole(newImage());
    expect(repository.changed(request)).toEqual([RENDERED_LEDGER, LEDGER]);
    const { code, log, summary, handed } = repository.judge(request);
    expect(log).toContain('dist and CODEOWNERS are what the declarations render once this request is merged');
    expect(code).toBe(0);
    expect(summary).toBe('### ✅ dist and CODEOWNERS are what the declarations render once this request is merged\n');
    expect(handed).toEqual(['summary.md']);
    expect(approvers(owners(), repository.changed(request))).toEqual(['@example/bank-admins']);
  });

  it('is handed the rendered change where it lacks it, and passes with that', () => {
    const request = repository.propose(newImage());
    const { code, log, summary, handed, out } = repository.judge(request);
    expect(code).toBe(1);
    expect(log).toContain('dist is not what the declarations of this request render');
    expect(log).toContain(`| differs  ${RENDERED_LEDGER}\n`);
    expect(log).toContain('npx bulkhead synth && npm run codeowners');
    expect(log).toContain('git am --keep-cr < rendered.patch');
    expect(summary).toContain(`\`\`\`text\ndiffers  ${RENDERED_LEDGER}\n\`\`\``);
    expect(handed.filter((path) => path.includes('.'))).toEqual([
      'rendered.patch',
      'summary.md',
      `upload/${RENDERED_LEDGER}`,
    ]);

    const mended = repository.applied(request, out);
    expect(repository.read(mended, RENDERED_LEDGER)).toBe(readFileSync(join(out, 'upload', RENDERED_LEDGER), 'utf8'));
    expect(repository.read(mended, RENDERED_LEDGER)).toContain('image: registry.example.com/bank/ledger:2\n');
    expect(repository.judge(mended)).toMatchObject({ code: 0 });
  });

  it('is judged the same where the folder is named from where the script runs', () => {
    const request = repository.propose(newImage());
    const named = repository.run(main, request, (out) => relative(repository.checkout, out));
    expect(named).toMatchObject({ code: 1, log: expect.stringContaining(`| differs  ${RENDERED_LEDGER}\n`) });
    expect(named.handed).toContain('rendered.patch');
    expect(named.reports).toContain('code-quality.json');
  });

  it('adds a tenant: walls, workload, delivery and CODEOWNERS are all in the patch; another one is removed', () => {
    const tenant = (DECLARED['environments/base/platform/bank.yaml'] ?? '').replaceAll('bank', 'press');
    const workload = (DECLARED[LEDGER] ?? '').replaceAll('bank', 'press');
    const request = repository.propose({
      'environments/base/platform/press.yaml': tenant,
      'environments/prod/tenants/press/ledger.yaml': workload,
      'environments/base/platform/bank.yaml': null,
      [LEDGER]: null,
    });
    const { code, log, out } = repository.judge(request);
    expect(code).toBe(1);
    expect(log).toContain('| missing  dist/prod/tenants/press/walls/press/network.yaml');
    expect(log).toContain('| stale    dist/prod/tenants/bank/walls/bank/network.yaml');
    const mended = repository.applied(request, out);
    expect(repository.judge(mended)).toMatchObject({ code: 0 });
    expect(repository.read(mended, 'CODEOWNERS')).toContain('/environments/*/tenants/press/ @example/press-admins\n');
    expect(() => repository.read(mended, RENDERED_LEDGER)).toThrow();
    expect(approvers(owners(), repository.changed(mended))).toEqual([
      '@example/bank-admins',
      '@example/network',
      '@example/platform',
    ]);
  });

  it('mends dist whatever stands in it: carriage returns, no end of line, bytes that are no text', () => {
    const quota = 'dist/prod/tenants/bank/walls/bank/quota.yaml';
    const network = 'dist/prod/tenants/bank/walls/bank/network.yaml';
    const request = repository.propose({
      // What it has to be is in no clone yet.
      ...newImage(),
      [RENDERED_LEDGER]: `${repository.read(main, RENDERED_LEDGER)}\0\u0001`,
      [quota]: repository.read(main, quota).replaceAll('\n', '\r\n'),
      [network]: 'From nobody Mon Sep 17 00:00:00 2001\n---\n-- \ndiff --git a/x b/x',
    });
    const { code, out } = repository.judge(request);
    expect(code).toBe(1);
    const mended = repository.applied(request, out);
    expect(repository.changed(mended)).toEqual([RENDERED_LEDGER, LEDGER]);
    expect(repository.read(mended, RENDERED_LEDGER)).toBe(
      repository.read(main, RENDERED_LEDGER).replace('ledger:1', 'ledger:2'),
    );
  });

  it('changes only documentation or the tool: the ordinary CI judges that', () => {
    const code = repository.propose({ 'lib/pipeline.ts': 'export {};\n', 'docs/new.md': '# New\n' });
    expect(repository.judge(code)).toMatchObject({ code: 0, handed: ['summary.md'] });
  });

  describe('when main has moved on', () => {
    const others = () => {
      const change = edited(FRONTEND, 'frontend:1.2.3', 'frontend:1.2.4');
      repository.advance(change);
      repository.advance(repository.rendered(repository.main));
    };

    it('judges the merged result: what others have merged is not asked of this request', () => {
      const request = whole(newImage(), main);
      others();
      expect(repository.judge(request)).toMatchObject({ code: 0 });
      repository.rewind(main);
    });

    it('hands a patch on the request as it is, which merges into what is right', () => {
      const request = repository.propose(newImage(), main);
      others();
      const { code, log, out } = repository.judge(request);
      expect(code).toBe(1);
      expect(log).not.toContain('frontend');
      const mended = repository.applied(request, out);
      expect(repository.changed(mended)).toEqual([RENDERED_LEDGER, LEDGER]);
      expect(repository.judge(mended)).toMatchObject({ code: 0 });
      repository.rewind(main);
    });

    const BANK = 'environments/base/platform/bank.yaml';
    const QUOTA = 'dist/prod/tenants/bank/walls/bank/quota.yaml';
    const moreMemory = { 'environments/prod/platform/bank.yaml': patch('bank', '  quota:\n    memory: 9Gi\n') };
    /** Neighbouring lines of one rendered file, declared in another file. */
    const moreProcessors = () => {
      repository.advance(edited(BANK, 'cpu: 4', 'cpu: 6'));
      repository.advance(repository.rendered(repository.main));
    };

    it('asks for the branch to be brought up to date where no patch on it would merge', () => {
      const request = repository.propose(moreMemory, main);
      moreProcessors();
      const { code, log, handed } = repository.judge(request);
      expect(code).toBe(1);
      expect(log).toContain('its branch is behind the base branch');
      expect(log).toContain(`| differs  ${QUOTA}\n`);
      expect(handed).toEqual(['summary.md']);
      repository.rewind(main);
    });

    it('offers no patch that a clean merge would undo: what is wrong on main has to be in the branch first', () => {
      const request = repository.propose(newImage(), main);
      repository.advance({ [QUOTA]: `${repository.read(main, QUOTA)}# by hand\n` });
      const { code, log, handed } = repository.judge(request);
      expect(code).toBe(1);
      expect(log).toContain('its branch is behind the base branch');
      expect(log).toContain(`| differs  ${QUOTA}\n`);
      expect(handed).toEqual(['summary.md']);
      repository.rewind(main);
    });

    it('says how to settle a conflict without Node', () => {
      const request = whole(moreMemory, main);
      moreProcessors();
      const { code, log } = repository.judge(request);
      expect(code).toBe(1);
      expect(log).toContain(`This request conflicts with the base branch\n\nBoth have changed:\n\n| ${QUOTA}\n`);
      expect(log).toContain('Only rendered files are in conflict, and those are never merged by hand.');
      const commands = log.split('\n').flatMap((line) => (line.startsWith('| git ') ? line.slice(2) : []));
      const settled = repository.authored(request, [
        'git remote add upstream "$(git remote get-url origin)"',
        ...commands.map((command) => command.replace(' && git merge', '; git merge')),
      ]);

      const second = repository.judge(settled);
      expect(second.log).toContain(`| differs  ${QUOTA}\n`);
      const mended = repository.applied(settled, second.out);
      expect(repository.judge(mended)).toMatchObject({ code: 0 });
      expect(repository.read(mended, QUOTA)).toMatch(/limits\.cpu: "6"[\s\S]*limits\.memory: 9Gi/);
      repository.rewind(main);
    });

    it('names what of the declarations is in conflict', () => {
      const request = repository.propose(newImage(), main);
      repository.advance(edited(LEDGER, 'ledger:1', 'ledger:3'));
      const { code, log } = repository.judge(request);
      expect(code).toBe(1);
      expect(log).toContain(`Both have changed:\n\n| ${LEDGER}\n`);
      expect(log).toContain('settle what is in conflict below environments/');
      repository.rewind(main);
    });

    it('finds what is wrong only together with what others have merged', () => {
      const request = repository.propose(moreMemory, main);
      repository.advance({ 'environments/prod/platform/others.yaml': patch('bank', '  quota:\n    cpu: 5\n') });
      const { code, log } = repository.judge(request);
      expect(code).toBe(1);
      expect(log).toContain('Tenant `bank` is declared twice in this layer');
      repository.rewind(main);
    });
  });
});

function patch(tenant: string, spec: string): string {
  return `apiVersion: bulkhead.dev/v1alpha1\nkind: Tenant\nmetadata:\n  name: ${tenant}\nspec:\n${spec}`;
}
