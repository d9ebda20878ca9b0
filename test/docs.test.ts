import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capabilityTable } from '../lib/kata/capabilities/table.js';
import { failureTable } from '../lib/kata/diagnosis/table.js';
import { bulkhead, REPOSITORY, workspace, write } from './cli/command.js';

const PAGES = [
  'README.md',
  ...readdirSync(join(REPOSITORY, 'docs')).flatMap((name) => (name.endsWith('.md') ? `docs/${name}` : [])),
];
const text = (page: string) => readFileSync(join(REPOSITORY, page), 'utf8');

/** The repository's own declarations and dist, to change at will. */
function copy(): string {
  const folder = workspace({});
  for (const name of ['environments', 'dist', 'schemas'])
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
  cpSync(join(REPOSITORY, 'docs/examples'), join(folder, 'docs/examples'), { recursive: true });
  return folder;
}

describe('the documentation', () => {
  it('adds a tenant as the README says', () => {
    const folder = copy();
    const added = [...text('README.md').matchAll(/`(environments\/[^`]+\.yaml)`:\n\n```yaml\n([\s\S]*?)```/g)];
    expect(added.map(([, path]) => path)).toEqual([
      'environments/prod/platform/tenants/press.yaml',
      'environments/prod/tenants/press/site.yaml',
    ]);
    for (const [, path = '', yaml = ''] of added) {
      expect(yaml.split('\n').length).toBeLessThanOrEqual(15);
      write(folder, path, yaml);
      expect(bulkhead(folder, 'synth')).toMatchObject({ code: 0 });
    }
    const walls = ['access', 'namespace', 'network', 'quota'].map(
      (file) => `dist/prod/tenants/press/walls/press/${file}.yaml`,
    );
    for (const path of [
      ...walls,
      'dist/prod/tenants/press/workloads/press/site.yaml',
      'dist/prod/argocd/tenants/press.yaml',
    ])
      expect(existsSync(join(folder, path)), path).toBe(true);
  });

  const commands = [
    ...new Set(
      PAGES.flatMap((page) =>
        [...text(page).matchAll(/npx bulkhead ((?:[a-z]|--)[^`\n#]*)/g)].map((match) => (match[1] ?? '').trim()),
      ),
    ),
  ];
  it.each(commands.filter((command) => !/[A-Z]{3}|[[…]/.test(command)))('npx bulkhead %s', (command) => {
    expect(bulkhead(copy(), ...command.split(' '))).toMatchObject({ code: 0 });
  });

  it('has tables that are up to date (npm run tables)', () => {
    expect(text('docs/choosing-a-runtime.md')).toContain(`\n\n${capabilityTable()}\n\n<!-- end of table -->`);
    expect(text('docs/diagnose.md')).toContain(`\n\n${failureTable()}\n\n<!-- end of table -->`);
  });

  it.each(PAGES)('%s links to what exists', (page) => {
    const links = [...text(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(REPOSITORY, dirname(page), link)))).toEqual([]);
  });
});
