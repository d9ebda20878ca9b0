import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadFiles } from '../../lib/config/load.js';
import { tenantSpec } from '../../lib/config/schema/tenant.js';
import type { Json, JsonObject } from '../../lib/kubernetes/json.js';
import { ENVIRONMENT, RUNTIMES } from '../config/declarations.js';
import { type Model, mergePatchModel, modelOf } from '../config/merge-patch-model.js';
import { runs } from '../property-runs.js';

/** All that a tenant needs, for whichever layer declares it first. */
const COMPLETE = {
  owners: { admin: ['shop-admins'] },
  contact: 'shop@example.com',
  costCentre: 'cc-1',
  namespaces: { 'shop-web': {} },
  runtimes: { allowed: ['runc', 'kata-clh'] },
  quota: { cpu: 4, memory: '8Gi' },
};

/** Labels may have any name that Kubernetes takes, and so those that mean something to JavaScript. */
const label = fc.constantFrom('a', 'b', 'c', '0', 'toString', 'hasOwnProperty', 'length', 'valueOf');
const patch: fc.Arbitrary<JsonObject> = fc.record(
  {
    contact: fc.constantFrom('a@example.com', 'b@example.com'),
    namespaceLabels: fc.dictionary(label, fc.option(fc.constantFrom('x', 'y')), { maxKeys: 4, noNullPrototype: true }),
    podSecurity: fc.option(fc.constantFrom('baseline', 'restricted')),
    owners: fc.record({ viewer: fc.option(fc.array(fc.constantFrom('v', 'w'), { maxLength: 1 })) }),
    quota: fc.record(
      {
        memory: fc.constantFrom<Json>('8Gi', '16Gi', { requests: '8Gi', limits: '9Gi' }, { limits: '10Gi' }),
        objects: fc.dictionary(
          fc.constantFrom('pods', 'secrets', 'configmaps'),
          fc.option(fc.integer({ min: 1, max: 99 })),
          {
            noNullPrototype: true,
          },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

/** What a layer says of the tenant: nothing, that there is none, or a patch. */
const statement = fc.oneof(fc.constant('nothing' as const), fc.constant('dropped' as const), {
  weight: 4,
  arbitrary: patch,
});
const layers = fc.array(statement, { minLength: 1, maxLength: 5 }).chain((said) =>
  fc.tuple(
    fc.constant(said),
    // Folders are named so that their order is not that of the layers.
    fc.shuffledSubarray(['a', 'm', 'q', 'x', 'z'], { minLength: said.length, maxLength: said.length }),
  ),
);

const plain = (model: Model): unknown => {
  if (Array.isArray(model)) return model.map(plain);
  return model instanceof Map ? Object.fromEntries([...model].map(([key, inner]) => [key, plain(inner)])) : model;
};

/** The patch without removals of what is not there, which would be mistakes. */
function meant(patched: Json, state: Model | undefined): Json {
  if (typeof patched !== 'object' || patched === null || Array.isArray(patched)) return patched;
  const entries = Object.entries(patched).filter(
    ([key, value]) => value !== null || (state instanceof Map && state.has(key)),
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [key, meant(value, state instanceof Map ? state.get(key) : undefined)]),
  );
}

const document = (spec: Json) =>
  JSON.stringify({ apiVersion: 'bulkhead.dev/v1alpha1', kind: 'Tenant', metadata: { name: 'shop' }, spec });

it('a declaration is what its layers say, left to right, whatever the folders are called', () => {
  fc.assert(
    fc.property(layers, patch, fc.boolean(), ([said, folders], own, backwards) => {
      const files = [
        { path: 'environments/prod/platform/runtimes.yaml', text: RUNTIMES },
        {
          path: 'environments/prod/platform/environment.yaml',
          text: `${ENVIRONMENT}  extends: [${folders.join(', ')}]\n`,
        },
      ];
      let state: Model | undefined;
      for (const [index, statement] of [...said, own].entries()) {
        const folder = folders[index] ?? 'prod';
        // A layer has to be there to be extended.
        const runtime = `apiVersion: bulkhead.dev/v1alpha1\nkind: Runtime\nmetadata: {name: ${folder}-runc}\nspec: {preset: runc}\n`;
        let text = runtime;
        if (statement === 'dropped' && state !== undefined) {
          state = undefined;
          text += `---\n${document(null)}\n`;
        } else if (typeof statement === 'object') {
          const first = state === undefined;
          const whole = meant(statement, state);
          const spec = first ? plain(mergePatchModel(modelOf(COMPLETE), modelOf(whole))) : whole;
          state = mergePatchModel(state, modelOf(spec as Json));
          text += `---\n${document(spec as Json)}\n`;
        }
        files.push({ path: `environments/${folder}/platform/all.yaml`, text });
      }
      const { fleet, problems } = loadFiles(backwards ? files.toReversed() : files, 'environments');
      const expected = tenantSpec.safeParse(plain(state ?? null));
      const tenant = fleet.clusters[0]?.tenants.get('shop');
      if (!expected.success) {
        expect(problems.length).toBeGreaterThan(0);
        return;
      }
      expect(problems.map(({ message }) => message)).toEqual([]);
      expect(tenant?.spec).toEqual(expected.data);
    }),
    runs(120),
  );
});
