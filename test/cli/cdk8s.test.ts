import { spawnSync } from 'node:child_process';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SHOP } from '../shop.js';
import { bulkhead, REPOSITORY, write } from './command.js';

const BUILD_INFO = 'build/tsconfig.tsbuildinfo';
const QUOTA = 'dist/prod/tenants/shop/walls/shop-web/quota.yaml';

let folder: string;

/** The repository with other declarations. One for all tests: to be compiled in another folder takes longer than all else. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-checkout-'));
  for (const name of ['cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json', 'lib', 'build'])
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
  // TypeScript follows the link, and would take each file of a package for one that it has never seen.
  const packages = `${relative(join(folder, 'build'), join(realpathSync(REPOSITORY), 'node_modules'))}/`;
  const buildInfo = readFileSync(join(folder, BUILD_INFO), 'utf8');
  write(folder, BUILD_INFO, buildInfo.replaceAll('"../node_modules/', `"${packages}`));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  for (const name of ['environments', 'dist']) rmSync(join(folder, name), { recursive: true, force: true });
  for (const [path, text] of Object.entries(SHOP)) write(folder, path, text);
});

function cdk8s() {
  const command = join(folder, 'node_modules/.bin/cdk8s');
  return spawnSync(command, ['synth', '--check-upgrade=false'], { cwd: folder, encoding: 'utf8' });
}

describe('cdk8s synth', { timeout: 120_000 }, () => {
  it('renders what bulkhead synth renders, and never empties dist', () => {
    mkdirSync(join(folder, 'dist'));
    write(folder, 'dist/README.md', 'ours\n');
    const first = cdk8s();
    expect(first.stderr).toContain('dist: 16 created');
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/Performing validations\n[^\n]* objects judged by \d+ rules\n/);
    expect(bulkhead(folder, 'synth', '--check').code).toBe(0);

    const { mtimeMs } = statSync(join(folder, QUOTA));
    expect(cdk8s()).toMatchObject({ status: 0, stderr: expect.stringContaining('dist is up to date: 16 files') });
    expect(statSync(join(folder, QUOTA)).mtimeMs).toBe(mtimeMs);
    expect(readFileSync(join(folder, 'dist/README.md'), 'utf8')).toBe('ours\n');
    expect(lstatSync(join(folder, '.cdk8s-out')).isSymbolicLink()).toBe(true);

    write(
      folder,
      'environments/prod/platform/shop.yaml',
      SHOP['environments/prod/platform/shop.yaml']?.replace('16Gi', 'much') ?? '',
    );
    const failed = cdk8s();
    expect(failed.status).not.toBe(0);
    expect(failed.stderr).toContain('spec.quota.memory: `much` is not a quantity');
    expect(statSync(join(folder, QUOTA)).mtimeMs).toBe(mtimeMs);
  });

  it('compiles first, so that nobody renders with stale code', () => {
    const labels = join(folder, 'lib/config/labels.ts');
    write(
      folder,
      'lib/config/labels.ts',
      readFileSync(labels, 'utf8').replace("'bulkhead.dev/cost-centre'", "'bulkhead.dev/paid-by'"),
    );
    expect(cdk8s().status).toBe(0);
    expect(readFileSync(join(folder, 'dist/prod/tenants/shop/walls/shop-web/namespace.yaml'), 'utf8')).toContain(
      'bulkhead.dev/paid-by: cc-4711',
    );
  });
});
