import { expect, test } from 'vitest';
import { matchesGlob } from '../../lib/policy/glob.js';

test.each([
  ['shop', 'shop', '', true],
  ['shop', 'shop-web', '', false],
  ['shop-*', 'shop-', '', true],
  ['shop-*', 'shop', '', false],
  ['*', '', '', true],
  ['?', '', '', false],
  ['?hop', 'shop', '', true],
  ['*a*b*', 'xaxbx', '', true],
  ['*a*b*', 'xbxax', '', false],
  ['https://git.example.com/*', 'https://git.example.com/shop', '/', true],
  ['https://git.example.com/*', 'https://git.example.com/shop/deploy', '/', false],
  ['https://git.example.com/**', 'https://git.example.com/shop/deploy', '/', true],
  ['a?b', 'a/b', '/', false],
  ['.*', 'x', '', false],
] as const)('%s takes %s (separator %j): %s', (pattern, text, separator, expected) => {
  expect(matchesGlob(pattern, text, separator)).toBe(expected);
});

test('says of what it does not understand that it does not', () => {
  for (const pattern of ['[a-z]*', '{a,b}', 'a\\*', '*'.repeat(1001)])
    expect(matchesGlob(pattern, 'a')).toBeUndefined();
});

test('takes no time for patterns that are made to take time', () => {
  const started = process.cpuUsage();
  expect(matchesGlob(`${'*a'.repeat(450)}b`, 'a'.repeat(1000))).toBe(false);
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
});
