import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definedIn, mergeLayers, mergePatch } from '../../lib/config/merge.js';
import { isObject, type Json, type JsonObject, type Path, valueAt } from '../../lib/kubernetes/json.js';
import { runs } from '../property-runs.js';
import { mergePatchModel, modelOf } from './merge-patch-model.js';

// RFC 7396, appendix A.
test.each<[string, string, string]>([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])('%s patched with %s', (target, patch, result) => {
  expect(JSON.stringify(mergePatch(JSON.parse(target), JSON.parse(patch)))).toBe(result);
});

// biome-ignore format: a list is read in a line
const key = fc.constantFrom('a', 'b', 'c', '0', '', '__proto__', 'constructor', 'hasOwnProperty', 'length', 'toString');
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 1, 2, 'x'),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(key, tie('json'), { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<Json>,
  ),
}));
const object = fc.dictionary(key, json, { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<JsonObject>;

function hasNullField(value: Json): boolean {
  return isObject(value) && Object.values(value).some((inner) => inner === null || hasNullField(inner));
}

function frozen<T extends Json>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** Every place in a value: the value itself, fields, items. */
function paths(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, each]) =>
    paths(each, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...inner];
}

describe('merge patch', () => {
  test('is what RFC 7396 says, whatever the keys', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        expect(modelOf(mergePatch(target, patch))).toEqual(mergePatchModel(modelOf(target), modelOf(patch)));
      }),
      runs(1000),
    );
  });

  test('layers apply left to right', () => {
    fc.assert(
      fc.property(fc.array(object, { maxLength: 5 }), (layers) => {
        const expected = layers.map(modelOf).reduce(mergePatchModel, new Map());
        expect(modelOf(mergeLayers(layers))).toEqual(expected);
      }),
      runs(500),
    );
  });

  test('an empty patch changes nothing', () => {
    fc.assert(
      fc.property(object, (target) => {
        expect(mergePatch(target, {})).toEqual(target);
      }),
    );
  });

  test('a patch without nulls over nothing is the patch', () => {
    fc.assert(
      fc.property(object, (patch) => {
        fc.pre(!hasNullField(patch));
        expect(mergePatch(undefined, patch)).toEqual(patch);
      }),
    );
  });

  test('patching twice is patching once', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });

  test('null deletes', () => {
    fc.assert(
      fc.property(object, key, (target, name) => {
        const result = mergePatch(target, JSON.parse(`{${JSON.stringify(name)}: null}`));
        expect(isObject(result) && Object.hasOwn(result, name)).toBe(false);
      }),
    );
  });

  // With nulls it does not: a patch of patches forgets what the inner one was to delete.
  test('patches without nulls in fields associate', () => {
    fc.assert(
      fc.property(object, object, object, (target, one, two) => {
        fc.pre(![target, one, two].some(hasNullField));
        // An object over a value that is none replaces it at once or later, with one result only where shapes agree.
        const left = mergePatch(mergePatch(target, one), two);
        const right = mergePatch(target, mergePatch(one, two));
        fc.pre(!paths(one).some((path) => !isObject(valueAt(one, path)) && isObject(valueAt(two, path))));
        expect(left).toEqual(right);
      }),
    );
  });

  test('arguments are left alone and not shared', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const result = mergePatch(frozen(target), frozen(patch));
        for (const path of paths(result)) {
          const value = valueAt(result, path);
          if (typeof value !== 'object' || value === null) continue;
          expect(value).not.toBe(valueAt(target, path));
          expect(value).not.toBe(valueAt(patch, path));
        }
      }),
    );
  });

  test('a prototype is never touched', () => {
    const result = mergePatch({}, JSON.parse('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}'));
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('which layer decides', () => {
  const cases: [title: string, layers: string, path: Path, layer: number][] = [
    ['the only one', '[{"a":1}]', ['a'], 0],
    ['the last that sets it', '[{"a":1},{"a":2},{"b":3}]', ['a'], 1],
    ['the last that sets it, though to the same', '[{"a":1},{"a":1}]', ['a'], 1],
    ['a field beside does not count', '[{"a":{"b":1}},{"a":{"c":2}}]', ['a', 'b'], 0],
    ['an object belongs to the last that touches it', '[{"a":{"b":1}},{"a":{"c":2}}]', ['a'], 1],
    ['an object belongs to the last that removes from it', '[{"a":{"b":1,"c":2}},{"a":{"c":null}},{}]', ['a'], 1],
    ['deleted: who deleted it, at the ancestor', '[{"a":{"b":1}},{"a":{"b":null}},{"x":1}]', ['a', 'b'], 1],
    ['deleted and set again', '[{"a":{"b":1}},{"a":null},{"a":{"b":2}},{}]', ['a', 'b'], 2],
    ['deleted with its parent, which came back without it', '[{"a":{"b":1}},{"a":null},{"a":{"c":2}}]', ['a', 'b'], 2],
    ['parent replaced by a value', '[{"a":{"b":1}},{"a":5},{"x":1}]', ['a', 'b'], 1],
    ['parent replaced by a value, then an object', '[{"a":{"b":1}},{"a":5},{"a":{}},{"x":1}]', ['a', 'b'], 2],
    ['never there: nearest ancestor', '[{"a":{"b":1}},{"a":{"c":1}},{"x":1}]', ['a', 'z', 'y'], 1],
    ['never there at all: the last layer', '[{"a":1},{"b":1}]', ['z'], 1],
    ['the whole', '[{"a":1},{}]', [], 1],
    ['lists replace', '[{"a":[1,2,3]},{"a":[4]}]', ['a', 0], 1],
    ['items of a replaced list are gone', '[{"a":[1,2,3]},{"a":[4]},{}]', ['a', 2], 1],
    ['items of a list keep their nulls', '[{"a":[1]},{"a":[null]},{}]', ['a', 0], 1],
    ['inside of an item', '[{"a":[{"b":1}]},{"c":1}]', ['a', 0, 'b'], 0],
    ['inside of an item that lost it', '[{"a":[{"b":1}]},{"a":[{"c":1}]},{}]', ['a', 0, 'b'], 1],
    ['a list over an object', '[{"a":{"0":1}},{"a":["x"]}]', ['a', 0], 1],
    ['a delete of nothing is no mention of what is beside', '[{"a":{"b":1}},{"a":{"z":null}}]', ['a', 'b'], 0],
  ];
  test.each(cases)('%s', (_, layers, path, layer) => {
    expect(definedIn(JSON.parse(layers), path)).toBe(layer);
  });

  test('no layers', () => {
    expect(definedIn([], ['a'])).toBe(-1);
  });

  test('a leaf of the merged result is written so in that layer, and in no later one otherwise', () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 4 }), (layers) => {
        const merged = mergeLayers(layers);
        for (const path of paths(merged)) {
          const value = valueAt(merged, path);
          const layer = definedIn(layers, path);
          if (isObject(value) || Array.isArray(value)) continue;
          expect(valueAt(layers[layer], path)).toEqual(value);
          for (const later of layers.slice(layer + 1)) expect(valueAt(later, path)).toBeUndefined();
        }
      }),
      runs(1000),
    );
  });

  test('without the layers after it the value would be the same, without it it would not be mentioned', () => {
    fc.assert(
      fc.property(fc.array(object, { minLength: 1, maxLength: 4 }), (layers) => {
        const merged = mergeLayers(layers);
        for (const path of paths(merged)) {
          const until = mergeLayers(layers.slice(0, definedIn(layers, path) + 1));
          expect(valueAt(until, path)).toEqual(valueAt(merged, path));
        }
      }),
      runs(1000),
    );
  });
});
