import fc from 'fast-check';
import { parseEvents } from 'js-yaml';
import { expect, test } from 'vitest';
import type { Json } from '../../../lib/kubernetes/json.js';
import { readBlockStyle } from '../../../lib/policy/manifests/block-style.js';
import { documentsOf } from '../../../lib/policy/manifests/data.js';
import { toYaml } from '../../../lib/synth/yaml.js';
import { edits, mutated } from '../../fuzz/mutations.js';
import { runs } from '../../property-runs.js';

/** What the parser sees; undefined where it does not see one sound document. */
function parsed(text: string): Json | undefined {
  try {
    const documents = documentsOf(text, parseEvents(text, { maxDepth: 101 }), 100, { left: 1000 });
    return documents.length === 1 && documents[0]?.faults.length === 0 ? documents[0].data : undefined;
  } catch {
    return undefined;
  }
}

test.each<[string, Json]>([
  ['a: 1', { a: 1 }],
  ['---\na: b c\n', { a: 'b c' }],
  ['# c\n\n  \n# d\na: y\n  # e\nb: "y"\nc: \'n\'\nd: 0777\n', { a: true, b: 'y', c: 'n', d: 511 }],
  ['a:\nb:   \nc: ~\n', { a: null, b: null, c: null }],
  ['a:\n  b:\n    c: 1\n  d: 2\ne: 3\n', { a: { b: { c: 1 }, d: 2 }, e: 3 }],
  ['a:\n- b\n- c: 1\n  d: 2\n-\n- e:\n  - f\ng: h\n', { a: ['b', { c: 1, d: 2 }, null, { e: ['f'] }], g: 'h' }],
  ['a:\n  - - b\n    - c\n  -\n    d: 1\n', { a: [['b', 'c'], { d: 1 }] }],
  ['- a\n- {}\n- []\n', ['a', {}, []]],
  [
    'a: http://b:80/c?d=e&f#g\nb: --flag=x\nc: /d:e\nf.g/h-i: $(X)\n',
    { a: 'http://b:80/c?d=e&f#g', b: '--flag=x', c: '/d:e', 'f.g/h-i': '$(X)' },
  ],
  ['a: "b\\n\\u00e9\\\\\\""\n', { a: 'b\né\\"' }],
  ['a: |\n  b\n\n   c: # d\n\n\nb: 1\n', { a: 'b\n\n c: # d\n', b: 1 }],
  ['a: |-\n\n  b\n  - c\n\n', { a: '\nb\n- c' }],
  ['- |+\n b\n\n- c\n', ['b\n\n', 'c']],
  ['a:\n  b: |\n    c\n  # d\n  e: 1\n', { a: { b: 'c\n', e: 1 } }],
])('reads %j', (text, data) => {
  expect(readBlockStyle(text)).toEqual(data);
  expect(parsed(text)).toEqual(data);
});

test.each([
  '',
  '# only this\n',
  'a',
  'a: [b]',
  'a: {b: c}',
  'a: &b c',
  'a: *b',
  'a: !!str 1',
  'a: >\n  b\n',
  'a: |2\n   b\n',
  'a: | # c\n  b\n',
  'a: |\n  b\n c\n',
  'a: |\n  b',
  'a: |\n  b\n  \n',
  'a: |\nb: 1\n',
  'a: b\n  c\n',
  'a: "b\n  c"\n',
  'a: b # c\n',
  'a: b: c\n',
  'a: b:\n',
  'a: "\\x41"\n',
  'a: "\\ud83d\\ude00"\n',
  'a: "b"c\n',
  "a: 'b''c'\n",
  'a: "\n',
  'a: ä\n',
  'a:\tb\n',
  'a: b\r\n',
  'a: 1\na: 2\n',
  '__proto__: 1\n',
  '1: a\n',
  'y: a\n',
  '"a": b\n',
  '? a\n: b\n',
  '<<: a\n',
  'a: .nan\n',
  'a: -\n',
  'a: - b\n',
  'a: 1\n...\n',
  'a: 1\n--- b\n',
  'a:\n    b: 1\n  c: 2\n',
  'a:\n  - b\n - c\n',
  '- a\nb: c\n',
  'a: 1\n- b\n',
  `${'- '.repeat(150)}a\n`,
  `${'k'.repeat(1001)}: a\n`,
])('leaves %j to the parser', (text) => {
  expect(readBlockStyle(text)).toBeUndefined();
});

const TEXTS = [
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  labels:\n    a: b\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        args:\n        - --a=b\n        - "on"\n        env:\n        - name: X\n          value: "1"\n      - image: c:d\n',
  'data:\n  script: |\n    #!/bin/sh\n    a: b\n\n    - c\n  other: |-\n    x\n  last: y\nlist:\n  - - a\n    - b\n  -\n    c: d\n  - |+\n    e\n\n  - {}\n',
];

test('what it reads, the parser reads likewise, however a text is changed', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.constantFrom(...TEXTS), edits, (text, changes) => {
      const changed = mutated(text, changes).toString();
      const data = readBlockStyle(changed);
      if (data === undefined) return;
      read += 1;
      expect(parsed(changed)).toEqual(data);
    }),
    runs(4000),
  );
  expect(read).toBeGreaterThan(200);
});

test('what it reads, the parser reads likewise, however words and spaces follow one another', () => {
  const word = fc.constantFrom(
    'a',
    'b: ',
    'c:',
    '- ',
    '-',
    ' ',
    '  ',
    '\n',
    '\n',
    '\n  ',
    '\n    ',
    '|',
    '|-\n',
    '#',
    ' #',
    '"',
    "'",
    '{}',
    '1',
    'y',
    ': ',
    '.',
    '~',
    '\\',
    '---\n',
  );
  let read = 0;
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), (words) => {
      const text = words.join('');
      const data = readBlockStyle(text);
      if (data === undefined) return;
      read += 1;
      expect(parsed(text)).toEqual(data);
    }),
    runs(8000),
  );
  expect(read).toBeGreaterThan(50);
});

test('it reads what we write, and most of it', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('y', '0777', 'a: b', 'a\nb\n', ' #', '-', '|', '1e3', ''));
  const value = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9./-]{0,8}$/), tie('value'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
  })).value;
  let read = 0;
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b', 'kind'), value, { minKeys: 1, noNullPrototype: true }),
      (data) => {
        const found = readBlockStyle(toYaml(data as Json));
        if (found === undefined) return;
        read += 1;
        expect(found).toEqual(data);
      },
    ),
    runs(500),
  );
  expect(read).toBeGreaterThan(runs(500).numRuns / 2);
});
