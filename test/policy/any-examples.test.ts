import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject, Path } from '../../lib/kubernetes/json.js';
import { identityOf, type KubernetesObject } from '../../lib/kubernetes/object.js';
import { Context } from '../../lib/policy/context.js';
import type { JudgedObject } from '../../lib/policy/judged-object.js';
import { RULES } from '../../lib/policy/registry.js';
import { runs } from '../property-runs.js';
import { objectsIn, renderedObjects, sampleWith } from './judged.js';

/** Every object that an example of a rule shows, and what the sample renders: each field that some rule reads. */
const CLUSTER = sampleWith();
const OBJECTS: readonly JudgedObject[] = [
  ...RULES.flatMap(({ examples }) =>
    [...examples.valid, ...examples.invalid].flatMap(({ manifests }) =>
      manifests === undefined ? [] : objectsIn(manifests),
    ),
  ),
  ...renderedObjects(CLUSTER),
];

const ANYTHING = fc.oneof(
  fc.constantFrom<Json>(
    null,
    '',
    0,
    -1,
    1e300,
    true,
    [],
    {},
    [null],
    [[]],
    [{}],
    ['*'],
    { __proto__: null },
    '*',
    '[',
    '9',
  ),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
  fc.constant(JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}') as Json),
);

function pathsIn(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, item]) =>
      pathsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

/** What every reader of manifests has made sure of: a kind, a version and a name. */
const OF_ALL: readonly string[] = ['apiVersion', 'kind', 'metadata', 'metadata.name'];

function changed({ object, ...judged }: JudgedObject, pick: number, by: Json): JudgedObject {
  const paths = pathsIn(object).filter((path) => path.length > 0 && !OF_ALL.includes(path.join('.')));
  const path = paths[pick % paths.length] ?? ['spec'];
  const copy = structuredClone(object);
  let holder: JsonObject = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as JsonObject;
  holder[path.at(-1) ?? ''] = by;
  return { ...judged, object: copy as KubernetesObject, identity: identityOf(copy) };
}

const FAULT = fc.record({ object: fc.nat(OBJECTS.length - 1), pick: fc.nat(10_000), by: ANYTHING });

test('no rule throws, whatever stands in a field', () => {
  fc.assert(
    fc.property(fc.array(FAULT, { minLength: 1, maxLength: 3 }), fc.boolean(), (faults, inEnvironment) => {
      const objects = faults.flatMap(({ object, pick, by }) => {
        const found = OBJECTS[object];
        return found === undefined ? [] : [changed(found, pick, by), found];
      });
      const context = new Context(inEnvironment ? CLUSTER : undefined, objects);
      for (const rule of RULES)
        if (rule.scope === 'environment')
          for (const { message } of rule.check(context)) expect(message).not.toContain('[object ');
    }),
    runs(400),
  );
}, 120_000);
