import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BANK, HEAD, repository, SHOP, withRepository } from './attempts.js';
import { approvers } from './code-owner-rules.js';
import { DECLARED } from './platform-repository.js';

withRepository();

describe('requests whose own diff does not show what they change', () => {
  // By that diff the forge asks for approvals: shop's admins would approve what happens to the bank.
  const OURS = `${SHOP}/teller.yaml`;
  const THEIRS = `${BANK}/teller.yaml`;
  const RENDERED = 'dist/prod/tenants/bank/workloads/bank/teller.yaml';
  const teller = (namespace: string, tag: string) =>
    `${HEAD}kind: Workload\nmetadata:\n  name: teller\nspec:\n  namespace: ${namespace}\n` +
    `  service:\n    replicas: 1\n    ports:\n      http:\n        port: 8080\n` +
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

  it('by two merge bases: what one of two others brought is undone by a merge that leaves it out', () => {
    const LEDGER = `${BANK}/ledger.yaml`;
    const IMPORT = `${SHOP}/import.yaml`;
    const one = withRendered(
      repository.propose({ [LEDGER]: DECLARED[LEDGER]?.replace('ledger:1', 'ledger:2') ?? null }),
    );
    const other = withRendered(repository.propose({ [IMPORT]: teller('shop-web', '1') }));
    repository.git('merge', '--quiet', '--ff-only', one);
    repository.git('merge', '--quiet', '--no-edit', other);

    // Its parents are those of main's merge, its tree is that of one of them: compared with that one it changes nothing.
    for (const [kept, undone] of [
      [one, IMPORT],
      [other, LEDGER],
    ]) {
      const request = repository.git('commit-tree', `${kept}^{tree}`, '-p', one, '-p', other, '-m', 'x').trim();
      const reach = repository.git('diff-tree', '-r', '--name-only', 'main', landed(request));
      expect(reach.trim().split('\n')).toContain(undone);
      const { code, log } = repository.judge(request);
      expect(log).toContain('Merging this request would change files that it does not show');
      expect(log).toContain(`| ${undone}\n`);
      expect(code).toBe(1);
    }
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
