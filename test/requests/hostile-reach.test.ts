import { describe, expect, it } from 'vitest';
import { BANK, HEAD, judge, judged, PLATFORM, repository, SHOP, withRepository } from './attempts.js';
import { approvers } from './code-owner-rules.js';
import { DECLARED, type Edit } from './platform-repository.js';

withRepository();

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
