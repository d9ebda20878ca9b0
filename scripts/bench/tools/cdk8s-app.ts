// Arguments: `per-tenant` or `one-app`, folder of the values and the template, folder to render into.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { load } from 'js-yaml';
import type { KubernetesObject } from '../../../lib/kubernetes/object.js';
import { sayPart } from '../part.js';
import { compile, type TenantFiles } from '../template.js';
import type { TenantValues } from '../tenants.js';

const [mode, folder = '', outdir = ''] = process.argv.slice(2);
const tenants = readdirSync(join(folder, 'tenants')).map(
  (file) => load(readFileSync(join(folder, 'tenants', file), 'utf8')) as TenantValues,
);
const template = JSON.parse(readFileSync(join(folder, 'template.json'), 'utf8')) as TenantFiles;
const charts = Object.entries(template).map(([file, objects]) => ({
  id: file.replace('.yaml', ''),
  objects: objects.map((object) => compile(object)),
}));

function compose(app: App, values: TenantValues, prefix: string): void {
  for (const { id, objects } of charts) {
    const chart = new Chart(app, `${prefix}${id}`);
    for (const [index, object] of objects.entries())
      new ApiObject(chart, `object-${index}`, object(values) as KubernetesObject);
  }
}

sayPart(() => {
  if (mode === 'one-app') {
    const app = new App({ outdir });
    for (const values of tenants) compose(app, values, `${values.name}-`);
    app.synth();
    return;
  }
  for (const values of tenants) {
    const app = new App({ outdir: join(outdir, values.name) });
    compose(app, values, '');
    app.synth();
  }
});
