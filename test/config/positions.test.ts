import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locate } from '../../lib/config/positions.js';
import { readDocuments } from '../../lib/config/read.js';
import type { Place, SourceFile } from '../../lib/config/source.js';
import { type Json, type Path, valueAt } from '../../lib/kubernetes/json.js';

const file: SourceFile = {
  path: 'environments/prod/platform/shop.yaml',
  text: `# a comment
kind: Tenant
---
kind: Tenant
spec:
  runtimes:
    default: kata-clh
    allowed: [kata-clh, 'runc']
  owners:
    - name: a
      group: b
    - name: c
  text: |
    one
    two
  nothing:
  'quoted key': "text"
  base: &base
    cpu: 4
  copy: *base
`,
};

describe('where a path stands', () => {
  const places: [path: Path, part: 'key' | 'value', line: number, column: number, text: string][] = [
    [[], 'value', 4, 1, 'kind: Tenant'],
    [['kind'], 'value', 4, 7, 'Tenant'],
    [['kind'], 'key', 4, 1, 'kind'],
    [['spec'], 'value', 5, 1, 'spec'],
    [['spec', 'runtimes'], 'value', 6, 3, 'runtimes'],
    [['spec', 'runtimes', 'default'], 'value', 7, 14, 'kata-clh'],
    [['spec', 'runtimes', 'allowed'], 'value', 8, 14, `[kata-clh, 'runc'`],
    [['spec', 'runtimes', 'allowed', 1], 'value', 8, 25, `'runc'`],
    [['spec', 'runtimes', 'allowed', 1], 'key', 8, 25, `'runc'`],
    [['spec', 'owners', 0], 'value', 10, 7, 'name: a'],
    [['spec', 'owners', 1, 'name'], 'value', 12, 13, 'c'],
    [['spec', 'text'], 'value', 13, 3, 'text'],
    [['spec', 'nothing'], 'value', 16, 3, 'nothing'],
    [['spec', 'quoted key'], 'key', 17, 3, `'quoted key'`],
    [['spec', 'quoted key'], 'value', 17, 17, '"text"'],
    [['spec', 'copy'], 'value', 20, 9, '*base'],
    [['spec', 'copy', 'cpu'], 'value', 19, 10, '4'],
    // Not there: the nearest ancestor's key.
    [['spec', 'runtimes', 'missing'], 'value', 6, 3, 'runtimes'],
    [['spec', 'runtimes', 'default', 'deeper', 3], 'value', 7, 5, 'default'],
    [['spec', 'owners', 7, 'name'], 'value', 9, 3, 'owners'],
    [['missing'], 'value', 4, 1, 'kind: Tenant'],
    [['__proto__', 'x'], 'value', 4, 1, 'kind: Tenant'],
  ];
  test.each(places)('%j (%s)', (path, part, line, column, text) => {
    const expected = { file: file.path, line, column, endColumn: column + text.length };
    expect(locate({ file, document: 1, path, part })).toEqual(expected);
    const written = file.text.split('\n')[line - 1] ?? '';
    expect(written.slice(column - 1, column - 1 + text.length)).toBe(text);
  });

  const start = { file: file.path, line: 1, column: 1, endColumn: 2 };
  test.each<[string, Place]>([
    ['no document', { file }],
    ['a document that is not there', { file, document: 7, path: ['kind'] }],
    ['a file that cannot be parsed', { file: { path: file.path, text: '[' }, document: 0, path: ['a'] }],
    ['an empty file', { file: { path: file.path, text: '' }, document: 0 }],
  ])('%s is the start of the file', (_, place) => {
    expect(locate(place)).toEqual(start);
  });

  test('an exact span wins over the path', () => {
    expect(locate({ file, document: 1, path: ['kind'], span: { start: 2, end: 11 } })).toMatchObject({
      line: 1,
      column: 3,
      endColumn: 12,
    });
  });

  test('carriage returns and a byte order mark do not count', () => {
    const other = { path: 'a.yaml', text: '\ufeffa: 1\r\nb: {c: x y}\r\n' };
    expect(locate({ file: other, document: 0, path: ['a'] })).toMatchObject({ line: 1, column: 4, endColumn: 5 });
    expect(locate({ file: other, document: 0, path: ['b', 'c'] })).toMatchObject({ line: 2, column: 8, endColumn: 11 });
  });
});

function leaves(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.keys(value).flatMap((key) =>
    leaves((value as Record<string, Json>)[key] ?? null, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

test('every leaf stands where its text is written', () => {
  const key = fc
    .stringMatching(/^[a-z]{1,5}$/)
    .filter((name) => name !== 'null' && name !== 'true' && name !== 'false');
  const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.integer({ min: 10, max: 99 }),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(
      fc.dictionary(key, tree, { minKeys: 1, noNullPrototype: true }),
      fc.integer({ min: 0, max: 3 }),
      (data, indent) => {
        const source = { path: 'a.yaml', text: JSON.stringify(data, null, indent).replaceAll(':', ': ') };
        const [document] = readDocuments(source).documents;
        expect(document?.data).toEqual(data);
        for (const path of leaves(data).filter((leaf) => typeof valueAt(data, leaf) === 'number')) {
          const { line, column, endColumn } = locate({ file: source, document: 0, path });
          expect(source.text.split('\n')[line - 1]?.slice(column - 1, endColumn - 1)).toBe(String(valueAt(data, path)));
        }
      },
    ),
    { numRuns: 200 },
  );
});
