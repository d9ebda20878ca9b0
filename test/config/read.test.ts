import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../lib/config/problem.js';
import { readDocuments } from '../../lib/config/read.js';

function read(text: string) {
  return readDocuments({ path: 'shop.yaml', text });
}

/** The head line and the hint of each problem, without the code frame. */
function complaints(text: string): string[] {
  return read(text).problems.map((problem) => {
    const head = formatProblem(problem, { colour: false }).split('\n', 1)[0] ?? '';
    return problem.hint === undefined ? head : `${head} (${problem.hint})`;
  });
}

describe('what is data', () => {
  const good: [title: string, text: string, data: unknown[]][] = [
    [
      'scalars',
      'a: 1\nb: -1.5\nc: true\nd: null\ne: ~\nf:\ng: text\n',
      [{ a: 1, b: -1.5, c: true, d: null, e: null, f: null, g: 'text' }],
    ],
    ['YAML 1.1 booleans are text', 'a: yes\nb: off\nc: NO\n', [{ a: 'yes', b: 'off', c: 'NO' }]],
    ['dates and times are text', 'a: 2026-01-31\nb: 12:30:45\n', [{ a: '2026-01-31', b: '12:30:45' }]],
    [
      'numbers',
      'a: 0x1F\nb: .5\nc: 5.\nd: 1e3\ne: -0\nf: 9007199254740991\n',
      [{ a: 31, b: 0.5, c: 5, d: 1000, e: 0, f: 9007199254740991 }],
    ],
    ['quoted numbers', `a: '0644'\nb: "1_000"\n`, [{ a: '0644', b: '1_000' }]],
    ['flow', 'a: {b: [1, two, {c: d}]}\n', [{ a: { b: [1, 'two', { c: 'd' }] } }]],
    ['several documents', 'a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['carriage returns', 'a: 1\r\nb: |\r\n  x\r\n  y\r\n', [{ a: 1, b: 'x\ny\n' }]],
    ['a byte order mark', '\ufeffa: 1\n', [{ a: 1 }]],
    ['comments', '# one\na: # two\n  # three\n  b: 1 # four\n', [{ a: { b: 1 } }]],
    ['the directive that changes nothing', '%YAML 1.2\n---\na: 1\n', [{ a: 1 }]],
    ['text blocks', 'a: |-\n  x\n  \ty\n\nb: >\n  x\n  y\n', [{ a: 'x\n\ty', b: 'x y\n' }]],
    ['aliases', 'a: &x [1, {b: c}]\nd: *x\n', [{ a: [1, { b: 'c' }], d: [1, { b: 'c' }] }]],
    ['an anchor named again', 'a: &x 1\nb: &x 2\nc: *x\n', [{ a: 1, b: 2, c: 2 }]],
    ['keys that look like numbers, quoted', `'1': a\n"true": b\n`, [{ '1': 'a', true: 'b' }]],
    ['a percent sign inside', 'a: |\n  %YAML 1.1\n', [{ a: '%YAML 1.1\n' }]],
    [
      'one hundred levels',
      `a: ${'['.repeat(99)}1${']'.repeat(99)}\n`,
      [{ a: JSON.parse(`${'['.repeat(99)}1${']'.repeat(99)}`) }],
    ],
  ];
  test.each(good)('%s', (_, text, data) => {
    const { documents, problems, empty } = read(text);
    expect(problems).toEqual([]);
    expect(documents.map((document) => document.data)).toEqual(data);
    expect(empty).toBe(false);
  });

  test.each(['', '\n', '# only a comment\n', '---\n', '---\n---\n# nothing\n', '\ufeff'])('nothing in %j', (text) => {
    expect(read(text)).toEqual({ documents: [], problems: [], empty: true });
  });

  test('empty documents are counted', () => {
    expect(read('---\n---\na: 1\n---\n---\nb: 1\n').documents.map(({ index }) => index)).toEqual([1, 3]);
  });

  test('aliased values are copies', () => {
    const [document] = read('a: &x {b: 1}\nc: *x\n').documents;
    expect(document?.data.a).toEqual(document?.data.c);
    expect(document?.data.a).not.toBe(document?.data.c);
  });

  test('a document with a problem does not hide its neighbours', () => {
    const { documents, problems } = read('a: 1\n---\na: .nan\n---\nb: 2\n');
    expect(documents.map(({ index }) => index)).toEqual([0, 2]);
    expect(problems).toHaveLength(1);
  });
});

describe('what is refused', () => {
  const bad: [title: string, text: string, complaints: string[]][] = [
    [
      'duplicate keys',
      'a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 2\n',
      [
        'shop.yaml:5:3: error: b: the key "c" stands twice, on lines 3 and 5 (keep one)',
        'shop.yaml:6:1: error: the key "a" stands twice, on lines 1 and 6 (keep one)',
      ],
    ],
    [
      'merge keys',
      'a: &x {b: 1}\nc:\n  <<: *x\n',
      ['shop.yaml:3:3: error: c: the merge key << is not allowed (write the fields out where they are needed)'],
    ],
    [
      'keys that are not text',
      '1: a\ntrue: b\n~: c\n? [d]\n: e\n.5: f\n007: g\n',
      [
        "shop.yaml:1:1: error: the key 1 is a number, not text (quote it: '1')",
        "shop.yaml:2:1: error: the key true is a boolean, not text (quote it: 'true')",
        "shop.yaml:3:1: error: the key ~ is null, not text (quote it: '~')",
        'shop.yaml:4:3: error: a list cannot be a key (keys are text: write the name, or quote it)',
        "shop.yaml:6:1: error: the key .5 is a number, not text (quote it: '.5')",
        "shop.yaml:7:1: error: the key 007 is a number, not text (quote it: '007')",
      ],
    ],
    [
      'a missing key',
      ': a\n',
      ['shop.yaml:1:1: error: a key is missing before the colon (write the name of the field)'],
    ],
    [
      'reserved keys',
      `a:\n  - "__proto__": {x: 1}\nconstructor: 1\nprototype: 1\n`,
      [
        'shop.yaml:2:5: error: a[0]: the key __proto__ is reserved (choose another name)',
        'shop.yaml:3:1: error: the key constructor is reserved (choose another name)',
        'shop.yaml:4:1: error: the key prototype is reserved (choose another name)',
      ],
    ],
    [
      'numbers JSON cannot carry',
      'a: 1e999\nb: .nan\nc: -.inf\nd: 9007199254740993\n',
      [
        "shop.yaml:1:4: error: a: 1e999 is too large for a number (quote it if it is text: '1e999')",
        "shop.yaml:2:4: error: b: .nan is not a number that JSON can carry (quote it if it is text: '.nan')",
        "shop.yaml:3:4: error: c: -.inf is not a number that JSON can carry (quote it if it is text: '-.inf')",
        "shop.yaml:4:4: error: d: 9007199254740993 is beyond 2^53 and would lose digits as a number (quote it if it is text: '9007199254740993')",
      ],
    ],
    [
      'numbers that readers differ about',
      'a: 0644\nb: 0o17\nc: 1_000\nd: 0b11\ne: 08\n',
      [
        "shop.yaml:1:4: error: a: 0644 has a leading zero: YAML 1.1 reads it as octal, YAML 1.2 as decimal (write the decimal number without leading zeros (octal 0644 is 420), or quote it if it is text: '0644')",
        "shop.yaml:2:4: error: b: 0o17 is a number to some YAML readers and text to others (write the number in decimal, or quote it if it is text: '0o17')",
        "shop.yaml:3:4: error: c: 1_000 is a number to YAML 1.1 and text to YAML 1.2 (write the number without underscores, or quote it if it is text: '1_000')",
        "shop.yaml:4:4: error: d: 0b11 is a number to some YAML readers and text to others (write the number in decimal, or quote it if it is text: '0b11')",
        "shop.yaml:5:4: error: e: 08 has a leading zero: YAML 1.1 reads it as octal, YAML 1.2 as decimal (write the decimal number without leading zeros, or quote it if it is text: '08')",
      ],
    ],
    [
      'tags',
      'a: !!binary aGk=\nb: !foo {c: 1}\n',
      [
        'shop.yaml:1:4: error: a: the tag !!binary is not allowed (declarations are plain data and need no tags: remove it, and quote the value if it is text)',
        'shop.yaml:2:4: error: b: the tag !foo is not allowed (declarations are plain data and need no tags: remove it, and quote the value if it is text)',
      ],
    ],
    [
      'directives',
      '%YAML 1.1\n%TAG ! tag:x,2026:\n%FOO\n---\na: 1\n',
      [
        'shop.yaml:1:1: error: the directive %YAML 1.1 is not allowed (declarations are YAML 1.2 without tags: remove the line)',
        'shop.yaml:2:1: error: the directive %TAG ! tag:x,2026: is not allowed (declarations are YAML 1.2 without tags: remove the line)',
        'shop.yaml:3:1: error: the directive %FOO is not allowed (declarations are YAML 1.2 without tags: remove the line)',
      ],
    ],
    [
      'documents that are no mapping',
      '- a\n---\ntext\n---\nnull\n',
      [
        'shop.yaml:1:1: error: a document must be a mapping of fields, this one is a list (start with the fields apiVersion, kind, metadata and spec)',
        'shop.yaml:3:1: error: a document must be a mapping of fields, this one is a single value (start with the fields apiVersion, kind, metadata and spec)',
        'shop.yaml:5:1: error: a document must be a mapping of fields, this one is a single value (start with the fields apiVersion, kind, metadata and spec)',
      ],
    ],
    [
      'an alias without anchor',
      'a: *x\nb: *y\n---\nc: &x 1\n',
      [
        'shop.yaml:1:4: error: the alias *x has no anchor &x before it in this document (quote the value if it is text that starts with an asterisk)',
        'shop.yaml:2:4: error: the alias *y has no anchor &y before it in this document (quote the value if it is text that starts with an asterisk)',
      ],
    ],
    [
      'an alias inside itself',
      'a: &x\n  - b\n  - *x\n',
      ['shop.yaml:3:5: error: the alias *x stands inside the value it names'],
    ],
    [
      'control characters',
      'a: 1\nb: \x1b[31m\n',
      [
        'shop.yaml:2:4: error: an escape character (U+001B) cannot stand in a declaration (remove it; inside a double-quoted text write it as an escape)',
      ],
    ],
    [
      'a lone carriage return',
      'a: 1\rb: 2\n',
      [
        'shop.yaml:1:5: error: a carriage return without a line feed (U+000D) cannot stand in a declaration (end lines with a line feed)',
      ],
    ],
    [
      'a line separator',
      'a: x\u2028y\n',
      [
        'shop.yaml:1:5: error: a line separator (U+2028) cannot stand in a declaration (remove it; inside a double-quoted text write it as an escape)',
      ],
    ],
    [
      'half a surrogate pair',
      'a: "\\ud800"\n',
      [
        'shop.yaml:1:4: error: a: an escape stands for half a surrogate pair (write the whole character, as "\\U0001F600")',
      ],
    ],
    [
      'an escape beyond Unicode',
      'a: "\\UFFFFFFFF"\n',
      ["shop.yaml:1:4: error: a: the escape \\UFFFFFFFF is beyond Unicode's last character, U+10FFFF"],
    ],
    [
      'a very long key',
      `${'k'.repeat(1025)}: 1\n`,
      ['shop.yaml:1:1: error: a key of 1025 characters (at most 1024 are allowed)'],
    ],
    [
      'a block behind an anchor, which readers take differently',
      'a: &x b: c\n',
      [
        'shop.yaml:1:4: error: YAML readers disagree about this file, which has an anchor (&) here: one of them says: Nested mappings are not allowed in compact mappings (write it without, so that every reader sees the same)',
      ],
    ],
    [
      'every syntax error',
      'a: b: c\nd: 1\ne: @x\nf: 1\ng: "\\q"\n',
      [
        'shop.yaml:1:4: error: not valid YAML: a single value cannot hold fields (quote the value if it is text with a colon, or mend the indentation of the next line)',
        'shop.yaml:3:4: error: not valid YAML: a value cannot start with @ (quote it)',
        'shop.yaml:5:5: error: not valid YAML: there is no escape \\q (write \\\\ for a backslash, or use single quotes)',
      ],
    ],
    [
      'tabs for indentation',
      'a:\n\tb: 1\n',
      ['shop.yaml:2:1: error: not valid YAML: a tab is not allowed as indentation (indent with spaces)'],
    ],
    [
      'conflict markers',
      'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n',
      ['shop.yaml:2:1: error: a merge conflict is not resolved (keep one side and remove the markers)'],
    ],
  ];
  test.each(bad)('%s', (_, text, expected) => {
    expect(complaints(text)).toEqual(expected);
  });

  test('the first of two duplicates is named as related', () => {
    const [problem] = read('a: 1\nb: 2\na: 3\n').problems;
    expect(problem && formatProblem(problem, { colour: false })).toBe(
      [
        'shop.yaml:3:1: error: the key "a" stands twice, on lines 1 and 3',
        '     2 | b: 2',
        '>    3 | a: 3',
        '       | ^',
        '   keep one',
        '   shop.yaml:1:1: first written here',
        '>    1 | a: 1',
        '       | ^',
      ].join('\n'),
    );
  });
});
