import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { SHOP } from '../shop.js';
import { bulkhead, MAIN, workspace, write } from './command.js';
import { checkInProcess } from './in-process.js';

const pod = (name: string, image = 'registry.example.com/web:1') => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop-web}
spec:
  containers:
    - name: web
      image: ${image}
`;
const LATEST = pod('a', 'registry.example.com/web:latest');
const ONLY_IMAGES = { rule: ['image/latest-tag'] };

const WORKLOADS = 'environments/prod/tenants/shop/workloads.yaml';
/** The shop, whose frontend runs whatever is the latest. */
const FAULTY = {
  ...SHOP,
  [WORKLOADS]: (SHOP[WORKLOADS] ?? '').replace('shop/frontend:1.2.3', 'shop/frontend:latest'),
};
const EXCEPTION = `apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: frontend}
spec:
  rule: image/latest-tag
  scope: {tenant: shop}
  reason: the vendor tags nothing but latest until its next release
  owner: platform@example.com
  expires: '2999-12-31'
`;

describe('bulkhead check', () => {
  it('judges what the declarations render, and names the line that somebody wrote', () => {
    const { code, stdout, stderr } = checkInProcess(workspace(FAULTY), [], ONLY_IMAGES);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^environments\/prod\/tenants\/shop\/workloads\.yaml:7:10: error image\/latest-tag: /);
    expect(stdout).toContain(
      'Deployment shop-web/frontend, spec.template.spec.containers[name=frontend].image, environment prod',
    );
    expect(stdout).toMatch(/rendered at dist\/prod\/tenants\/shop\/workloads\/shop-web\/frontend\.yaml:\d+:16\n/);
    expect(stdout).toMatch(/1 error; \d+ objects judged by 1 rule\n$/);
    expect(stderr).toBe('');
  });

  it('finds nothing in what is sound, and writes nothing', () => {
    const folder = workspace();
    expect(checkInProcess(folder, [], ONLY_IMAGES)).toMatchObject({ code: 0, stderr: '' });
    expect(() => readFileSync(join(folder, 'dist'))).toThrow('ENOENT');
  });

  it('knows exceptions', () => {
    const folder = workspace({ ...FAULTY, 'environments/prod/exceptions/frontend.yaml': EXCEPTION });
    const { code, stdout } = checkInProcess(folder, [], ONLY_IMAGES);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^no findings; 1 suppressed by exceptions; \d+ objects judged by 1 rule\n$/);
  });

  it('reports what concerns a tenant', () => {
    const folder = workspace(FAULTY);
    expect(checkInProcess(folder, [], { ...ONLY_IMAGES, tenant: 'shop' }).code).toBe(1);
    write(
      folder,
      'environments/prod/platform/bank.yaml',
      (SHOP['environments/base/platform/shop.yaml'] ?? '')
        .replaceAll('shop', 'bank')
        .replace(/ {2}priorityClasses[\s\S]*/, '')
        .replace(/ {4}scoped:[\s\S]*(?= {2}limits)/, ''),
    );
    expect(checkInProcess(folder, [], { ...ONLY_IMAGES, tenant: 'bank' })).toMatchObject({ code: 0, stderr: '' });
  });

  it('fails from the severity on that is asked for', () => {
    const folder = workspace({ 'a.yaml': LATEST });
    const codes = (['error', 'warning', 'note', 'never'] as const).map(
      (failOn) => checkInProcess(folder, ['a.yaml'], { ...ONLY_IMAGES, failOn }).code,
    );
    expect(codes).toEqual([1, 1, 1, 0]);
  });

  it('says what is wrong with declarations as synth does', () => {
    const folder = workspace({ ...SHOP, 'environments/prod/platform/x.yaml': 'a: 1\n' });
    const { code, stdout, stderr } = checkInProcess(folder, []);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('environments/prod/platform/x.yaml:1:1: error: ');
    expect(checkInProcess(folder, [], { base: 'environments', declarations: 'environments' }).code).toBe(1);
  });

  it('compares with the declarations before a change', () => {
    const folder = workspace(SHOP);
    for (const [path, text] of Object.entries(SHOP)) write(folder, `before/${path}`, text);
    expect(checkInProcess(folder, [], { base: 'before/environments', failOn: 'never' }).code).toBe(0);
    write(folder, 'before/environments/prod/platform/x.yaml', 'a: 1\n');
    const broken = checkInProcess(folder, [], { base: 'before/environments' });
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('environments/prod/platform/x.yaml:1:1: error: ');
  });

  it('lets known findings pass, and nothing else', () => {
    const folder = workspace({ 'a.yaml': LATEST });
    const baseline = 'known.json';
    expect(checkInProcess(folder, ['a.yaml'], { ...ONLY_IMAGES, writeBaseline: baseline })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'known.json: a baseline of 1 finding; check with --baseline known.json to hear of new ones only\n',
    });
    write(folder, 'a.yaml', `# moved\n${LATEST}`);
    expect(checkInProcess(folder, ['a.yaml'], { ...ONLY_IMAGES, baseline })).toMatchObject({
      code: 0,
      stdout: 'no findings; 1 known to the baseline; 1 object judged by 1 rule\n',
    });
    write(folder, 'b.yaml', LATEST.replace('name: a', 'name: b'));
    expect(checkInProcess(folder, ['a.yaml', 'b.yaml'], { ...ONLY_IMAGES, baseline }).code).toBe(1);
    expect(checkInProcess(folder, ['a.yaml'], { baseline: 'a.yaml' })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: the baseline a\.yaml cannot be used: not JSON/),
    });
    expect(checkInProcess(folder, ['a.yaml'], { baseline: 'b.json' })).toMatchObject({
      code: 2,
      stderr: 'error: the baseline b.json cannot be read: it does not exist\n',
    });
  });

  it('prints one report and writes others', () => {
    const folder = workspace({ 'a.yaml': LATEST });
    const out = join(folder, 'out.json');
    const { stdout, stderr } = checkInProcess(folder, ['a.yaml'], {
      ...ONLY_IMAGES,
      output: ['github', `json=${out}`],
    });
    expect(stdout).toMatch(/^::error /);
    expect(stderr).toBe('1 error; 1 object judged by 1 rule\n');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({
      kind: 'PolicyReport',
      version: '0.0.0',
      findings: [{ rule: 'image/latest-tag' }],
    });
    expect(checkInProcess(folder, ['a.yaml'], { output: [`json=${folder}/no/out.json`] })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('error: no/out.json cannot be written: it does not exist\n'),
    });
  });

  it('colours what is printed where it is asked to, and never files', () => {
    const folder = workspace({ 'a.yaml': LATEST });
    const out = join(folder, 'out.txt');
    expect(checkInProcess(folder, ['a.yaml'], { color: true, output: ['human', `human=${out}`] }).stdout).toContain(
      '\u001b[31m',
    );
    expect(readFileSync(out, 'utf8')).not.toContain('\u001b');
    expect(checkInProcess(folder, ['a.yaml']).stdout).not.toContain('\u001b');
  });
});

