import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { Environment } from '../lib/environment.js';
import { readFleet } from '../lib/fleet.js';
import { render } from '../lib/pipeline.js';
import { WriteError } from '../lib/synth/write-error.js';
import { writeManifests } from '../lib/write.js';
import { workspace, write } from './cli/command.js';
import { fleetOf, SHOP } from './shop.js';

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

function environment(): App {
  const [cluster] = fleetOf(SHOP).clusters;
  if (cluster === undefined) throw new Error('no cluster');
  const app = new App();
  new Environment(app, 'environment', { cluster });
  return app;
}

describe('what was composed by hand', () => {
  it('is written as the command writes it, and only where it changes', () => {
    const dist = join(workspace({}), 'dist');
    const rendered = render(fleetOf(SHOP)).files;
    expect(writeManifests(dist, { prod: environment() }, { command: 'bulkhead synth' })).toEqual({
      create: rendered.map(({ path }) => path).sort(),
      update: [],
      remove: [],
      unchanged: 0,
    });
    for (const { path, content } of rendered)
      expect(readFileSync(join(dist, path), 'utf8'), path).toBe(String(content));
    expect(writeManifests(dist, { prod: environment() }, { command: 'bulkhead synth' })).toMatchObject({
      create: [],
      unchanged: rendered.length,
    });
  });

  it('is a file of its name where it is a chart, and leaves other environments alone', () => {
    const dist = join(workspace({}), 'dist');
    write(dist, 'other/a.yaml', '# Rendered by Bulkhead\n');
    write(dist, 'lab/gone.yaml', '# Rendered by Bulkhead\n');
    const app = new App();
    new ApiObject(new Chart(app, 'mine'), 'a', namespace('a'));
    expect(writeManifests(dist, { lab: app })).toMatchObject({ create: ['lab/mine.yaml'], remove: ['lab/gone.yaml'] });
    expect(readFileSync(join(dist, 'lab/mine.yaml'), 'utf8')).toBe(`\
# Rendered by Bulkhead with \`node main.js\`, which overwrites what is edited here.
apiVersion: v1
kind: Namespace
metadata:
  name: a
`);
    expect(existsSync(join(dist, 'other/a.yaml'))).toBe(true);
  });

  it('is refused where an object is rendered twice', () => {
    const dist = join(workspace({}), 'dist');
    const app = environment();
    new ApiObject(new Chart(app, 'mine'), 'a', namespace('shop-web'));
    expect(() => writeManifests(dist, { prod: app })).toThrow('Namespace shop-web is rendered twice');
    expect(existsSync(dist)).toBe(false);
  });

  it('is refused where a construct finds itself not valid', () => {
    const app = new App();
    const object = new ApiObject(new Chart(app, 'mine'), 'a', namespace('a'));
    object.node.addValidation({ validate: () => ['has no owner'] });
    expect(() => writeManifests(join(workspace({}), 'dist'), { lab: app })).toThrow('mine/a: has no owner');
  });

  it('is refused where somebody else has a file', () => {
    const dist = join(workspace({}), 'dist');
    write(dist, 'prod/notes.txt', 'mine');
    expect(() => writeManifests(dist, { prod: environment() })).toThrow(WriteError);
    expect(() => writeManifests(dist, { prod: environment() })).toThrow(`${dist}/prod/notes.txt; move or delete them`);
    expect(existsSync(join(dist, 'prod/platform'))).toBe(false);
  });

  it('is rendered by cdk8s itself as well', () => {
    const folder = workspace();
    const [cluster] = readFleet(join(folder, 'environments')).clusters;
    if (cluster === undefined) throw new Error('no cluster');
    const app = new App({ outdir: join(folder, 'manifests') });
    new Environment(app, 'environment', { cluster });
    expect(app.charts).toHaveLength(16);
    app.synth();
    expect(existsSync(join(folder, 'manifests'))).toBe(true);
  });
});
