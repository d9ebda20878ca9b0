import fc from 'fast-check';
import { z } from 'zod';
import type { Json } from '../../lib/kubernetes/json.js';
import { DANGEROUS_STRINGS } from '../synth/dangerous-values.js';

const long = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Names that something has in the declarations of the tests, and names at the edge of what a name may be. */
// biome-ignore format: a table is read in rows
export const NAMES = [
  'shop', 'shop-web', 'shop-data', 'pay', 'pay-web', 'db', 'web', 'frontend', 'prod', 'base', 'gvisor', 'kata-clh', 'runc',
  'fast', 'ssd', 'ingress', 'logs', 'metrics', 'admin', 'kata', 'general', 'gpu', 'high', 'kata-high-security', 'http', 'tmp',
  'toString', 'constructor', 'hasownproperty', 'a', '0', '1e3', 'null', 'true', 'on', 'y', 'kube-system', 'default', 'system:masters',
  long('a', 52), long('b', 63), long('c', 64), long('d.', 251), 'a.b', 'A_B', 'app.kubernetes.io/name', 'example.com/gvisor',
];

/** Spellings that some field or other takes. */
// biome-ignore format: a table is read in rows
const SPELLINGS = [
  '0', '1', '2', '500m', '1.5', '1Ki', '64Mi', '1Gi', '16Gi', '10E', '1e99', '0.0000000001', '-1', '10.0.0.0/8', '10.20.0.0/16',
  '10.244.0.0/16', '::/0', 'fd00::/8', '169.254.169.254/32', '0.0.0.0/0', '10.0.0.1/32', '8080/UDP', '53/TCP', '0 3 * * *', '@daily',
  '* * * * *', 'Europe/Berlin', 'UTC', 'https://x.example', 'https://10.0.0.1:6443', 'https://git.example.com/platform.git',
  'git@git.example.com:a/b.git', 'registry.example.com', 'registry.example.com/shop', 'registry.example.com/shop/x:1.2',
  `registry.example.com/x@sha256:${long('0', 64)}`, '1.34', '1.28', '1.99', '/a', '/a/b', '/', 'a/b', 'a@example.com', 'cc-1',
  '4.1.0', '6.12', long('0a', 64), 'katacontainers.io/not-ready', 'vm.max_map_count', 'dm_thin_pool', '0000:3b:02.1', 'https://10.30.0.1/kata.tar.zst',
  'retired', 'count/jobs.batch', 'pods', 'because of a reason that is long enough', '2030-01-01', '2020-02-30',
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n',
];

const STRINGS = [...new Set([...NAMES, ...SPELLINGS, ...DANGEROUS_STRINGS])];
export const NUMBERS = [0, 1, 2, 3, 80, 443, 8080, 65535, 65536, 1000, 1.5, -1, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1];

export const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...STRINGS),
  fc.string({ unit: 'grapheme', maxLength: 70 }),
  fc.constantFrom(...NUMBERS),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

const PIECES = [
  'a',
  'a.',
  'a-',
  '-',
  '0',
  '1.',
  '1,',
  ' ',
  '/',
  '/a',
  ':',
  '* ',
  '\n',
  '..',
  '\u{1f600}',
  '`',
  '\x1b[31m',
];
const size = fc.constantFrom(64, 254, 1025, 20_000, 400_000);
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

/** More than anybody writes, of a kind that makes a careless expression or a careless loop slow. */
export const large: fc.Arbitrary<Json> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...PIECES), size, fc.constantFrom('', 'a', '!', '\n'))
    .map(([piece, length, end]) => piece.repeat(Math.ceil(length / piece.length)) + end),
  fc.constantFrom(100, 3000).map(numbered),
  fc
    .tuple(fc.constantFrom(100, 3000), scalar)
    .map(([count, value]) => Object.fromEntries(numbered(count).map((name) => [name, value]))),
);

const known = new Map<z.ZodType, fc.Arbitrary<Json>>();

/** Values that the schema takes, mostly: what only whole documents can be blamed for is left to them. */
export function valuesOf(schema: z.ZodType): fc.Arbitrary<Json> {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const values = build(schema);
  known.set(schema, values);
  return values;
}

function build(schema: z.ZodType): fc.Arbitrary<Json> {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  )
    return valuesOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) return fields(schema.shape as Record<string, z.ZodType>);
  if (schema instanceof z.ZodRecord) {
    const keys = accepted(schema.keyType as z.ZodType, STRINGS);
    return fc.dictionary(keys as fc.Arbitrary<string>, valuesOf(schema.valueType as z.ZodType), {
      maxKeys: 3,
      noNullPrototype: true,
    }) as fc.Arbitrary<Json>;
  }
  if (schema instanceof z.ZodArray) return fc.array(valuesOf(schema.element as z.ZodType), { maxLength: 3 });
  if (schema instanceof z.ZodUnion) return fc.oneof(...(schema.options as z.ZodType[]).map(valuesOf));
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...(schema.options as Json[]));
  return accepted(schema, [...STRINGS, ...NUMBERS, true, false]);
}

/** What is required, and some of the rest. */
function fields(shape: Record<string, z.ZodType>): fc.Arbitrary<Json> {
  const entries = Object.entries(shape);
  const required = entries.filter(([, value]) => !value.safeParse(undefined).success);
  const optional = entries.filter(([, value]) => value.safeParse(undefined).success);
  const value = ([field, inner]: [string, z.ZodType]) => valuesOf(inner).map((made) => [field, made] as const);
  return fc
    .tuple(
      fc.tuple(...required.map(value)),
      optional.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...optional.map(value)), { maxLength: 3 }),
    )
    .map(([always, some]) => Object.fromEntries([...always, ...some]));
}

function accepted(schema: z.ZodType, candidates: readonly Json[]): fc.Arbitrary<Json> {
  const taken = candidates.filter((candidate) => schema.safeParse(candidate).success);
  if (taken.length === 0) throw new Error(`none of the known values is ${schema.description ?? schema.def.type}`);
  return fc.constantFrom(...taken);
}
