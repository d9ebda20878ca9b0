import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REPOSITORY, type Run, write } from './cli/command.js';
import { SHOP } from './shop.js';

const page = readFileSync(join(REPOSITORY, 'docs/constructs.md'), 'utf8');
/** A program as the page has it. */
const program = (name: string) => page.split(`\`${name}\`:\n\n\`\`\`ts\n`)[1]?.split('```')[0] ?? '';

let folder: string;
let unreachable: string | undefined;

function run(command: string, ...args: string[]): Run {
  const env = { ...process.env, NO_COLOR: '1', npm_config_update_notifier: 'false' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env });
  return { code: status, stdout, stderr };
}

/** Installed as others do: packed, in an empty folder, with nothing but what the package itself depends on. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-package-'));
  write(folder, 'package.json', '{ "private": true, "type": "module" }');
  // Without scripts: `npm test` has compiled already, and other tests run what it compiled.
  const packed = run('npm', 'pack', REPOSITORY, '--ignore-scripts', '--silent');
  expect(packed, packed.stderr).toMatchObject({ code: 0, stdout: expect.stringMatching(/^bulkhead-.*\.tgz\n$/) });
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=0'];
  const { code, stderr } = run('npm', 'install', ...quiet, `./${packed.stdout.trim()}`);
  unreachable = /\b(ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH)\b/.exec(stderr)?.[1];
  if (unreachable === undefined) expect(code, stderr).toBe(0);
  for (const [path, text] of Object.entries(SHOP)) write(folder, path, text);
  for (const name of ['main.ts', 'in-code.ts']) write(folder, name, program(name));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesBelow = (path: string) =>
  readdirSync(join(folder, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, path, name)).isFile())
    .sort();

describe('the package', () => {
  beforeEach((context) => {
    if (unreachable !== undefined) context.skip(`npm can install nothing here: ${unreachable}`);
  });

  it('holds what is run and read, and nothing of this machine', () => {
    const files = filesBelow('node_modules/bulkhead');
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'schemas/tenant.schema.json']),
    );
    expect(
      files
        .filter((name) => !/^(LICENSE|README\.md|package\.json|schemas\/[a-z]+\.schema\.json)$/.test(name))
        .filter((name) => !/^build\/lib\/.+(\.js|\.d\.ts)$/.test(name))
        .filter((name) => !/^build\/lib\/kata\/node-preparation\/[a-z-]+\.sh$/.test(name))
        .filter((name) => !/^build\/bundle\/cli\/([\w-]+\.js|THIRD-PARTY-LICENSES|digest)$/.test(name)),
    ).toEqual([]);
    const telling = files.filter((name) => {
      const text = readFileSync(join(folder, 'node_modules/bulkhead', name), 'utf8');
      return text.includes(REPOSITORY) || text.includes('sourceMappingURL');
    });
    expect(telling).toEqual([]);
  });

  it('renders declarations of its own, and says where a line comes from', () => {
    expect(run('npx', '--no', 'bulkhead', 'synth')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^dist: 16 created, 0 changed, 0 removed, 0 unchanged$/m),
    });
    expect(run('npx', '--no', 'bulkhead', 'where', 'dist/prod/tenants/shop/walls/shop-web/quota.yaml')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('environments/prod/platform/shop.yaml:6:3: spec.quota of Tenant shop'),
    });
  });

  it('has types that compile strictly, its own declarations and those it depends on included', () => {
    write(
      folder,
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          module: 'NodeNext',
          target: 'ES2023',
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          types: [],
        },
        files: ['main.ts', 'in-code.ts'],
      }),
    );
    const { code, stdout } = run(process.execPath, join(REPOSITORY, 'node_modules/typescript/bin/tsc'));
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  it('composes by hand what the command renders, and more, in ten lines', () => {
    expect(
      program('main.ts')
        .trim()
        .split('\n')
        .filter((line) => line !== '').length,
    ).toBeLessThanOrEqual(10);
    const rendered = filesBelow('dist');
    const contentsOf = (name: string) => readFileSync(join(folder, 'dist', name), 'utf8').replace(/^.*\n/, '');
    const before = rendered.map(contentsOf);
    expect(run('node', 'main.js')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(filesBelow('dist')).toEqual([...rendered, 'prod/platform/overnight.yaml'].sort());
    expect(rendered.map(contentsOf)).toEqual(before);
    expect(readFileSync(join(folder, 'dist/prod/platform/overnight.yaml'), 'utf8')).toBe(`\
# Rendered by Bulkhead with \`node main.js\`, which overwrites what is edited here. Declared in:
#   environments/prod/platform/environment.yaml
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: overnight
value: -100
`);
  });

  it('composes what is declared in code, for cdk8s to write', () => {
    expect(run('node', 'in-code.js')).toEqual({ code: 0, stdout: '', stderr: '' });
    // RuntimeClasses, admission, and four walls for each of two tenants.
    expect(readdirSync(join(folder, 'manifests'))).toHaveLength(10);
  });

  it('says what is wrong with what is declared in code', () => {
    write(folder, 'wrong.js', readFileSync(join(folder, 'in-code.js'), 'utf8').replace('8Gi', '8GB'));
    const { code, stderr } = run('node', 'wrong.js');
    expect(code).toBe(1);
    expect(stderr).toContain(page.split('```text\n')[1]?.split('```')[0]);
  });
});
