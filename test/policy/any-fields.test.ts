import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonObject, type Path, valueAt } from '../../lib/kubernetes/json.js';
import { Context } from '../../lib/policy/context.js';
import { judge } from '../../lib/policy/judge.js';
import { RULE_IDS, RULES } from '../../lib/policy/registry.js';
import { runs } from '../property-runs.js';
import { fleetOf, SHOP } from '../shop.js';
import { renderedObjects, TODAY } from './judged.js';

const [cluster] = fleetOf(SHOP).clusters;
const rendered = cluster === undefined ? [] : renderedObjects(cluster);
const locator = { declaration: () => undefined, manifest: () => undefined };

/** Every place in an object but those by which it is told apart from others. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  const inner = [...keys].flatMap((key) => placesIn((value as JsonObject)[key as string], [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

const TOLD_APART = new Set(['apiVersion', 'kind', 'metadata', 'metadata.name', 'metadata.namespace']);
const places = rendered.flatMap(({ object }, index) =>
  placesIn(object).flatMap((path) => (TOLD_APART.has(path.join('.')) ? [] : [{ index, path }])),
);

const anything = fc.oneof(
  fc.constantFrom<unknown>(null, 0, -1, '', '*', '/', '$', true, [], {}, [null], [[]], ['x'], [{}], { x: null }),
  fc.jsonValue({ maxDepth: 2 }),
);

test('rules judge objects whose fields are of any type, with and without an environment', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(places.length - 1), anything), { minLength: 20, maxLength: 40 }),
      (changes) => {
        const objects = structuredClone(rendered.map(({ object }) => object));
        for (const [at, value] of changes) {
          const place = places[at];
          const parent = place && valueAt(objects[place.index], place.path.slice(0, -1));
          const key = place?.path.at(-1);
          if (key === undefined || typeof parent !== 'object' || parent === null) continue;
          (parent as Record<string | number, unknown>)[key] = value;
        }
        const judged = rendered.map((one, index) => ({ ...one, object: objects[index] ?? one.object }));
        for (const environment of [cluster, undefined]) {
          const { findings } = judge(new Context(environment, judged), {
            rules: RULES,
            known: RULE_IDS,
            locator,
            today: TODAY,
          });
          for (const { message } of findings) expect(message).not.toContain('undefined');
        }
      },
    ),
    runs(60),
  );
});
