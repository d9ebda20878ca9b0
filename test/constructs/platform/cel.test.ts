import { expect, test } from 'vitest';
import { literal } from '../../../lib/constructs/platform/admission/cel.js';

// The escapes of github.com/google/cel-spec/blob/master/doc/langdef.md#string-and-bytes-values.
test.each([
  ['registry.example.com/team', '"registry.example.com/team"'],
  ['"] || true || ["', '"\\"] || true || [\\""'],
  ["' || '", '"\' || \'"'],
  ['a\\', '"a\\\\"'],
  ['a\nb\r\t\b\f', '"a\\nb\\r\\t\\b\\f"'],
  ['\u0000\u001b', '"\\u0000\\u001b"'],
  ['\ud800', '"\ufffd"'],
  ['𝄞', '"𝄞"'],
])('%j is one literal', (text, written) => {
  expect(literal(text)).toBe(written);
});
