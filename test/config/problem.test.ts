import { describe, expect, test } from 'vitest';
import { formatProblem, formatProblems, type Problem } from '../../lib/config/problem.js';
import type { SourceFile } from '../../lib/config/source.js';

const shop: SourceFile = {
  path: 'environments/prod/platform/shop.yaml',
  text: `${'#\n'.repeat(11)}spec:\n  runtimes:\n    default: kata-cl\n`,
};

const typo: Problem = {
  place: { file: shop, document: 0, path: ['spec', 'runtimes', 'default'] },
  message: 'spec.runtimes.default: no Runtime is named `kata-cl`',
  hint: 'did you mean `kata-clh`?',
};

function shown(file: SourceFile, start: number, end: number, message = 'wrong'): string {
  return formatProblem({ place: { file, span: { start, end } }, message }, { colour: false });
}

describe('one problem', () => {
  test('head, code frame, hint', () => {
    expect(formatProblem(typo, { colour: false })).toBe(
      [
        'environments/prod/platform/shop.yaml:14:14: error: spec.runtimes.default: no Runtime is named `kata-cl`',
        '    13 |   runtimes:',
        '>   14 |     default: kata-cl',
        '       |              ^^^^^^^',
        '   did you mean `kata-clh`?',
      ].join('\n'),
    );
  });

  test('colours', () => {
    const coloured = formatProblem(typo, { colour: true });
    expect(coloured).toContain('\x1b[31merror\x1b[39m');
    expect(coloured).toContain('\x1b[31m^^^^^^^\x1b[39m');
  });

  test('a problem of a whole file has no frame', () => {
    expect(formatProblem({ place: { file: shop }, message: 'too large' }, { colour: false })).toBe(
      'environments/prod/platform/shop.yaml:1:1: error: too large',
    );
  });

  test('what a terminal would act on is escaped', () => {
    const file = { path: 'a\x1b[2J.yaml', text: 'a: "\u202egnorw\u2066" # \x1b[31m\x07\u200b' };
    expect(shown(file, 4, 11, 'found\n\x1b[31m \u202e \r\u{e000}')).toBe(
      [
        'a\\x1b[2J.yaml:1:5: error: found\\x0a\\x1b[31m \\u202e \\x0d\u{e000}',
        '>    1 | a: "\\u202egnorw\\u2066" # \\x1b[31m\\x07\\u200b',
        '       |     ^^^^^^^^^^^^^^^^^',
      ].join('\n'),
    );
  });

  test('carets stand under the text behind tabs', () => {
    expect(shown({ path: 'a.yaml', text: 'a:\tb\tc' }, 5, 6)).toBe(
      ['a.yaml:1:6: error: wrong', '>    1 | a:    b    c', '       |            ^'].join('\n'),
    );
  });

  test('a long line is cut around the column', () => {
    const text = `a: ${'x'.repeat(300)}HERE${'y'.repeat(300)}`;
    expect(shown({ path: 'a.yaml', text }, 303, 307)).toBe(
      [
        'a.yaml:1:304: error: wrong',
        `>    1 | …${'x'.repeat(40)}HERE${'y'.repeat(76)}…`,
        `       | ${' '.repeat(41)}^^^^`,
      ].join('\n'),
    );
  });

  test('a long line whose start is in question keeps its start', () => {
    expect(shown({ path: 'a.yaml', text: `abc${'x'.repeat(300)}` }, 0, 303)).toBe(
      ['a.yaml:1:1: error: wrong', `>    1 | abc${'x'.repeat(117)}…`, `       | ${'^'.repeat(120)}`].join('\n'),
    );
  });

  test('the end of the file, and beyond', () => {
    expect(shown({ path: 'a.yaml', text: 'a: [' }, 4, 4)).toBe(
      ['a.yaml:1:5: error: wrong', '>    1 | a: [', '       |     ^'].join('\n'),
    );
    expect(shown({ path: 'a.yaml', text: '' }, 0, 1)).toBe(
      ['a.yaml:1:1: error: wrong', '>    1 |', '       | ^'].join('\n'),
    );
    expect(shown({ path: 'a.yaml', text: 'a' }, 99, 100)).toContain('a.yaml:1:');
  });

  test('a huge message is cut', () => {
    expect(shown({ path: 'a.yaml', text: 'a' }, 0, 1, 'm'.repeat(5000)).split('\n')[0]).toBe(
      `a.yaml:1:1: error: ${'m'.repeat(1000)}…`,
    );
  });
});

describe('all problems', () => {
  const at = (file: string, line: number, message: string): Problem => {
    const text = 'a\n'.repeat(20);
    return { place: { file: { path: file, text }, span: { start: (line - 1) * 2, end: line * 2 - 1 } }, message };
  };
  const heads = (text: string) =>
    text.split('\n').filter((line) => line.includes('error:') || / in \d+ file/.test(line));

  test('sorted by place, each once, counted', () => {
    const text = formatProblems(
      [at('b', 1, 'x'), at('a', 10, 'x'), at('a', 9, 'x'), at('a', 10, 'x'), at('a', 10, 'w')],
      { colour: false },
    );
    expect(heads(text)).toEqual([
      'a:9:1: error: x',
      'a:10:1: error: x',
      'a:10:1: error: w',
      'b:1:1: error: x',
      '4 problems in 2 files',
    ]);
  });

  test('one', () => {
    expect(formatProblems([at('b', 1, 'x')], { colour: false })).toBe(
      'b:1:1: error: x\n>    1 | a\n       | ^\n\n1 problem in 1 file',
    );
  });

  test('none', () => {
    expect(formatProblems([], { colour: false })).toBe('0 problems in 0 files');
  });

  test('a limit', () => {
    const many = Array.from({ length: 5 }, (_, index) => at('a', index + 1, 'x'));
    expect(heads(formatProblems(many, { colour: false, limit: 2 }))).toEqual([
      'a:1:1: error: x',
      'a:2:1: error: x',
      '5 problems in 1 file, the first 2 are shown',
    ]);
  });
});
