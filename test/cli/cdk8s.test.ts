import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHOP } from '../shop.js';
import { bulkhead, REPOSITORY, workspace, write } from './command.js';

const QUOTA = 'dist/prod/tenants/shop/walls/shop-web/quota.yaml';

/** The repository with other declarations. */
function checkout(): string {
  const folder = workspace();
  for (const name of ['cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json', 'lib', 'build'])
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function cdk8s(folder: string) {
  const command = join(folder, 'node_modules/.bin/cdk8s');
  return spawnSync(command, ['synth', '--check-upgrade=false'], { cwd: folder, encoding: 'utf8' });
}

describe('cdk8s synth', { timeout: 120_000 }, () => {
  it('renders what bulkhead synth renders, and never empties dist', () => {
    const folder = checkout();
    mkdirSync(join(folder, 'dist'));
    write(folder, 'dist/README.md', 'ours\n');
    const first = cdk8s(folder);
    expect(first.stderr).toContain('dist: 16 created');
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/Performing validations\n[^\n]* objects judged by \d+ rules\n/);
    expect(bulkhead(folder, 'synth', '--check').code).toBe(0);

    const { mtimeMs } = statSync(join(folder, QUOTA));
    expect(cdk8s(folder)).toMatchObject({ status: 0, stderr: expect.stringContaining('dist is up to date: 16 files') });
    expect(statSync(join(folder, QUOTA)).mtimeMs).toBe(mtimeMs);
    expect(readFileSync(join(folder, 'dist/README.md'), 'utf8')).toBe('ours\n');
    expect(lstatSync(join(folder, '.cdk8s-out')).isSymbolicLink()).toBe(true);

    write(
      folder,
      'environments/prod/platform/shop.yaml',
      SHOP['environments/prod/platform/shop.yaml']?.replace('16Gi', 'much') ?? '',
    );
    const failed = cdk8s(folder);
    expect(failed.status).not.toBe(0);
    expect(failed.stderr).toContain('spec.quota.memory: `much` is not a quantity');
    expect(statSync(join(folder, QUOTA)).mtimeMs).toBe(mtimeMs);
  });

  it('compiles first, so that nobody renders with stale code', () => {
    const folder = checkout();
    const labels = join(folder, 'lib/config/labels.ts');
    write(
      folder,
      'lib/config/labels.ts',
      readFileSync(labels, 'utf8').replace("'bulkhead.dev/cost-centre'", "'bulkhead.dev/paid-by'"),
    );
    expect(cdk8s(folder).status).toBe(0);
    expect(readFileSync(join(folder, 'dist/prod/tenants/shop/walls/shop-web/namespace.yaml'), 'utf8')).toContain(
      'bulkhead.dev/paid-by: cc-4711',
    );
  });
});
