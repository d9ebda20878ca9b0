import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { load, loadFiles } from '../lib/config/load.js';
import { render } from '../lib/pipeline.js';
import { traceFile } from '../lib/where.js';
import { bulkhead, REPOSITORY } from './cli/command.js';

const environments = join(REPOSITORY, 'environments');
const { fleet, problems } = load(environments, 'environments');
const files = render(fleet).files;

/** The same data with the keys of every map in the opposite order. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, backwards(item)]),
  );
}

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

  it('have a CODEOWNERS that is up to date, and none that would be read in its place', () => {
    const check = ['run', '--silent', '--ignore-scripts', 'codeowners', '--', '--check'];
    expect(spawnSync('npm', check, { cwd: REPOSITORY, encoding: 'utf8' })).toMatchObject({ status: 0 });
    const others = ['.github', 'docs', '.gitlab'].filter((folder) =>
      existsSync(join(REPOSITORY, folder, 'CODEOWNERS')),
    );
    expect(others).toEqual([]);
  });

  it('render dist as it is committed', () => {
    expect(bulkhead(REPOSITORY, 'synth', '--check')).toMatchObject({ code: 0 });
  });

  it('render the same whatever the order of fields', () => {
    const reversed = readdirSync(environments, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => ({
        path: `environments/${name}`,
        text: loadAll(readFileSync(join(environments, name), 'utf8'), { schema: CORE_SCHEMA })
          .map((document) => JSON.stringify(backwards(document)))
          .join('\n---\n'),
      }));
    const loaded = loadFiles(reversed, 'environments');
    expect(loaded.problems).toEqual([]);
    expect(render(loaded.fleet).files).toEqual(files);
  });

  it.each(['dev', 'prod', 'staging'])('%s: every line of every file was declared somewhere', (environment) => {
    for (const { path, content } of files.filter((file) => file.path.startsWith(`${environment}/`))) {
      const text = String(content);
      const traced = traceFile(fleet, path);
      expect(traced?.text, path).toBe(text);
      const lines = text.split('\n').length - 1;
      for (let line = 1; line <= lines; line += 1)
        expect(traced?.line(line)?.length, `${path}:${line}`).toBeGreaterThan(0);
    }
  });
});
