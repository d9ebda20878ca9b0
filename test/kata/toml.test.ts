import { spawnSync } from 'node:child_process';
import { parse } from '@iarna/toml';
import fc from 'fast-check';
import { JSON_SCHEMA, load } from 'js-yaml';
import { describe, expect, it, test } from 'vitest';
import { type TomlTable, type TomlValue, tomlText } from '../../lib/kata/toml.js';
import { runs } from '../property-runs.js';

/** Text that is likely to break out of a quoted one, or to mean something else where it stands. */
const HOSTILE = [
  '',
  ' ',
  '"',
  "'",
  '"""',
  "'''",
  '\\',
  '\\"',
  '\\u0000',
  '#',
  '= 1',
  ']',
  '[a]',
  '.',
  'a.b',
  '__proto__',
  'constructor',
  'toISOString',
  'toJSON',
  'true',
  'inf',
  'nan',
  '1_000',
  '1979-05-27',
  '$(reboot)',
  '{{ template "base" . }}',
  '\u{1F600}',
  'é',
  '\u2028',
  '\ufeff',
];

const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }).filter((each) => !/\p{Cc}/u.test(each)),
);
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((each) => !Number.isInteger(each) || Number.isSafeInteger(each)),
);
const tableOf = (key: fc.Arbitrary<string>) =>
  fc.letrec<{ table: TomlTable; value: TomlValue }>((tie) => ({
    table: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.boolean(),
      number,
      text,
      fc.array(text, { maxLength: 4 }),
      tie('table'),
    ),
  })).table;

/** Without what the parser keeps beside the values. Of -0 it makes a float, whose sign JSON does not keep. */
function plain(value: unknown): unknown {
  return readJson(JSON.stringify(value));
}

/** JSON is YAML; JSON.parse of Node 24 and 26 may take a key like "\n" for "\\" (nodejs/node#63785). */
function readJson(text: string): unknown {
  return load(text, { schema: JSON_SCHEMA });
}

describe('TOML text', () => {
  it('is a document with single values before tables', () => {
    const runtime = { runtime_type: 'io.containerd.kata-clh.v2', options: { ConfigPath: '/etc/a.toml' }, memory: 2048 };
    expect(
      tomlText({
        plugins: { 'io.containerd.cri.v1.runtime': { containerd: { runtimes: { 'kata-clh': runtime } } }, none: {} },
        version: 3,
        list: ['^a$', '"b"'],
        debug: false,
        vcpus: 0.5,
      }),
    ).toBe(`version = 3
list = ["^a$", "\\"b\\""]
debug = false
vcpus = 0.5

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.kata-clh]
runtime_type = "io.containerd.kata-clh.v2"
memory = 2048

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.kata-clh.options]
ConfigPath = "/etc/a.toml"

[plugins.none]
`);
  });

  it.each<[string, TomlTable, string]>([
    ['a line break', { a: { 'b c': 'x\ny' } }, 'a."b c": "x\\ny" holds the character U+000A'],
    ['a null', { a: '\u0000' }, 'a: "\\u0000" holds the character U+0000'],
    ['a tab', { a: 'x\ty' }, 'a: "x\\ty" holds the character U+0009'],
    ['DEL', { a: '\u007f' }, 'U+007F'],
    ['the end of a line in C1', { a: '\u0085' }, 'U+0085'],
    ['one in a list', { a: ['fine', 'x\r'] }, 'a: "x\\r" holds the character U+000D'],
    ['one in a key', { a: { 'b\n': 1 } }, 'a: "b\\n" holds the character U+000A'],
    ['one in the name of a table', { a: { 'b\n': {} } }, 'a: "b\\n" holds the character U+000A'],
    ['half a character', { a: 'x\ud83d' }, 'a: "x\\ud83d" holds the character U+D83D'],
    ['the other half', { a: '\ude00x' }, 'U+DE00'],
    ['no number', { a: { b: Number.NaN } }, 'a.b: NaN is no number'],
    ['an infinite number', { a: Number.NEGATIVE_INFINITY }, 'a: -Infinity is no number'],
    ['an integer that a double rounds', { a: 2 ** 53 }, 'a: 9007199254740992 is no number'],
  ])('refuses %s and says where it stands', (_, document, message) => {
    expect(() => tomlText(document)).toThrow(message);
  });

  it('writes every integer plain, and no float that reads as an integer', () => {
    expect(tomlText({ a: 2048, b: -1234567, c: 1e-7, d: -0, e: 1234.5 })).toBe(
      'a = 2048\nb = -1234567\nc = 1e-7\nd = -0.0\ne = 1234.5\n',
    );
  });

  // @iarna/toml loses a table with the name of something that every object has, such as toString; Python does not.
  test('reads back as the same values', () => {
    fc.assert(
      fc.property(tableOf(text.filter((key) => !(key in {}))), (document) => {
        expect(plain(parse(tomlText(document)))).toEqual(plain(document));
      }),
      runs(1000),
    );
  });

  const { status } = spawnSync('python3', ['-c', 'import tomllib']);
  const reason = status === 0 ? '' : ' (skipped: no python3 with tomllib, which is in 3.11 and newer)';
  test.skipIf(status !== 0)(`reads back as the same values in Python${reason}`, () => {
    const documents = fc.sample(tableOf(text), runs(1000));
    const program = 'import json,sys,tomllib; print(json.dumps([tomllib.loads(t) for t in json.load(sys.stdin)]))';
    const { stdout, stderr } = spawnSync('python3', ['-c', program], {
      input: JSON.stringify(documents.map(tomlText)),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    expect(stderr).toBe('');
    expect(plain(readJson(stdout))).toEqual(plain(documents));
  });
});
