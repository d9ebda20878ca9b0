import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../lib/kubernetes/json.js';
import { toYaml } from '../../lib/synth/yaml.js';
import { runs } from '../property-runs.js';
import { DANGEROUS_NUMBERS, DANGEROUS_STRINGS } from './dangerous-values.js';
import { hasKubectl, inObject, READERS, readWithKubectl } from './yaml-readers.js';

const kubectlTitle = hasKubectl ? 'kubectl' : 'kubectl (skipped: no kubectl on this machine)';

/** As JSON has it: no -0, no prototype. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function expectSameFromAll(value: Json): void {
  const text = toYaml(value);
  for (const [reader, read] of Object.entries(READERS)) {
    expect(asJson(read(text)), `${reader} read:\n${text}`).toEqual(asJson(value));
  }
}

describe('the text', () => {
  it('is what kubectl users know', () => {
    const object = {
      kind: 'Deployment',
      spec: {
        replicas: 2,
        ports: [{ port: 80, name: 'http', targetPort: 'web' }, { port: 443 }],
        args: ['--listen=:8080', '-c', 'on', 'echo a: b'],
        matrix: [[1, [2, 3]], [], [{}], [[{ b: 1, a: [null] }]]],
        emptyMap: {},
        emptyList: [],
        ratio: 1e21,
        cpu: '100m',
        memory: '1',
        script: '#!/bin/sh\nset -e\n\necho "a"\n',
        config: '  indented\nlast',
        keep: 'a\n\n',
        flag: true,
        none: null,
      },
      metadata: { labels: { on: 'y' }, namespace: 'shop', annotations: { 'a/b': 'c: d' }, name: 'web' },
      apiVersion: 'apps/v1',
    };
    expect(toYaml(object)).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  annotations:
    a/b: "c: d"
  labels:
    "on": "y"
spec:
  args:
  - --listen=:8080
  - -c
  - "on"
  - "echo a: b"
  config: |2-
      indented
    last
  cpu: 100m
  emptyList: []
  emptyMap: {}
  flag: true
  keep: |+
    a

  matrix:
  - - 1
    - - 2
      - 3
  - []
  - - {}
  - - - a:
        - null
        b: 1
  memory: "1"
  none: null
  ports:
  - name: http
    port: 80
    targetPort: web
  - port: 443
  ratio: 1.0e+21
  replicas: 2
  script: |
    #!/bin/sh
    set -e

    echo "a"
`);
  });

  it.each<[string, Json, string]>([
    ['a string', 'a', 'a\n'],
    ['several lines alone', 'a\nb', '"a\\nb"\n'],
    ['a number', -0, '0\n'],
    ['null', null, 'null\n'],
    ['an empty map', {}, '{}\n'],
    ['an empty list', [], '[]\n'],
    ['a list', ['a', { name: 'b', kind: 'c' }], '- a\n- kind: c\n  name: b\n'],
    [
      'the identity first at the top only',
      { spec: { kind: 1, a: 2 }, kind: 'K' },
      'kind: K\nspec:\n  a: 2\n  kind: 1\n',
    ],
    ['keys by UTF-16 unit', { b: 1, B: 2, a1: 3, a: 4, 'a-b': 5 }, 'B: 2\na: 4\na-b: 5\na1: 3\nb: 1\n'],
    ['names of metadata only in metadata', { a: { name: 1, b: 2 } }, 'a:\n  b: 2\n  name: 1\n'],
    ['keys that look like numbers', { 10: 1, 9: 2 }, '"10": 1\n"9": 2\n'],
    ['an empty key', { '': 1 }, '"": 1\n'],
    ['emoji as they are', '\u{1f600}', '"\u{1f600}"\n'],
    ['what reorders text, escaped', 'a\u202eb', '"a\\u202Eb"\n'],
    ['a list below a long key', { ['k'.repeat(400)]: ['a'] }, `? ${'k'.repeat(400)}\n:\n  - a\n`],
  ])('%s', (_, value, text) => {
    expect(toYaml(value)).toBe(text);
  });

  it('keeps an own __proto__ key like any other', () => {
    const value = JSON.parse('{"b": {"__proto__": {"a": 1}}, "__proto__": "x"}') as Json;
    expect(toYaml(value)).toBe('__proto__: x\nb:\n  __proto__:\n    a: 1\n'.replaceAll('__proto__', '"__proto__"'));
  });

  it('does not depend on the order of keys', () => {
    const forward = toYaml({ metadata: { a: 1, name: 'n' }, kind: 'K', x: [{ a: 1, b: 2 }] });
    expect(toYaml({ x: [{ b: 2, a: 1 }], kind: 'K', metadata: { name: 'n', a: 1 } })).toBe(forward);
  });

  it('writes the same value twice in full', () => {
    const shared = { a: 1 };
    expect(toYaml({ b: shared, c: shared })).toBe('b:\n  a: 1\nc:\n  a: 1\n');
  });
});

describe('what is refused', () => {
  class Quantity {
    amount = 1;
  }
  const cycle: Record<string, unknown> = { a: [1] };
  cycle.self = { deeper: cycle };
  let deep: Json = 1;
  for (let i = 0; i < 10_000; i++) deep = i % 2 === 0 ? [deep] : { a: deep };
  it.each<[string, unknown, string]>([
    ['NaN', { spec: { x: Number.NaN } }, 'spec.x: cannot write NaN'],
    ['Infinity', { spec: { x: [1, Number.NEGATIVE_INFINITY] } }, 'spec.x[1]: cannot write -Infinity'],
    ['undefined', { a: undefined }, 'a: cannot write undefined'],
    ['a hole in a list', { a: new Array(1) }, 'a[0]: cannot write undefined'],
    ['a bigint', { a: 1n }, 'a: cannot write a bigint'],
    ['a function', { a: () => 1 }, 'a: cannot write a function'],
    ['a symbol', { a: Symbol('s') }, 'a: cannot write a symbol'],
    ['a symbol key', { a: { [Symbol('s')]: 1 } }, 'a: cannot write a key that is a symbol'],
    ['a Date', { spec: { x: new Date(0) } }, 'spec.x: cannot write a Date'],
    ['a Map', [new Map()], '[0]: cannot write a Map'],
    ['an instance of a class', { a: { 'b.c': new Quantity() } }, 'a["b.c"]: cannot write a Quantity'],
    [
      'half a surrogate pair',
      { a: ['x\ud83d'] },
      'a[0]: cannot write half of a surrogate pair, which is not valid Unicode',
    ],
    [
      'half a pair in lines',
      { a: 'x\n\ude00' },
      'a: cannot write half of a surrogate pair, which is not valid Unicode',
    ],
    [
      'half a pair in a key',
      { a: { '\ud83d': 1 } },
      'a["\\ud83d"]: cannot write half of a surrogate pair, which is not valid Unicode',
    ],
    ['a cycle', cycle, 'self.deeper: cannot write a value that contains itself'],
    ['endless depth', deep, 'a[0].a[0].a[0].a[0]…: cannot write more than 1000 levels of maps and lists'],
    ['the document itself', Number.NaN, 'the document: cannot write NaN'],
  ])('%s', (_, value, message) => {
    expect(() => toYaml(value as Json)).toThrow(new Error(message));
  });

  it('nothing that is 1,000 levels deep', () => {
    let value: Json = 1;
    for (let i = 0; i < 1000; i++) value = i % 2 === 0 ? [value] : { a: value };
    expect(() => toYaml(value)).not.toThrow();
  });
});

describe('dangerous strings', () => {
  const asEverything: Json = {
    values: DANGEROUS_STRINGS,
    keys: Object.fromEntries(DANGEROUS_STRINGS.map((text, index) => [text, index])),
    nested: DANGEROUS_STRINGS.map((text) => [[text], { [text]: [text], z: { [text]: { [text]: text } } }]),
  };

  it.each(Object.entries(READERS))('%s reads each back', (_, read) => {
    for (const text of DANGEROUS_STRINGS) {
      const value = { [text]: text, list: [text, [text, { [text]: [text] }]] };
      const written = toYaml(value);
      expect(asJson(read(written)), written).toEqual(value);
      expect(read(toYaml(text)), toYaml(text)).toBe(text);
    }
    expect(asJson(read(toYaml(asEverything)))).toEqual(asJson(asEverything));
  });

  it.skipIf(!hasKubectl)(`${kubectlTitle} reads each back`, () => {
    const data = Object.fromEntries(
      DANGEROUS_STRINGS.map((text, index) => [text, DANGEROUS_STRINGS[DANGEROUS_STRINGS.length - 1 - index]]),
    );
    const [values, configData] = readWithKubectl([toYaml(inObject(asEverything)), toYaml(inObject(data as Json))]);
    expect(values).toEqual(asEverything);
    expect(configData).toEqual(data);
  });
});

describe('numbers', () => {
  it.each(Object.entries(READERS))('%s reads each back', (_, read) => {
    for (const number of DANGEROUS_NUMBERS) expect(read(toYaml([number])), toYaml([number])).toEqual([number + 0]);
  });

  it.skipIf(!hasKubectl)(`${kubectlTitle} reads each back`, () => {
    expect(readWithKubectl([toYaml(inObject(DANGEROUS_NUMBERS))])).toEqual([
      DANGEROUS_NUMBERS.map((number) => number + 0),
    ]);
  });
});

const FRAGMENTS = [
  ...[
    '- ',
    '? ',
    ': ',
    ':',
    ' #',
    '#',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\t',
    '"',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    '&',
    '*',
    '!',
  ],
  ...[
    '|',
    '>',
    '%',
    '@',
    '`',
    '=',
    '<<',
    '---',
    '...',
    '~',
    'a',
    'b',
    'e',
    'x',
    'o',
    'T',
    'Z',
    '0',
    '1',
    '9',
    '_',
    '.',
    '+',
  ],
  ...[
    '-',
    '/',
    'null',
    'on',
    'yes',
    'true',
    'inf',
    'nan',
    '\x85',
    '\u2028',
    '\ufeff',
    'é',
    '\u{1f600}',
    '\r',
    '\x00',
    '\x7f',
  ],
];
const fragments = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 8 }).map((parts) => parts.join(''));
const numeric = fc.stringMatching(/^[-+]?[0-9a-fxobe_.:tTzZ +-]{0,10}$/);
const lines = fc
  .array(fc.oneof(fragments, fc.constantFrom('', 'a', '  a', 'a b')), { maxLength: 6 })
  .map((all) => all.join('\n'));
const unicode = fc.string({ unit: 'binary' });
const text = fc.oneof(fragments, numeric, lines, unicode, fc.constantFrom(...DANGEROUS_STRINGS));
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, text, number, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }) as fc.Arbitrary<Json>,
  ),
})).value;

describe('any JSON', () => {
  it('is read back the same by every reader', () => {
    fc.assert(fc.property(json, expectSameFromAll), runs(1500));
  });

  it('any string is read back the same by every reader', () => {
    fc.assert(fc.property(fc.array(text, { minLength: 20, maxLength: 20 }), expectSameFromAll), runs(300));
  });

  it.skipIf(!hasKubectl)(`${kubectlTitle} reads it back the same`, () => {
    const samples = [
      ...fc.sample(json, runs(3000).numRuns),
      ...fc.sample(fc.dictionary(text, text, { maxKeys: 20 }), runs(300).numRuns),
    ] as Json[];
    const read = readWithKubectl(samples.map((sample) => toYaml(inObject(sample))));
    expect(read.length).toBe(samples.length);
    for (const [index, sample] of samples.entries()) {
      expect(read[index], toYaml(inObject(sample))).toEqual(asJson(sample));
    }
  });
});
