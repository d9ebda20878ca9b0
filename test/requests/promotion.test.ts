import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bulkhead, REPOSITORY, workspace } from '../cli/command.js';

it('a change is tried in dev and promoted as docs/pull-requests.md says', { timeout: 60_000 }, () => {
  const page = readFileSync(join(REPOSITORY, 'docs/pull-requests.md'), 'utf8');
  const [attempt = '', promotion = ''] = [...page.matchAll(/```diff\n([\s\S]*?)```/g)].map(([, diff]) => diff ?? '');
  const folder = workspace({});
  for (const name of ['environments', 'dist']) cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  const git = (args: string[], input?: string) => {
    const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], {
      cwd: folder,
      encoding: 'utf8',
      input,
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  const commit = () => {
    git(['add', '--all']);
    git(['commit', '--quiet', '--message', 'x']);
  };
  const rendered = (diff: string) => {
    git(['apply'], diff);
    expect(bulkhead(folder, 'synth')).toMatchObject({ code: 0 });
    const changed = git(['status', '--porcelain', 'dist']);
    commit();
    return changed;
  };
  git(['init', '--quiet']);
  commit();
  expect(rendered(attempt)).toBe(' M dist/dev/tenants/shop/workloads/shop-web/frontend.yaml\n');
  expect(rendered(promotion)).toBe(
    ' M dist/prod/tenants/shop/workloads/shop-web/frontend.yaml\n M dist/staging/tenants/shop/workloads/shop-web/frontend.yaml\n',
  );
});
