import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHOP } from '../shop.js';
import { bulkhead, workspace, write } from './command.js';
import { relativeTo, synthInProcess } from './in-process.js';

const QUOTA = 'dist/prod/tenants/shop/walls/shop-web/quota.yaml';
const inProcess = (folder: string, options?: Parameters<typeof synthInProcess>[1]) =>
  relativeTo(folder, synthInProcess(folder, options));
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

describe('bulkhead synth', () => {
  it('renders, then finds nothing to do and touches nothing', () => {
    const folder = workspace();
    expect(bulkhead(folder, 'synth')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'dist: 16 created, 0 changed, 0 removed, 0 unchanged\n',
    });
    const { mtimeMs } = statSync(join(folder, QUOTA));
    expect(bulkhead(folder, 'synth')).toEqual({ code: 0, stdout: '', stderr: 'dist is up to date: 16 files\n' });
    expect(statSync(join(folder, QUOTA)).mtimeMs).toBe(mtimeMs);
    expect(bulkhead(folder, 'synth', '--check')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'dist is what the declarations render: 16 files\n',
    });
  });

  it('names in each file the declarations it comes from, and its objects as kubectl reads them', () => {
    const folder = workspace();
    synthInProcess(folder);
    expect(read(folder, 'dist/prod/platform/priority-classes.yaml')).toBe(`\
# Rendered by Bulkhead with \`bulkhead synth\`, which overwrites what is edited here. Declared in:
#   environments/prod/platform/environment.yaml
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: kata-high-security
description: Virtual machines of their own
preemptionPolicy: PreemptLowerPriority
value: 1000000
`);
  });

  it('with --check lists what differs and writes nothing', () => {
    const folder = workspace();
    synthInProcess(folder);
    write(folder, QUOTA, '<<<<<<< HEAD\n');
    rmSync(join(folder, 'dist/prod/platform/priority-classes.yaml'));
    write(folder, 'dist/prod/tenants/gone/walls/gone/quota.yaml', '# Rendered by Bulkhead with an older version\n');
    const { code, stderr } = bulkhead(folder, 'synth', '--check');
    expect(code).toBe(1);
    expect(stderr).toBe(`\
missing  dist/prod/platform/priority-classes.yaml
differs  dist/prod/tenants/shop/walls/shop-web/quota.yaml
stale    dist/prod/tenants/gone/walls/gone/quota.yaml
3 of 17 files in dist are not what the declarations render; run: npx bulkhead synth
`);
    expect(read(folder, QUOTA)).toBe('<<<<<<< HEAD\n');
    expect(inProcess(folder).stderr).toBe('dist: 1 created, 1 changed, 1 removed, 14 unchanged\n');
  });

  it('leaves what it did not render alone, and says so', () => {
    const folder = workspace();
    write(folder, 'dist/prod/notes.yaml', 'a: 1\n');
    const { code, stderr } = inProcess(folder);
    expect(code).toBe(1);
    expect(stderr).toBe(`\
error: dist/prod/notes.yaml is not rendered by bulkhead, and only rendered files belong there
Nothing was written. Move these files elsewhere, or delete them.
`);
    expect(read(folder, 'dist/prod/notes.yaml')).toBe('a: 1\n');
    expect(() => statSync(join(folder, QUOTA))).toThrow();
  });

  it('writes nothing when anything is wrong, and reports all of it', () => {
    const folder = workspace();
    synthInProcess(folder);
    const before = read(folder, QUOTA);
    write(
      folder,
      'environments/prod/platform/shop.yaml',
      SHOP['environments/prod/platform/shop.yaml']?.replace('16Gi', '16GB') ?? '',
    );
    write(
      folder,
      'environments/prod/tenants/shop/job.yaml',
      'apiVersion: bulkhead.dev/v1alpha1\nkind: Worklod\nmetadata:\n  name: job\n',
    );
    const { code, stdout, stderr } = bulkhead(folder, 'synth');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(
      'environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: `16GB` is not a quantity',
    );
    expect(stderr).toContain('environments/prod/tenants/shop/job.yaml:2:7: error: kind: `Worklod` is not allowed here');
    expect(stderr).toContain('did you mean `Workload`?');
    expect(stderr).toContain('2 problems in 2 files');
    expect(read(folder, QUOTA)).toBe(before);
  });

  it.each<[string, string, string | undefined, number]>([
    ['an error', 'latest', undefined, 1],
    ['an error', 'latest', 'never', 0],
    ['a warning', '1', undefined, 0],
    ['a warning', '1', 'warning', 1],
  ])('for %s of a rule (tag %s), with --fail-on %s, exits %i', (_, tag, failOn, code) => {
    const exception = `\
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: unused}
spec: {rule: image/digest, scope: {name: none}, reason: nothing to excuse, owner: platform, expires: "2999-01-01"}
`;
    const workloads = SHOP['environments/prod/tenants/shop/workloads.yaml'] ?? '';
    const folder = workspace({
      ...SHOP,
      'environments/prod/tenants/shop/workloads.yaml': workloads.replace('frontend:1.2.3', `frontend:${tag}`),
      ...(tag === '1' ? { 'environments/prod/exceptions/unused.yaml': exception } : {}),
    });
    const run = bulkhead(folder, 'synth', ...(failOn === undefined ? [] : ['--fail-on', failOn]));
    expect(run.stderr).toContain(tag === '1' ? 'warning exception/unused' : 'error image/latest-tag');
    expect(run.code).toBe(code);
    expect(existsSync(join(folder, QUOTA))).toBe(code === 0);
    expect(run.stderr.includes('Nothing was written.')).toBe(code === 1);
  });

  it('tells what a killed run left, and ends it', () => {
    const folder = workspace();
    synthInProcess(folder);
    write(folder, 'dist/.bulkhead-staging/journal.json', '{"format": 2, "operations": []}');
    const mark = 'error: a run that was writing dist was killed half-way; the next one finishes it\n';
    expect(bulkhead(folder, 'synth', '--check')).toEqual({ code: 1, stdout: '', stderr: mark });

    // Half of a change may be a folder where the other half has a file.
    rmSync(join(folder, QUOTA));
    write(folder, `${QUOTA}/notes.txt`, '');
    expect(inProcess(folder, { check: true })).toEqual({ code: 1, stdout: '', stderr: mark });

    rmSync(join(folder, QUOTA), { recursive: true });
    write(folder, 'dist/prod/notes.yaml', 'a: 1\n');
    const finished = 'an earlier run was killed while it wrote dist; what it had begun was finished\n';
    const { code, stderr } = bulkhead(folder, 'synth');
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^${finished}error: dist/prod/notes.yaml is not rendered by bulkhead`));
    expect(synthInProcess(folder).stderr).not.toContain('killed');
  });

  it('limits itself to the environments that are named', () => {
    const staging =
      SHOP['environments/prod/platform/environment.yaml']?.replace('name: prod\n', 'name: staging\n') ?? '';
    const folder = workspace({ ...SHOP, 'environments/staging/platform/environment.yaml': staging });
    expect(bulkhead(folder, 'synth', '--environment', 'staging').code).toBe(0);
    expect(statSync(join(folder, 'dist/staging')).isDirectory()).toBe(true);
    expect(() => statSync(join(folder, 'dist/prod'))).toThrow();
    expect(inProcess(folder, { environment: ['stagin'] })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean `staging`?'),
    });
  });

  it('works on any other folder, as another repository', () => {
    const folder = workspace();
    const elsewhere = workspace({});
    const { code } = bulkhead(
      elsewhere,
      'synth',
      '--declarations',
      join(folder, 'environments'),
      '--dist',
      join(folder, 'out'),
    );
    expect(code).toBe(0);
    synthInProcess(folder);
    // The same bytes, wherever the command is run.
    expect(read(folder, QUOTA.replace('dist', 'out'))).toBe(read(folder, QUOTA));
  });

  it.each([
    [['synth', '--declarations', 'nowhere'], 2, 'nowhere'],
    [['synth', '--colour'], 2, "unknown option '--colour'"],
    [['sinth'], 2, "unknown command 'sinth'"],
  ])('cannot run: %j', (args, code, text) => {
    const folder = workspace({});
    const run = bulkhead(folder, ...args);
    expect(run).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(text) });
    expect(run.stderr).not.toContain('    at ');
  });

  it('has nothing to render where there is no Environment', () => {
    const runtimes = 'environments/base/platform/runtimes.yaml';
    const folder = workspace({ [runtimes]: SHOP[runtimes] ?? '' });
    expect(inProcess(folder)).toMatchObject({
      code: 1,
      stderr: 'error: environments holds no Environment, so there is nothing to render\n',
    });
  });

  it('names both declarations of one object', () => {
    const workload = (name: string, folderName: string) => `\
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata:
  name: ${name}
spec:
  namespace: shop-web
  image: registry.example.com/shop/web:1
  service: {replicas: 0}
  files:
    ${folderName}:
      mountPath: /etc/files
      data: {a: b}
`;
    const folder = workspace({
      ...SHOP,
      'environments/prod/tenants/shop/one.yaml': workload('web', 'a-b'),
      'environments/prod/tenants/shop/two.yaml': workload('web-a', 'b'),
    });
    const { code, stderr } = inProcess(folder);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'environments/prod/tenants/shop/two.yaml:10:5: error: ConfigMap shop-web/web-a-b is rendered from two declarations',
    );
    expect(stderr).toContain('environments/prod/tenants/shop/one.yaml:10:5');
  });
});
