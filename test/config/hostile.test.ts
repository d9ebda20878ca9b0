import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { decode } from '../../lib/config/decode.js';
import { formatProblems } from '../../lib/config/problem.js';
import { readDocuments } from '../../lib/config/read.js';
import { runs } from '../property-runs.js';

const MEBIBYTE = 1024 * 1024;

function fill(piece: string, size = MEBIBYTE): string {
  return piece.repeat(Math.floor(size / piece.length));
}

function lines(write: (number: number) => string): string {
  const written: string[] = [];
  for (let size = 0, number = 0; size < MEBIBYTE - 1000; number++) {
    const line = write(number);
    written.push(line);
    size += line.length;
  }
  return written.join('');
}

function firstMessage(text: string): string {
  const reading = readDocuments({ path: 'shop.yaml', text });
  formatProblems(reading.problems, { colour: false });
  return reading.problems[0]?.message ?? `${reading.documents.length} documents`;
}

describe('a megabyte of malice gets an answer', () => {
  const tooDeep = 'values nest deeper than 100 levels';
  const cases: [name: string, text: string, answer: string][] = [
    ['flow lists', fill('['), tooDeep],
    ['flow maps', fill('{a: '), tooDeep],
    ['compact lists', fill('- '), tooDeep],
    ['explicit keys', fill('? '), tooDeep],
    ['indented maps', lines((number) => `${' '.repeat(number)}a:\n`), tooDeep],
    ['nested pairs', `a: ${'[a: '.repeat(60)}1${']'.repeat(60)}`, tooDeep],
    ['anchors', fill('&a '), 'not valid YAML: duplication of an anchor property'],
    ['empty documents', fill('---\n'), '0 documents'],
    ['documents', fill('a: 1\n---\n').slice(0, -4), '116508 documents'],
    ['duplicates', fill('a: 1\n'), 'the key "a" stands twice, on lines 1 and 2'],
    ['missing keys', fill(':\n'), 'a key is missing before the colon'],
    ['a flow list', `a: [${fill('1,', MEBIBYTE - 10)}1]`, '1 documents'],
    ['fields', lines((number) => `k${number}: 1\n`), '1 documents'],
    ['one word', `a: ${fill('x', MEBIBYTE - 3)}`, '1 documents'],
    ['lines of one text', `a:\n${fill('  x\n', MEBIBYTE - 3)}`, '1 documents'],
    ['errors', fill('a: }\n'), 'not valid YAML: bad indentation of a mapping entry'],
    ['errors on the slow path', `[${fill(',', 65_535)}`, 'not valid YAML: unexpected , in flow sequence'],
    [
      'aliases',
      `a: &a x\nb:\n${fill('- *a\n', MEBIBYTE - 100)}`,
      'aliases expand to 209,695 values, 10,000 are allowed',
    ],
    [
      'spaces',
      fill(' '),
      'a line of nothing but spaces in a file of more than 65,536 characters, where it is not checked',
    ],
    ['too large', fill('#', MEBIBYTE + 1), 'the file holds 1048577 characters, 1048576 are allowed'],
  ];
  test.each(cases)('%s', (_, text, answer) => {
    expect(firstMessage(text)).toBe(answer);
  });

  test('problems are capped', () => {
    const { problems } = readDocuments({ path: 'shop.yaml', text: fill(':\n') });
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.message).toBe('more than 100 problems in this file; the others are not listed');
  });
});