describe('bulkhead check FILE|DIR|-', () => {
  it('judges manifests without an environment, and in one', () => {
    const folder = workspace({
      ...SHOP,
      'm/b.yaml': pod('b'),
      'm/a.yml': LATEST,
      'm/c/c.json': '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"}}',
    });
    const alone = checkInProcess(folder, ['m'], { ...ONLY_IMAGES, output: ['json'] });
    expect(JSON.parse(alone.stdout)).toMatchObject({
      summary: { errors: 1, objects: 3 },
      findings: [{ manifest: { file: expect.stringContaining('m/a.yml'), line: 7, column: 14 } }],
    });
    expect(JSON.parse(alone.stdout).findings[0]).not.toHaveProperty('declaration');
    const inside = checkInProcess(folder, ['m/a.yml'], { ...ONLY_IMAGES, environment: ['prod'], output: ['json'] });
    expect(JSON.parse(inside.stdout).findings).toMatchObject([{ environment: 'prod', tenant: 'shop' }]);
  });

  it('names both places of an object that stands twice, in a List as well', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: a, namespace: shop-web}\n`;
    const folder = workspace({ 'a.yaml': pod('a'), 'b.yaml': list });
    const { code, stdout } = checkInProcess(folder, ['.'], { rule: ['manifest/duplicate-object'] });
    expect(code).toBe(1);
    expect(stdout).toContain('b.yaml:6:20: error manifest/duplicate-object: Pod shop-web/a stands here once more');
    expect(stdout).toContain('a.yaml:3:18: the first one');
  });

  it('reads a file once, however often and by whatever name it is named', () => {
    const folder = workspace({ 'm/a.yaml': pod('a') });
    symlinkSync('m/a.yaml', join(folder, 'link.yaml'));
    write(folder, 'm/values.yaml', 'a: 1\n');
    const { code, stdout, stderr } = checkInProcess(folder, ['m', 'm/a.yaml', 'm/', './m', 'link.yaml'], {
      rule: ['manifest'],
      output: ['json'],
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'no findings; 1 not evaluated; 1 object judged by 1 rule\n' });
    expect(JSON.parse(stdout).summary).toMatchObject({ objects: 1, notEvaluated: 1 });
  });

  it('passes over what is hidden, and tells what it does not look into', () => {
    const folder = workspace({
      'm/a.yaml': pod('a'),
      'm/.git/b.yaml': LATEST,
      'm/.c.yaml': LATEST,
      'm/notes.txt': LATEST,
      'm/chart/Chart.yaml': 'name: x',
      'm/chart/templates/x.yaml': 'kind: {{ .x }}',
      'm/overlay/kustomization.yaml': 'resources: []',
      'm/values.yaml': 'a: 1',
      'elsewhere/d.yaml': LATEST,
    });
    symlinkSync('../elsewhere', join(folder, 'm/out'));
    symlinkSync('nowhere', join(folder, 'm/e.yaml'));
    const { code, stdout } = checkInProcess(folder, ['m'], { ...ONLY_IMAGES, output: ['json'] });
    const { notEvaluated, summary } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(summary.objects).toBe(1);
    expect(
      notEvaluated.map(({ file, reason }: { file: string; reason: string }) => `${file}: ${reason.split(';')[0]}`),
    ).toEqual([
      'm/chart: a Helm chart',
      'm/e.yaml: a symbolic link, which is not followed',
      'm/out: a symbolic link, which is not followed',
      'm/overlay: a kustomization',
      'm/values.yaml: no Kubernetes object: it has neither apiVersion nor kind',
    ]);
  });

  it('says all that cannot be read, judges the rest, and does not pass', () => {
    const folder = workspace({
      'm/a.yaml': pod('a'),
      'm/b.yaml': 'a: [\n',
      'm/c.yaml': `${pod('c')}---\nb: 'x\n`,
      'm/d.yaml': 'kind: {{ .x }}\n',
    });
    writeFileSync(join(folder, 'm/e.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    const { code, stdout, stderr } = checkInProcess(folder, ['m'], ONLY_IMAGES);
    expect(code).toBe(2);
    expect(stdout).toBe('no findings; 2 objects judged by 1 rule\n');
    expect(stderr).toMatch(/m\/b\.yaml:1:\d+: error: not valid YAML/);
    expect(stderr).toMatch(/m\/c\.yaml:9:\d+: error: not valid YAML/);
    expect(stderr).toContain('m/d.yaml:1:7: error: a template, not a manifest');
    expect(stderr).toContain('m/e.yaml:1:4: error: the file is not UTF-8: byte 0xff at offset 3');
    expect(stderr).toMatch(/4 problems in 4 files\n$/);
  });

  it('reads what is piped in', () => {
    const folder = workspace({});
    const run = (input: string) =>
      spawnSync(process.execPath, [MAIN, 'check', '--rule', 'image/latest-tag', '-'], {
        cwd: folder,
        input,
        encoding: 'utf8',
      });
    expect(run(LATEST)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^stdin:7:14: error image\/latest-tag: /),
    });
    // More than a pipe holds at a time.
    const many = Array.from({ length: 5000 }, (_, at) => pod(`p${at}`)).join('---\n');
    expect(run(many)).toMatchObject({ status: 0, stdout: 'no findings; 5000 objects judged by 1 rule\n' });
    expect(run('')).toMatchObject({ status: 3, stderr: 'error: no Kubernetes object in -, so nothing was judged\n' });
  });
});

