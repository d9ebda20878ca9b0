import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalObject } from '../../lib/kubernetes/canonical.js';
import { constant, isConstant } from '../../lib/kubernetes/constant.js';
import type { Json } from '../../lib/kubernetes/json.js';
import { toYaml } from '../../lib/synth/yaml.js';
import { runs } from '../property-runs.js';

const json = fc.jsonValue() as fc.Arbitrary<Json>;

describe('a constant', () => {
  it('is what it was, and cannot be changed anywhere', () => {
    const rule = { verbs: ['get'], resources: [{ name: 'pods' }] };
    expect(constant(rule)).toBe(rule);
    expect(() => rule.verbs.push('list')).toThrow(TypeError);
    expect(() => Object.assign(rule.resources[0] as object, { name: 'secrets' })).toThrow(TypeError);
    expect([rule, rule.verbs, rule.resources, rule.resources[0]].every((part) => isConstant(part as object))).toBe(
      true,
    );
    expect(isConstant({ ...rule })).toBe(false);
  });

  it('may contain itself', () => {
    const loop: { self?: object } = {};
    loop.self = loop;
    expect(isConstant(constant(loop))).toBe(true);
  });

  it.each([null, 'text', 1, undefined])('may be %j', (value) => {
    expect(constant(value)).toBe(value);
  });
});

/** The same data at every sort of place, deep and shallow: each has an order of keys or a column of its own. */
function everywhere(value: Json): Json {
  const lists = [value, [value, [value]], { first: value, second: value }];
  const long = { ['k'.repeat(400)]: value };
  return { apiVersion: 'v1', kind: 'List', metadata: { name: 'a', annotations: value }, spec: value, lists, long };
}

describe('what is kept with a constant', () => {
  it('is the text that it has anyway, wherever it stands', () => {
    fc.assert(
      fc.property(json, (value) => {
        const plain = toYaml(everywhere(value));
        const kept = constant(structuredClone(value));
        expect(toYaml(everywhere(kept))).toBe(plain);
        expect(toYaml(everywhere(kept))).toBe(plain);
        expect(toYaml({ metadata: kept })).toBe(toYaml({ metadata: value }));
      }),
      runs(300),
    );
  });

  it('is the order of keys that metadata has, and other maps do not', () => {
    const shared = constant({ annotations: { a: 'b' }, name: 'web', namespace: 'shop' });
    expect(toYaml({ spec: shared, metadata: shared })).toBe(`metadata:
  name: web
  namespace: shop
  annotations:
    a: b
spec:
  annotations:
    a: b
  name: web
  namespace: shop
`);
  });

  it('is the form that it is stored in, by the type of the field', () => {
    const amounts = constant({ cpu: '1000m', memory: '1024Mi', pods: '' });
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard: amounts } };
    const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: amounts };
    for (const _ of ['first', 'again']) {
      expect(canonicalObject(quota).spec).toEqual({ hard: { cpu: '1', memory: '1Gi', pods: '' } });
      expect(canonicalObject(config).data).toEqual({ cpu: '1000m', memory: '1024Mi', pods: '' });
    }
  });

  it('is without null and, in built-in kinds alone, without empty lists', () => {
    const spec = constant({ list: [], none: null, map: {} });
    const stored = (apiVersion: string) => canonicalObject({ apiVersion, kind: 'X', metadata: { name: 'x' }, spec });
    expect(stored('example.com/v1').spec).toEqual({ list: [], map: {} });
    expect(stored('example.com/v1').spec).toEqual({ list: [], map: {} });
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'x' }, spec };
    expect(canonicalObject(policy).spec).toEqual({ map: {} });
  });

  it('makes no difference to any object', () => {
    const kind = fc.constantFrom(['v1', 'Pod'], ['apps/v1', 'Deployment'], ['example.com/v1', 'Thing']);
    fc.assert(
      fc.property(kind, json, ([apiVersion = '', kind = ''], spec) => {
        const object = { apiVersion, kind, metadata: { name: 'x' }, spec };
        const plain = canonicalObject(structuredClone(object));
        const shared = { ...object, spec: constant(structuredClone(spec)) };
        expect(canonicalObject(shared)).toEqual(plain);
        expect(canonicalObject({ ...shared, status: shared.spec, other: shared.spec })).toEqual(
          canonicalObject({ ...structuredClone(object), status: spec, other: structuredClone(spec) }),
        );
      }),
      runs(300),
    );
  });
});
