import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load } from '../lib/config/load.js';
import { render } from '../lib/pipeline.js';
import { traceFile } from '../lib/where.js';
import { bulkhead, REPOSITORY } from './cli/command.js';

const environments = join(REPOSITORY, 'environments');
const { fleet, problems } = load(environments, 'environments');
const files = render(fleet).files;

describe('the committed environments', () => {
  it('are faultless', () => {
    expect(problems).toEqual([]);
    expect(fleet.clusters.map(({ name }) => name)).toEqual(['dev', 'prod', 'staging']);
  });

  it('have schemas that are up to date, and every file names its own', () => {
    expect(bulkhead(REPOSITORY, 'schemas', '--check')).toMatchObject({ code: 0 });
    for (const file of readdirSync(environments, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.yaml'),
    )) {
      const path = join(environments, file);
      const text = readFileSync(path, 'utf8');
      const kind = /^kind: (\w+)$/m.exec(text)?.[1]?.toLowerCase();
      const schema = relative(join(path, '..'), join(REPOSITORY, 'schemas', `${kind}.schema.json`));
      expect(text.split('\n')[0], file).toBe(`# yaml-language-server: $schema=${schema}`);
    }
  });

  it('render dist as it is committed', () => {
    expect(bulkhead(REPOSITORY, 'synth', '--check')).toMatchObject({ code: 0 });
  });

  it('render the same whatever the order of files and fields', () => {
    const again = render({ clusters: [...load(environments, 'environments').fleet.clusters] }).files;
    expect(again).toEqual(files);
  });

  it.each(['dev', 'prod', 'staging'])('%s: every line of every file was declared somewhere', (environment) => {
    for (const { path, text } of files.filter((file) => file.path.startsWith(`${environment}/`))) {
      const traced = traceFile(fleet, path);
      expect(traced?.text, path).toBe(text);
      const lines = text.split('\n').length - 1;
      for (let line = 1; line <= lines; line += 1)
        expect(traced?.line(line)?.length, `${path}:${line}`).toBeGreaterThan(0);
    }
  });
});
