import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { idleRemovals } from '../../lib/config/removals.js';
import { KIND_NAMES, KINDS } from '../../lib/config/schema/kinds.js';
import { patchOf } from '../../lib/config/schema/patch.js';
import { FILES, loadAll } from './declarations.js';

const accepts = (schema: z.ZodType, value: unknown) => patchOf(schema).safeParse(value).success;

describe('patchOf', () => {
  const schema = z
    .strictObject({
      name: z.string(),
      size: z.number().default(1),
      ports: z.array(z.number()).min(1),
      labels: z.record(z.string(), z.strictObject({ a: z.string(), b: z.string() })),
      either: z.union([z.string(), z.strictObject({ c: z.string(), d: z.string() })]),
      probe: z
        .strictObject({ x: z.string().optional(), y: z.string().optional() })
        .refine((probe) => probe.x !== probe.y),
    })
    .refine((value) => value.name !== 'forbidden');

  test.each([
    ['nothing', {}],
    ['null for each', { name: null, size: null, ports: null, labels: null, either: null, probe: null }],
    ['null deeper', { labels: { x: null, y: { a: null } }, either: { c: null }, probe: { x: null } }],
    ['a part', { labels: { x: { a: '1' } }, either: { c: '1' } }],
    ['what only a complete document can be blamed for', { name: 'forbidden', probe: { x: '1', y: '1' } }],
  ])('accepts %s', (_, value) => {
    expect(accepts(schema, value)).toBe(true);
  });

  test.each([
    ['an unknown field', { nme: 'x' }],
    ['an unknown field deeper', { labels: { x: { c: '1' } } }],
    ['another type', { name: 1 }],
    ['a list that is not complete: lists do not merge', { ports: [] }],
    ['null in a list', { ports: [null] }],
  ])('refuses %s', (_, value) => {
    expect(accepts(schema, value)).toBe(false);
  });

  test('gives no defaults: what is missing is left to earlier layers', () => {
    expect(patchOf(schema).parse({})).toEqual({});
  });
});

/** Complete specs of every kind, as they come out of the loader with all defaults, and variations of them. */
const complete = loadAll({
  ...FILES,
  'environments/prod/exceptions/x.yaml':
    'apiVersion: bulkhead.dev/v1alpha1\nkind: PolicyException\nmetadata: {name: x}\nspec: {rule: a/b, scope: {tenant: shop}, reason: because of it, owner: me, expires: "2030-01-01"}\n',
}).fleet.clusters.flatMap(({ environment, runtimes, tenants, workloads, exceptions }) => [
  environment,
  ...runtimes.values(),
  ...tenants.values(),
  ...[...workloads.values()].flatMap((of) => [...of.values()]),
  ...exceptions,
]);

/** The value with some of its fields gone or null, at any depth but not inside of lists. */
function thinned(value: unknown, choices: Iterator<number>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const choice = choices.next().value;
      if (choice === 0) return [];
      return [[key, choice === 1 ? null : thinned(inner, choices)]];
    }),
  );
}

test('every kind is there', () => {
  expect(new Set(complete.map(({ kind }) => kind))).toEqual(new Set(KIND_NAMES));
});

test('a complete spec is a patch, and so is any part of it with nulls', () => {
  for (const { kind, spec } of complete) expect(accepts(KINDS[kind].spec, spec)).toBe(true);
  fc.assert(
    fc.property(
      fc.constantFrom(...complete),
      fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
      ({ kind, spec }, choices) => {
        expect(accepts(KINDS[kind].spec, thinned(spec, choices))).toBe(true);
      },
    ),
  );
});

test('removals: what an earlier layer declares may go, lists are none of it', () => {
  const layer = (spec: object) => ({ file: { path: 'x.yaml', text: '' }, index: 0, data: { spec: spec as never } });
  const paths = (...specs: object[]) => idleRemovals(specs.map(layer)).map(({ place }) => place.path?.join('.'));
  expect(paths({ a: { b: 1 } }, { a: { b: null } })).toEqual([]);
  expect(paths({ a: { b: 1 } }, { a: null }, { a: null })).toEqual(['spec.a']);
  expect(paths({ a: { b: null, c: [null] } })).toEqual(['spec.a.b']);
  expect(paths({ toString: null })).toEqual(['spec.toString']);
});
