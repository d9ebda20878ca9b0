import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { referencePages } from '../../lib/policy/reference.js';
import { RULES } from '../../lib/policy/registry.js';

const FOLDER = resolve(import.meta.dirname, '../../docs/rules');

test('docs/rules is what the rules say; if not, run `npm run rules`', () => {
  const written = Object.fromEntries(
    readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]),
  );
  expect(written).toEqual(Object.fromEntries(referencePages(RULES)));
});

test('every rule is in the overview and has a section to link to', () => {
  const pages = referencePages(RULES);
  for (const { id } of RULES) {
    const [category, name] = id.split('/');
    expect(pages.get('README.md')).toContain(`(${category}.md#${name})`);
    expect(pages.get(`${category}.md`)).toContain(`\n## ${name}\n`);
  }
});