describe('nothing is passed that was not judged:', () => {
  const files = { ...SHOP, 'a.yaml': pod('a'), 'values.yaml': 'a: 1\n', 'm/x.txt': '', 'none/x/y.yaml': 'a: 1\n' };

  test.each<[string, string[], object, number, string]>([
    ['a path that does not exist', ['b.yaml'], {}, 3, 'error: there is no file or folder b.yaml; in '],
    ['one of several', ['a.yaml', 'nothing/at/all'], {}, 3, 'error: there is no file or folder nothing/at/all\n'],
    ['a folder without manifests', ['m'], {}, 3, 'error: m holds no file named *.yaml, *.yml or *.json\n'],
    [
      'a file without objects',
      ['values.yaml'],
      {},
      3,
      'error: no Kubernetes object in values.yaml, so nothing was judged\n   values.yaml: no Kubernetes object: it has neither apiVersion nor kind\n',
    ],
    [
      'an environment that does not exist',
      [],
      { environment: ['prd'] },
      3,
      'error: there is no environment `prd`; did you mean `prod`?\n',
    ],
    [
      'manifests in such',
      ['a.yaml'],
      { environment: ['prd'] },
      3,
      'error: there is no environment `prd`; did you mean `prod`?\n',
    ],
    [
      'manifests in two environments',
      ['a.yaml'],
      { environment: ['prod', 'dev'] },
      2,
      'error: manifests are judged in one environment; name one with --environment\n',
    ],
    [
      'a tenant that does not exist',
      [],
      { tenant: 'shpo' },
      3,
      'error: there is no tenant `shpo`; did you mean `shop`?\n',
    ],
    [
      'a tenant of manifests that name none',
      ['a.yaml'],
      { tenant: 'shop' },
      3,
      'error: there is no tenant `shop`, as what was judged names none; --environment says what is declared\n',
    ],
    [
      'a rule that does not exist',
      [],
      { rule: ['image/latest-tags'] },
      3,
      'error: there is no rule `image/latest-tags`; did you mean `image/latest-tag`?\n',
    ],
    [
      'a category that does not exist',
      ['a.yaml'],
      { rule: ['images'] },
      3,
      'error: there is no rule `images`; did you mean `image`?\n',
    ],
    ['one of two rules', ['a.yaml'], { rule: ['image', 'x'] }, 3, 'error: there is no rule `x`; '],
    ['no declarations', [], { declarations: 'env' }, 3, 'error: there is no folder env; '],
    [
      'declarations without an environment',
      [],
      { declarations: 'm' },
      3,
      'error: m holds no Environment, so there is nothing to judge\n',
    ],
    [
      'paths and a base',
      ['a.yaml'],
      { base: 'environments' },
      2,
      'error: --base compares declarations; leave it out, or the paths\n',
    ],
    ['a base that does not exist', [], { base: 'before' }, 3, 'error: there is no folder before; '],
    [
      'a format that does not exist',
      ['a.yaml'],
      { output: ['jsn'] },
      2,
      'error: there is no format `jsn`; did you mean `json`?\n',
    ],
    [
      'a format without a file',
      ['a.yaml'],
      { output: ['json='] },
      2,
      'error: -o json= names no file; write -o json=FILE, or -o json to print\n',
    ],
    [
      'two reports to print',
      ['a.yaml'],
      { output: ['json', 'human'] },
      2,
      'error: -o json and -o human would both be printed; write one of them to a file: -o human=FILE\n',
    ],
  ])('%s', (_, paths, options, code, message) => {
    const run = checkInProcess(workspace(files), paths, options);
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' });
    expect(run.stderr.slice(0, message.length)).toBe(message);
  });

  it('neither does the command line, which takes lists with commas', () => {
    const folder = workspace(FAULTY);
    expect(bulkhead(folder, 'check', '--fail-on', 'fatal')).toMatchObject({ code: 2, stdout: '' });
    expect(bulkhead(folder, 'check', '--environment', 'prod,dev').stderr).toContain('there is no environment `dev`');
    const faults = bulkhead(
      folder,
      'check',
      '--environment',
      'prod',
      '--rule',
      'image/latest-tag,manifest',
      '-o',
      'json',
      '-o',
      'junit=j.xml',
    );
    expect(faults.code).toBe(1);
    expect(JSON.parse(faults.stdout).findings).toHaveLength(1);
    expect(readFileSync(join(folder, 'j.xml'), 'utf8')).toContain('<testsuite');
    mkdirSync(join(folder, 'empty'));
    expect(bulkhead(folder, 'check', 'empty')).toMatchObject({ code: 3, stdout: '' });
  });
});
