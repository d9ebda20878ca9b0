import { describe, expect, test } from 'vitest';
import { Doubt } from '../../lib/config/doubt.js';

function inDoubt<T extends object>(object: T, ...path: (string | number)[]): { doubt: Doubt; value: T } {
  const doubt = new Doubt();
  return { doubt, value: doubt.cast(object, path) };
}

test('the value in doubt is the same as before, and nothing else raises the doubt', () => {
  const original = { a: { b: 1, c: 2 }, d: 3 };
  const { doubt, value } = inDoubt(original, 'a', 'b');
  expect([value.a.c, value.d, Object.keys(value.a), doubt.isRaised]).toEqual([2, 3, ['b', 'c'], false]);
  expect([value.a.b, doubt.isRaised]).toEqual([1, true]);
  expect(Object.getOwnPropertyDescriptor(original.a, 'b')?.get).toBeUndefined();
});

test.each([
  ['what is not there', {}, ['b'], (value: { b?: number }) => value.b],
  ['what is below something that is not there', {}, ['b', 'c'], (value: { b?: number }) => value.b],
  ['what is below something else than a mapping', { b: 1 }, ['b', 'c'], (value: { b?: number }) => value.b],
  ['a copy', {}, ['b'], (value: object) => ({ ...value })],
])('reading %s raises it', (_, object, path, read) => {
  const { doubt, value } = inDoubt(object, ...path);
  expect(doubt.isRaised).toBe(false);
  read(value);
  expect(doubt.isRaised).toBe(true);
});

test('of two paths one within the other both count, in either order', () => {
  const doubt = new Doubt();
  const casts = [
    doubt.cast(doubt.cast({ a: { b: 1 } }, ['a']), ['a', 'b']),
    doubt.cast(doubt.cast({ a: { b: 1 } }, ['a', 'b']), ['a']),
  ];
  for (const value of casts) {
    doubt.ask(() => {
      void value.a;
      expect(doubt.isRaised).toBe(true);
    });
    expect(doubt.isRaised).toBe(false);
  }
});

describe('questions', () => {
  test('the doubts of one are not those of the next, and not those of who asks', () => {
    const doubt = new Doubt();
    doubt.ask(() => doubt.raise());
    expect(doubt.isRaised).toBe(false);
    doubt.raise();
    doubt.ask(() => expect(doubt.isRaised).toBe(true));
    expect(doubt.isRaised).toBe(true);
  });
  test('every round of a loop is one, and so is what follows it', () => {
    const doubt = new Doubt();
    const seen = [];
    for (const item of doubt.each([1, 2])) {
      seen.push([item, doubt.isRaised]);
      doubt.raise();
    }
    for (const _ of doubt.each([1, 2])) {
      doubt.raise();
      break;
    }
    expect([...seen, doubt.isRaised]).toEqual([[1, false], [2, false], false]);
  });
  test('a key is certain where its value is not', () => {
    const { doubt, value } = inDoubt({ a: 1, b: 2 }, 'a');
    const seen = [];
    for (const [key] of doubt.entries<number>(value)) seen.push([key, doubt.isRaised]);
    expect(seen).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });
  test('an error does not leave a doubt behind', () => {
    const doubt = new Doubt();
    expect(() =>
      doubt.ask(() => {
        doubt.raise();
        throw new Error('x');
      }),
    ).toThrow('x');
    expect(doubt.isRaised).toBe(false);
  });
  test('certain is what is found without a doubt, whatever was read before', () => {
    const { doubt, value } = inDoubt({ a: 1, b: 2 }, 'a');
    doubt.raise();
    expect([doubt.certain(() => value.a), doubt.certain(() => value.b), doubt.isRaised]).toEqual([undefined, 2, true]);
  });
  test('what is worked out once is as doubtful every time', () => {
    const { doubt, value } = inDoubt({ a: 1, b: 2 }, 'a');
    let worked = 0;
    const once = doubt.once(() => {
      worked++;
      return value.a;
    });
    const sure = doubt.once(() => value.b);
    for (let round = 0; round < 2; round++)
      doubt.ask(() => expect([sure(), doubt.isRaised, once(), doubt.isRaised]).toEqual([2, false, 1, true]));
    expect([worked, doubt.isRaised]).toEqual([1, false]);
  });
});
