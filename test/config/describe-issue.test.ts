import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Fault, faultsOf } from '../../lib/config/describe-issue.js';
import { formatPath } from '../../lib/kubernetes/json.js';

function said(schema: z.ZodType, data: unknown): string[] {
  return faultsOf(schema, data).map(
    ({ path, part, reason, hint }: Fault) =>
      `${formatPath(path)}${part === 'key' ? ' (key)' : ''}: ${reason}${hint === undefined ? '' : ` — ${hint}`}`,
  );
}

const size = z.union([z.string(), z.number()]).refine((value) => value !== 'bad', { error: 'is bad' });
const either = z.union([size, z.strictObject({ low: size, high: size })]);

describe('alternatives', () => {
  test('of no alternative its type', () => {
    expect(said(z.strictObject({ a: either }), { a: true })).toEqual([
      'a: expected a string, a number or a mapping, found the boolean `true`',
    ]);
  });
  test('the scalar was meant', () => {
    expect(said(z.strictObject({ a: either }), { a: 'bad' })).toEqual(['a: is bad']);
  });
  test('the mapping was meant, all that is wrong in it', () => {
    expect(said(z.strictObject({ a: either }), { a: { low: 'bad', hihg: 1 } })).toEqual([
      'a.low: is bad',
      'a.high: required',
      'a.hihg (key): unknown field — did you mean `high`?',
    ]);
  });
  test('missing, null', () => {
    expect(said(z.strictObject({ a: either }), {})).toEqual(['a: required']);
    expect(said(z.strictObject({ a: either }), { a: null })).toEqual([
      'a: expected a string, a number or a mapping, found null',
    ]);
  });
  test('one inside of the other, in lists and records', () => {
    const schema = z.strictObject({ list: z.array(either), map: z.record(z.string(), either) });
    expect(said(schema, { list: [1, { low: 1, high: false }], map: { x: { low: [], high: 1 } } })).toEqual([
      'list[1].high: expected a string or a number, found the boolean `false`',
      'map.x.low: expected a string or a number, found an empty list',
    ]);
  });
});

describe('unknown fields', () => {
  const schema = z.strictObject({
    map: z.record(z.string(), z.strictObject({ count: z.number().optional() }).optional()).optional(),
    list: z.array(z.strictObject({ name: z.string().nullable() })).default([]),
  });
  test('inside of records and lists', () => {
    expect(said(schema, { map: { a: { cuont: 1 } }, list: [{ name: 'x', nmae: 'y' }] })).toEqual([
      'map.a.cuont (key): unknown field — did you mean `count`?',
      'list[0].nmae (key): unknown field — did you mean `name`?',
    ]);
  });
  test('several at once', () => {
    expect(said(schema, { mpa: {}, zzzzz: 1 })).toEqual([
      'mpa (key): unknown field — did you mean `map`?',
      'zzzzz (key): unknown field — allowed here: map, list',
    ]);
  });
  test('where none is known', () => {
    expect(said(z.strictObject({}), { a: 1 })).toEqual(['a (key): unknown field']);
  });
  test('named like something that every object of JavaScript has', () => {
    expect(said(schema, { toString: { x: 1 } })).toEqual(['toString (key): unknown field — allowed here: map, list']);
  });
});

describe('keys', () => {
  test('of a record', () => {
    const key = z.string().refine((text) => text !== 'bad', { error: 'is no name' });
    expect(said(z.record(key, z.number()), { bad: 1, good: 'x' })).toEqual([
      'bad (key): is no name',
      'good: expected a number, found the string `x`',
    ]);
  });
});

describe('bounds and forms', () => {
  test.each([
    [z.number().min(2), 1, 'the number `1` is too small: at least 2'],
    [z.number().max(2), 3, 'the number `3` is too big: at most 2'],
    [z.number().positive(), 0, 'the number `0` is too small: more than 0'],
    [z.string().min(1), '', 'the string `` is too short: at least 1 character'],
    [z.string().max(2), 'abc', 'the string `abc` is too long: at most 2 characters'],
    [z.array(z.number()).min(1), [], 'an empty list is too short: at least 1 item'],
    [z.array(z.number()).max(1), [1, 2], 'a list is too long: at most 1 item'],
    [z.string().startsWith('/'), 'x', '`x` does not start with `/`'],
    [z.url({ protocol: /^https$/ }), 'x', '`x` is not an https:// address'],
    [z.literal('v1'), 'v2', '`v2` is not allowed here — allowed: v1'],
    [z.enum(['TCP', 'UDP']), 'tcp', '`tcp` is not allowed here — did you mean `TCP`? allowed: TCP, UDP'],
    [z.enum(['TCP', 'UDP']), undefined, 'required — allowed: TCP, UDP'],
    [
      z.string(),
      1.3,
      'expected a string, found the number `1.3` — put it in quotes: without them YAML reads a number, and 1.30 becomes 1.3',
    ],
    [
      z.string(),
      false,
      'expected a string, found the boolean `false` — put it in quotes: without them YAML reads true or false',
    ],
    [z.string(), {}, 'expected a string, found a mapping'],
    [
      z.boolean(),
      'yes',
      'expected true or false, found the string `yes` — write true or false: YAML 1.2 reads the other words as text',
    ],
    [
      z.record(z.string(), z.string()),
      [],
      'expected a mapping, found an empty list — write what has a name as a field (name: …)',
    ],
  ])('%#', (schema, data, expected) => {
    expect(said(z.strictObject({ a: schema }), { a: data })).toEqual([`a: ${expected}`]);
  });
});
