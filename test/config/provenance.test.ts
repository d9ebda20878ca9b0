import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive, type Mark, traced, unmark } from '../../lib/config/provenance.js';
import { declarationNamed, traceCluster } from '../../lib/config/trace.js';
import { formatPath, type Json, type JsonObject, type Path } from '../../lib/kubernetes/json.js';
import { FILES, onlyCluster, workload } from './declarations.js';

/** The plain data, and for each place the declared paths that decide it. */
function read(value: unknown): { plain: unknown; from: Record<string, string[]> } {
  const from: Record<string, string[]> = {};
  const plain = unmark(value, (path: Path, marks: Mark[]) => {
    from[formatPath(path)] = marks.map((mark) => `${mark.declaration}: ${formatPath(mark.path)}`);
  });
  return { plain, from };
}

const key = fc.string({ maxLength: 8 }).filter((text) => text !== '__proto__');
// Negative zero does not survive reading, see scalar.ts.
const leaf = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).filter((text) => !/[\uFDD0\uFDD1]/.test(text)),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.boolean(),
);
const spec = fc.letrec<{ map: JsonObject; value: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('map')),
  map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
})).map;

function leaves(value: Json, path: Path): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [formatPath(path)];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]));
}

describe('a traced spec', () => {
  test('placed whole: the plain one comes back, and each leaf knows its path', () => {
    fc.assert(
      fc.property(spec, (declared) => {
        const { plain, from } = read({ spec: traced('Tenant/shop', declared) });
        expect(plain).toEqual({ spec: declared });
        const paths = leaves(declared, ['spec']);
        expect(Object.keys(from).sort()).toEqual(paths.sort());
        for (const path of paths) expect(from[path]).toEqual([`Tenant/shop: ${path}`]);
      }),
    );
  });

  test('placed in parts, in strings, in keys and through computations: as the plain one', () => {
    const place = (declared: JsonObject) => ({
      entries: Object.entries(declared).map(([name, value]) => ({ name, value })),
      text: Object.values(declared)
        .filter((value) => typeof value !== 'object')
        .map((value) => `<${value}>`)
        .join(),
      keys: Object.fromEntries(
        Object.entries(declared).flatMap(([name, value]) =>
          typeof value === 'object' ? [] : [[`${value}/${name}`, name]],
        ),
      ),
      derived: Object.values(declared).map((value) =>
        typeof value === 'object' ? 0 : derive(value, (plain) => [String(plain), { type: typeof plain }]),
      ),
      composed: Object.values(declared).map((value) =>
        typeof value === 'object' ? '' : derive(`a ${value} b`, (plain) => plain.length),
      ),
    });
    fc.assert(
      fc.property(spec, (declared) => {
        expect(read(place(traced('x', declared))).plain).toEqual(place(declared));
      }),
    );
  });

  test('a string of two values knows both', () => {
    const declared = traced('Tenant/shop', { host: 'api.example.com', port: 8443, open: true });
    expect(read({ url: `https://${declared.host}:${declared.port}/${declared.open}` })).toEqual({
      plain: { url: 'https://api.example.com:8443/true' },
      from: { url: ['Tenant/shop: spec.host', 'Tenant/shop: spec.port', 'Tenant/shop: spec.open'] },
    });
  });

  test('a key knows its value', () => {
    const declared = traced('Tenant/shop', { group: 'admins' });
    expect(read({ labels: { [`team/${declared.group}`]: 'yes' } })).toEqual({
      plain: { labels: { 'team/admins': 'yes' } },
      from: { 'labels["team/admins"]': ['Tenant/shop: spec.group'] },
    });
  });

  test('lists keep their length and their methods', () => {
    const declared = traced('Tenant/shop', { ports: [80, 443] });
    expect(declared.ports).toHaveLength(2);
    expect(read(declared.ports.map((port) => ({ port })))).toEqual({
      plain: [{ port: 80 }, { port: 443 }],
      from: { '[0].port': ['Tenant/shop: spec.ports[0]'], '[1].port': ['Tenant/shop: spec.ports[1]'] },
    });
  });
});

describe('derive', () => {
  test('in an ordinary render it computes, and nothing else', () => {
    expect(derive('10.0.0.0/8', (text) => text.split('/'))).toEqual(['10.0.0.0', '8']);
    expect(derive(3, (number) => number + 1)).toBe(4);
  });

  test('every leaf of the result comes from the value', () => {
    const declared = traced('Tenant/shop', { size: 4 });
    expect(read({ made: derive(declared.size, (size) => ({ half: size / 2, list: [size, null] })) })).toEqual({
      plain: { made: { half: 2, list: [4, null] } },
      from: { 'made.half': ['Tenant/shop: spec.size'], 'made.list[0]': ['Tenant/shop: spec.size'] },
    });
  });

  test('a part of the result that has an origin keeps it', () => {
    const declared = traced('Tenant/shop', { on: true, port: 80 });
    expect(read({ rule: derive(declared.on, () => ({ port: declared.port, protocol: 'TCP' })) }).from).toEqual({
      'rule.port': ['Tenant/shop: spec.port'],
      'rule.protocol': ['Tenant/shop: spec.on'],
    });
  });

  test('from a whole map', () => {
    const declared = traced('Tenant/shop', { labels: { a: '1', b: '2' } });
    expect(read({ count: derive(declared.labels, (labels) => Object.keys(labels).length) })).toEqual({
      plain: { count: 2 },
      from: { count: ['Tenant/shop: spec.labels'] },
    });
  });
});

describe('a traced cluster', () => {
  const cluster = onlyCluster({
    ...FILES,
    'environments/prod/tenants/shop/api.yaml': workload('api', 'shop-web'),
  });
  const tracedCluster = traceCluster(cluster);

  test('decides on the same and places with marks', () => {
    const shop = tracedCluster.tenants.get('shop');
    expect(shop?.spec).toBe(cluster.tenants.get('shop')?.spec);
    expect(read({ contact: shop?.declared.contact })).toEqual({
      plain: { contact: 'shop@example.com' },
      from: { contact: ['Tenant/shop: spec.contact'] },
    });
  });

  test('each declaration is found by its identity', () => {
    const all = [
      cluster.environment,
      ...cluster.runtimes.values(),
      ...cluster.tenants.values(),
      ...[...cluster.workloads.values()].flatMap((workloads) => [...workloads.values()]),
    ];
    expect(all).toHaveLength(8);
    for (const declaration of all) expect(declarationNamed(cluster, declaration.identity)).toBe(declaration);
    expect(declarationNamed(cluster, 'Workload/shop/nobody')).toBeUndefined();
    expect(declarationNamed(cluster, 'Tenant/nobody')).toBeUndefined();
  });
});
