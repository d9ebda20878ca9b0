import { expect, it } from 'vitest';
import { compareAsGo, quotedAsGo } from '../../../lib/kubernetes/pod-security/go-text.js';

// strconv/quote_test.go of Go, and unicode.IsPrint's contract: letters, marks, numbers, punctuation, symbols, ASCII space.
it.each([
  ['\x07\b\f\r\n\t\v', String.raw`"\a\b\f\r\n\t\v"`],
  ['\\', String.raw`"\\"`],
  ['abc "x"', String.raw`"abc \"x\""`],
  ['☺', '"☺"'],
  ['\u{1f600}é', '"\u{1f600}é"'],
  ['\x04\x7f', String.raw`"\x04\x7f"`],
  ['\u00a0\u00ad\u2028', String.raw`"\u00a0\u00ad\u2028"`],
  ['\u{e0001}', String.raw`"\U000e0001"`],
])('%j is quoted as Go does', (text, quoted) => {
  expect(quotedAsGo(text)).toBe(quoted);
});

it('texts are sorted by their bytes: a character beyond U+FFFF comes after all others', () => {
  expect(['\u{1f600}', '\uffee', 'b', '', 'B', 'ba'].sort(compareAsGo)).toEqual([
    '',
    'B',
    'b',
    'ba',
    '\uffee',
    '\u{1f600}',
  ]);
});
