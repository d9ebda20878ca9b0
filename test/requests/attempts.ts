import { afterAll, beforeAll, expect, vi } from 'vitest';
import { approvers } from './code-owner-rules.js';
import { type Edit, PlatformRepository, type Verdict } from './platform-repository.js';

export const SHOP = 'environments/prod/tenants/shop';
export const BANK = 'environments/prod/tenants/bank';
export const PLATFORM = ['@example/platform'];
export const HEAD = 'apiVersion: bulkhead.dev/v1alpha1\n';

export let repository: PlatformRepository;
let before: unknown;

/** Has a repository of the platform stand while the tests of a file run. */
export function withRepository(): void {
  // A request that is rendered takes several runs of the command.
  vi.setConfig({ testTimeout: 60_000 });
  beforeAll(() => {
    repository = new PlatformRepository();
    before = repository.state();
  }, 60_000);
  afterAll(() => repository.remove());
}

/** Whatever a request holds, judging it leaves no trace but the folder it was told to write, and commands no runner. */
export function judged(request: string): Verdict {
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

export function judge(edits: Readonly<Record<string, Edit>>): Verdict & { approvers: string[] } {
  const request = repository.propose(edits);
  const owners = repository.read('main', 'CODEOWNERS');
  return { ...judged(request), approvers: approvers(owners, repository.changed(request)) };
}

/** The tree of main with other environments, which no check of git has seen. */
export function withEnvironments(tree: string): string {
  const entries = repository.git('ls-tree', '-z', 'main');
  return repository.mktree(entries.replace(/tree [0-9a-f]+\tenvironments\0/, `tree ${tree}\tenvironments\0`));
}
