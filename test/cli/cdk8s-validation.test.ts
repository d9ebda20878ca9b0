import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ValidationContext } from 'cdk8s-cli/plugins';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BulkheadValidation } from '../../lib/cli/cdk8s-validation.js';
import { SHOP } from '../shop.js';
import { bulkhead, REPOSITORY, workspace, write } from './command.js';

/** Somebody's own cdk8s project, with bulkhead installed; `properties` are those of the plugin in its cdk8s.yaml. */
function project(files: Readonly<Record<string, string>>, properties: unknown, app: string): string {
  const folder = workspace(files);
  for (const name of ['cdk8s', 'constructs', 'bulkhead']) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(name === 'bulkhead' ? REPOSITORY : join(REPOSITORY, 'node_modules', name), link);
  }
  const plugin = { package: './node_modules/bulkhead', version: '0.0.0', class: 'BulkheadValidation', properties };
  write(folder, 'cdk8s.yaml', JSON.stringify({ language: 'typescript', app, output: 'out', validations: [plugin] }));
  return folder;
}

function synth(folder: string, ...options: string[]) {
  const command = join(REPOSITORY, 'node_modules/.bin/cdk8s');
  const { status, stdout, stderr } = spawnSync(command, ['synth', '--check-upgrade=false', ...options], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, stdout, stderr };
}

const APP = `
const { App, Chart, ApiObject } = require('cdk8s');
const app = new App();
new ApiObject(new Chart(app, 'shop'), 'web', {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'frontend', namespace: 'shop-web' },
  spec: { automountServiceAccountToken: false, containers: [{ name: 'web', image: 'IMAGE' }] },
});
app.synth();
`;

/** An app of constructs that runs one image. */
const running = (image: string, properties: unknown = {}) =>
  project({ ...SHOP, 'app.cjs': APP.replace('IMAGE', image) }, properties, 'node app.cjs');

/** An app that writes these manifests. */
const writing = (manifests: Readonly<Record<string, string>>, properties: unknown = {}) =>
  project(
    { ...SHOP, ...Object.fromEntries(Object.entries(manifests).map(([path, text]) => [`manifests/${path}`, text])) },
    properties,
    'cp -r manifests out',
  );

const WEB = 'registry.example.com/shop/web';
const LATEST = `container "web" runs ${WEB}:latest, whose tag is latest`;

