import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONFIG_MAP_KEY,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  ENVIRONMENT_VARIABLE_NAME,
  isConfigMapKey,
  isDnsLabel,
  isDnsSubdomain,
  isEnvironmentVariableName,
  isLabelKey,
  isLabelValue,
  isPortName,
  LABEL_KEY,
  LABEL_VALUE,
  PORT_NAME,
} from '../../lib/kubernetes/names.js';

const a = (length: number) => 'a'.repeat(length);

// Cases of upstream's validation_test.go and content/*_test.go, with the lengths at their limits.
const TESTS = [
  {
    name: 'isDnsLabel',
    test: isDnsLabel,
    rule: DNS_LABEL,
    valid: ['a', 'ab', 'a1', 'a-1', 'a--1--2--b', '0', '01', '1-2', a(63)],
    invalid: ['', 'A', 'aB', '-', 'a-', '-a', '_', 'a_', 'a.b', '.', ' ', 'a ', 'a b', 'ä', a(64)],
  },
  {
    name: 'isDnsSubdomain',
    test: isDnsSubdomain,
    rule: DNS_SUBDOMAIN,
    valid: ['a', 'a.b', '0.1.2', 'a-b.c-1', 'a.a-1', `${a(100)}.${a(100)}`, a(253)],
    invalid: ['', 'A', 'a.B', '.', 'a.', '.a', 'a..b', 'a-.b', 'a.-b', 'a_b', ' ', 'a .b', a(254)],
  },
  {
    name: 'isLabelKey',
    test: isLabelKey,
    rule: LABEL_KEY,
    valid: [
      'simple',
      'now-with-dashes',
      '1-starts-with-num',
      '1234',
      'simple/simple',
      'my.example/My_Name.1',
      '1.2.3.4/5678',
      'Uppercase_Is_OK_123',
      a(63),
      `${a(253)}/name`,
      `example.com/${a(63)}`,
    ],
    invalid: [
      '',
      '/',
      '/a',
      'a/',
      'a/b/c',
      'nospecialchars%^=@',
      '-a',
      'a-',
      '_a',
      '.a',
      'Upper/a',
      'a b',
      a(64),
      `${a(254)}/a`,
    ],
  },
  {
    name: 'isLabelValue',
    test: isLabelValue,
    rule: LABEL_VALUE,
    valid: ['', 'simple', 'UpperCase', '1234', 'a_b.c-d', 'a..b', a(63)],
    invalid: ['a b', '-a', 'a-', '.a', 'a.', '_a', 'only/slash', 'ä', a(64)],
  },
  {
    name: 'isPortName',
    test: isPortName,
    rule: PORT_NAME,
    valid: ['telnet', 're-mail-ck', 'pop3', 'a', 'a-1', '1-a', '1a', '1-a-1', 'qwertyuiopasdfg'],
    invalid: ['', '1', '111', '-', '-a', 'a-', 'a--b', '1-1', 'Ssh', 'a.b', 'a b', 'qwertyuiopasdfgh'],
  },
  {
    name: 'isEnvironmentVariableName',
    test: isEnvironmentVariableName,
    rule: ENVIRONMENT_VARIABLE_NAME,
    valid: ['my.env-name', 'MY_ENV.NAME', '_', '.a', '-a', 'a..b', a(300)],
    invalid: ['', '1A', 'A=B', 'A B', '.', '..', '..A', 'A%', 'Ä'],
  },
  {
    name: 'isConfigMapKey',
    test: isConfigMapKey,
    rule: CONFIG_MAP_KEY,
    valid: ['a', '1', 'a.b', '.a', 'a..b', '-', '_', 'KEY_NAME', a(253)],
    invalid: ['', '.', '..', '..a', 'a/b', 'a b', 'ä', a(254)],
  },
];

describe.each(TESTS)('$name', ({ test: accepts, rule, valid, invalid }) => {
  test.each(valid)('accepts %j', (text) => expect(accepts(text)).toBe(true));
  test.each(invalid)('refuses %j', (text) => expect(accepts(text)).toBe(false));

  test('never accepts a line break, at the end least of all', () => {
    for (const text of valid) expect(accepts(`${text}\n`)).toBe(false);
    fc.assert(fc.property(fc.string(), fc.string(), (left, right) => !accepts(`${left}\n${right}`)));
  });

  test('answers at once, however long the text', () => {
    const start = performance.now();
    for (const unit of ['a', '-', 'a-', 'a.', '.', 'a/', '_a']) accepts(`${unit.repeat(100_000)}!`);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('is said in one line', () => expect(rule).toMatch(/^[^\n]{10,200}$/));
});