describe('aliases', () => {
  function laughs(levels: number, width: number): string {
    const list = (name: string) => `[${Array(width).fill(`*${name}`).join(', ')}]`;
    const levelLines = Array.from(
      { length: levels },
      (_, level) => `l${level + 1}: &l${level + 1} ${list(`l${level}`)}\n`,
    );
    return `l0: &l0 lol\n${levelLines.join('')}`;
  }

  test('billion laughs', () => {
    expect(firstMessage(laughs(9, 10))).toBe('aliases expand to 1,234,567,890 values, 10,000 are allowed');
    expect(firstMessage(laughs(900, 10))).toBe('aliases expand to more than 10^15 values, 10,000 are allowed');
  });

  test('what stays small is allowed', () => {
    expect(firstMessage(laughs(3, 10))).toBe('1 documents');
  });

  test('the documents of a file share one allowance', () => {
    const document = `a: &a [${'1,'.repeat(2000)}]\nb: [*a, *a]\n`;
    expect(firstMessage(document)).toBe('1 documents');
    expect(firstMessage(`${document}---\n${document}---\n${document}`)).toBe(
      'aliases expand to 12,006 values, 10,000 are allowed',
    );
  });

  test('a large text repeated', () => {
    const text = `a: &a ${'x'.repeat(10_000)}\nb: [${Array(200).fill('*a').join(', ')}]\n`;
    expect(firstMessage(text)).toBe('aliases expand to 2,000,000 characters, 1,048,576 are allowed');
  });

  test('depth through aliases', () => {
    const nested = (inner: string) => `${'['.repeat(60)}${inner}${']'.repeat(60)}`;
    expect(firstMessage(`a: &a ${nested('1')}\nb: ${nested('*a')}\n`)).toBe(
      'aliases nest values 121 levels deep, 100 are allowed',
    );
  });
});

test('no prototype is ever touched', () => {
  for (const text of [
    '__proto__: {polluted: 1}\n',
    'a: {"__proto__": {polluted: 1}}\n',
    'constructor: {prototype: {polluted: 1}}\n',
  ]) {
    expect(readDocuments({ path: 'shop.yaml', text }).documents).toEqual([]);
  }
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

/** Pieces that meet in real files and in attacks; random characters alone would hardly ever be YAML. */
const PIECES = [
  'a',
  'b',
  'key',
  '- ',
  '? ',
  ': ',
  ':',
  '\n',
  '\n',
  '\n  ',
  '\n    ',
  '\n ',
  ' ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ',',
  '&a ',
  '*a',
  '| ',
  '>',
  '|-\n',
  '>-\n  ',
  '|+\n',
  '---',
  '---\n',
  '...\n',
  '\t',
  '\n\t',
  '!',
  '1',
  '0x1F',
  '.5',
  '5.',
  '1e3',
  '~',
  'null',
  'true',
  '-',
  'x: y',
  'a: 1\n',
  'b:\n  c: d\n',
  '- a\n',
  '\\n',
  '\\',
  '"x"',
  '[1, 2]',
  '{a: b}',
  '@',
  '`',
  '%',
  'é',
  '😀',
  '<<',
  '\r\n',
  '|2\n',
  'yes',
  '12:30',
  'a: |\n  x\n',
  'k: [a,\n b]\n',
  '?\n',
  'a b',
  'a#b',
  'a:b',
  '"a":b',
  '[a: b]',
  '0644',
  '1_000',
];
const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join(''));
const yamlLike = fc.oneof(
  pieces,
  pieces.map((text) => `a: ${text}`),
  pieces.map((text) => `k:\n  ${text}\nz: 1\n`),
);

describe('properties', () => {
  test('any bytes get an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          yamlLike.map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          const decoded = decode('shop.yaml', bytes);
          const problems = 'text' in decoded ? readDocuments(decoded).problems : [decoded];
          expect(formatProblems(problems, { colour: true })).toMatch(/problems? in \d+ files?$/);
        },
      ),
      runs(2000),
    );
  });

  test('any text gets an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const { documents, problems, empty } = readDocuments({ path: 'shop.yaml', text });
        expect(documents.length + problems.length > 0).toBe(!empty);
      }),
      runs(1000),
    );
  });

  test('what is accepted means the same to another parser', () => {
    fc.assert(
      fc.property(yamlLike, (text) => {
        const { documents, problems } = readDocuments({ path: 'shop.yaml', text });
        if (problems.length > 0) return;
        const others = parseAllDocuments(text, { schema: 'core', logLevel: 'silent' });
        for (const { index, data } of documents) {
          const other: unknown = others[index]?.toJS();
          expect(other).toEqual(data);
        }
        expect(documents.length).toBe([...others].filter((other) => other.toJS() !== null).length);
      }),
      runs(5000),
    );
  });
});