describe('the plugin of cdk8s', { timeout: 60_000 }, () => {
  it('lets what is right pass', () => {
    const { code, stdout, stderr } = synth(running(`${WEB}:1.4.2`));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/no findings; 1 object judged by \d+ rules\n/);
    expect(stdout).toMatch(/Status +│ success/);
  });

  it('fails the synth with what is wrong, and names its construct', () => {
    const { code, stdout } = synth(running(`${WEB}:latest`));
    expect(code).toBe(2);
    expect(stdout).toContain(`out/shop.k8s.yaml:9:14: error image/latest-tag: ${LATEST}\n`);
    expect(stdout).toContain('image/latest-tag (1 occurrences)');
    expect(stdout).toContain(
      [
        '    - Construct Path: shop/web',
        '    - Manifest Path: out/shop.k8s.yaml',
        '    - Resource Name: frontend',
        '    - Locations:',
        `      > ${LATEST} (out/shop.k8s.yaml:9:14)`,
      ].join('\n'),
    );
  });

  it('judges in a declared environment, where there is one to name', () => {
    const foreign = 'elsewhere.example.org/web:1';
    expect(synth(running(foreign)).code).toBe(0);
    const { code, stdout } = synth(running(foreign, { environment: 'prod' }));
    expect(code).toBe(2);
    expect(stdout).toContain('error image/registry: container "web"');
  });

  it('shows warnings, and fails by them only if it is to', () => {
    const exceptions = {
      'environments/prod/exceptions/web.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: web}
spec:
  rule: image/latest-tag
  scope: {tenant: shop, name: frontend}
  reason: until the registry keeps versions
  owner: platform
  expires: "2999-01-01"
`,
    };
    const manifests = { 'web.yaml': podOf(`${WEB}:1.4.2`) };
    const lenient = writing(manifests, { environment: 'prod' });
    const strict = writing(manifests, { environment: 'prod', failOn: 'warning' });
    for (const folder of [lenient, strict])
      for (const [path, text] of Object.entries(exceptions)) write(folder, path, text);
    const shown = synth(lenient);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toContain('warning exception/unused');
    expect(shown.stdout).not.toContain('occurrences');
    const failed = synth(strict);
    expect(failed.code).toBe(2);
    expect(failed.stdout).toContain('exception/unused (1 occurrences)');

    // What it excuses is no violation.
    write(lenient, 'manifests/web.yaml', podOf(`${WEB}:latest`));
    expect(synth(lenient)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 suppressed by exceptions') });
  });

  it('judges folders each in the environment of its name, and says of which it did not', () => {
    const environment = (SHOP['environments/prod/platform/environment.yaml'] ?? '').replace(
      'name: prod\n',
      'name: test\n',
    );
    const folder = writing(
      {
        'prod/web.yaml': podOf(`${WEB}:1.4.2`),
        'test/web.yaml': podOf('registry.example.org/web:1'),
        'other/web.yaml': podOf(`${WEB}:latest`),
      },
      { dist: 'out' },
    );
    write(
      folder,
      'environments/test/platform/environment.yaml',
      environment.replace('[registry.example.com]', '[registry.example.org]'),
    );
    const { code, stdout } = synth(folder);
    expect(stdout).toContain('not evaluated: out/other/web.yaml: in the folder of no environment\n');
    expect(stdout).not.toContain('latest-tag');
    // Each registry is allowed in its own environment, and the pod is in both without being there twice.
    expect(stdout).toMatch(/no findings; 1 not evaluated; 2 objects judged by \d+ rules\n/);
    expect(code).toBe(0);

    write(folder, 'manifests/prod/web.yaml', podOf('registry.example.org/web:1'));
    const failed = synth(folder);
    expect(failed.code).toBe(2);
    expect(failed.stdout).toContain('out/prod/web.yaml:9:14: error image/registry');
  });

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['nothing to judge', {}, {}, ''],
    ['manifests without an object', { 'values.yaml': 'replicas: 1\n' }, {}, 'no Kubernetes object in'],
    ['a manifest that cannot be read', { 'web.yaml': `${podOf('x:1')}---\na: [\n` }, {}, 'web.yaml:14:4: error:'],
    ['no folder of an environment', { 'web.yaml': podOf('x:1') }, { dist: '.' }, 'that is called like an environment'],
    [
      'an environment that is not declared',
      { 'web.yaml': podOf('x:1') },
      { environment: 'prd' },
      'there is no environment `prd`; did you mean `prod`?',
    ],
    [
      'no declarations',
      { 'web.yaml': podOf('x:1') },
      { environment: 'prod', declarations: 'no' },
      'there is no folder',
    ],
  ])('is no silent pass for %s', async (_, manifests, { environment, ...folders }, message) => {
    const folder = workspace({ ...SHOP, ...manifests });
    const found = Object.entries({ declarations: 'environments', ...folders });
    const properties = { environment, ...Object.fromEntries(found.map(([name, path]) => [name, join(folder, path)])) };
    const paths = Object.keys(manifests).map((path) => join(folder, path));
    const context = new ValidationContext(paths, 'bulkhead', '0.0.0');
    vi.spyOn(context.logger, 'log').mockReturnValue();
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    await new BulkheadValidation(properties).validate(context);
    expect(said.mock.calls.map(([text]) => text).join('')).toContain(message);
    expect(context.report.success).toBe(false);
  });

  it.each<[string, unknown, string]>([
    ['that it does not have', { environmnet: 'prod' }, 'Unrecognized key: "environmnet"'],
    ['of another type', { failOn: 'sometimes' }, 'expected one of "error"|"warning"|"note"|"never"'],
    ['that exclude each other', { dist: 'out', environment: 'prod' }, 'name environment or dist, not both'],
  ])('refuses properties %s', (_, properties, message) => {
    expect(() => new BulkheadValidation(properties)).toThrow(`properties of BulkheadValidation:\n✖ `);
    expect(() => new BulkheadValidation(properties)).toThrow(message);
  });

  it('shows no text of a manifest that a terminal or a runner would act on', () => {
    const hostile = podOf(`${WEB}:latest`)
      .replace('name: frontend', 'name: "::error::\\e[2J##[group]"')
      .replace('name: web', 'name: "web\\e[2J##[error]"');
    const { code, stdout } = synth(writing({ 'web.yaml': hostile }));
    expect(code).toBe(2);
    expect(stdout).toContain('Resource Name: ::error::');
    expect(stdout).not.toContain('##[');
    expect(stdout).not.toContain('\u001b[2J');
    expect(stdout.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
  });

  it('judges what synth has rendered as synth did', () => {
    const folder = workspace();
    expect(bulkhead(folder, 'synth').code).toBe(0);
    const other = writing({}, { dist: 'out' });
    spawnSync('cp', ['-r', join(folder, 'dist'), join(other, 'manifests')]);
    const { code, stdout } = synth(other);
    expect(stdout).toMatch(/objects judged by \d+ rules\n/);
    expect(code).toBe(0);
  });
});

/** A pod without a fault but for its image, if that is one. */
function podOf(image: string): string {
  return `\
apiVersion: v1
kind: Pod
metadata: {name: frontend, namespace: shop-web}
spec:
  automountServiceAccountToken: false
  runtimeClassName: kata-clh
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
  containers:
    - image: ${image}
      name: web
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      resources: {requests: {cpu: "1", memory: 1Gi}, limits: {cpu: "1", memory: 1Gi}}
`;
}
