import fc from 'fast-check';
import { expect, test } from 'vitest';
import { touches } from '../../../lib/config/path.js';
import type { Json, Path } from '../../../lib/kubernetes/json.js';
import { runs } from '../../property-runs.js';
import { loadAll } from '../declarations.js';
import { pathsIn, put, replaced } from './changes.js';
import { SHEETS, SOUND, textOf } from './fleet.js';

/** A name that leads nowhere, and all the values that the verdict on it rests on. */
interface Dangling {
  readonly file: string;
  readonly path: Path;
  readonly value: Json;
  readonly restsOn: Readonly<Record<string, readonly string[]>>;
}

const SHOP = 'environments/base/platform/tenant-shop.yaml';
const WORKLOADS = 'environments/base/tenants/shop';

const DANGLING: readonly Dangling[] = [
  {
    file: SHOP,
    path: ['spec', 'runtimes', 'allowed'],
    value: ['kata-clh', 'gvisor', 'nowhere'],
    restsOn: { 'tenant-shop': ['runtimes.allowed'] },
  },
  {
    file: `${WORKLOADS}/workload-legacy.yaml`,
    path: ['spec', 'namespace'],
    value: 'nowhere',
    restsOn: { 'workload-legacy': ['namespace'], 'tenant-shop': ['namespaces'] },
  },
  {
    file: `${WORKLOADS}/workload-legacy.yaml`,
    path: ['spec', 'image'],
    value: 'elsewhere.example.com/legacy:1',
    restsOn: {
      'workload-legacy': ['image'],
      'tenant-shop': ['images.registries'],
      'environment-dev': ['registries'],
      'environment-prod': ['registries'],
    },
  },
  {
    file: `${WORKLOADS}/workload-db.yaml`,
    path: ['spec', 'database', 'storage', 'storageClass'],
    value: 'nowhere',
    restsOn: {
      'workload-db': ['database.storage.storageClass'],
      'environment-dev': ['storageClasses'],
      'environment-prod': ['storageClasses'],
    },
  },
  {
    file: `${WORKLOADS}/workload-frontend.yaml`,
    path: ['spec', 'network', 'egress', 'api', 'workload'],
    value: 'nowhere',
    restsOn: { 'workload-frontend': ['network.egress.api.workload', 'network.egress.api.tenant'] },
  },
  {
    file: 'environments/prod/tenants/shop/workload-trainer.yaml',
    path: ['spec', 'placement', 'apartFrom'],
    value: ['nowhere'],
    restsOn: { 'workload-trainer': ['placement.apartFrom'] },
  },
  {
    file: 'environments/base/platform/tenant-bank.yaml',
    path: ['spec', 'namespaces'],
    value: { 'bank-core': {}, 'bank-edge': {}, 'shop-web': {} },
    restsOn: { 'tenant-bank': ['namespaces'], 'tenant-shop': ['namespaces'] },
  },
];

interface Mistake {
  readonly file: string;
  readonly path: Path;
  readonly value: Json;
}

/** Something wrong somewhere in a spec, with a value that no field takes for another's. */
const wrong: fc.Arbitrary<Mistake> = fc.constantFrom(...SHEETS).chain(({ path: file, data }) => {
  const inSpec = [...pathsIn(data, [])].filter(([first, ...rest]) => first === 'spec' && rest.length > 0);
  return fc.record({
    file: fc.constant(file),
    path: fc.constantFrom(...inSpec),
    value: fc.constantFrom(-1, 'Not Valid!'),
  });
});

function told(...mistakes: readonly Mistake[]): string[] {
  const texts = SHEETS.map(({ path: file, data }) => {
    const changed = structuredClone(data);
    for (const { path, value } of mistakes.filter((mistake) => mistake.file === file)) put(changed, path, value);
    return [file, textOf({ path: file, data: changed })];
  });
  const { problems } = loadAll({ ...SOUND, ...Object.fromEntries(texts) });
  return [...new Set(problems.map(({ place, message }) => `${place.file.path}: ${message}`))].sort();
}

/** Whether the verdict on the name rests on what is wrong, or on layers that nobody knows any more. */
function isInDoubt({ restsOn }: Dangling, { file, path }: Mistake): boolean {
  const declaration = file.slice(file.lastIndexOf('/') + 1, -'.yaml'.length);
  const places = [...(restsOn[declaration] ?? []), 'extends'].map((text) => ['spec', ...text.split('.')]);
  return touches(path, places);
}

test.each(DANGLING.map((dangling) => [`${dangling.file} ${dangling.path.join('.')}`, dangling] as const))(
  'a name that leads nowhere, and something wrong elsewhere: %s',
  (_, dangling) => {
    const first = told(dangling);
    expect(first.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(wrong, (mistake) => {
        fc.pre(mistake.file !== dangling.file || !touches(mistake.path, [dangling.path]));
        const sheet = SHEETS.find(({ path }) => path === mistake.file);
        fc.pre(sheet !== undefined && replaced(sheet, mistake.path, mistake.value).broken() !== undefined);
        const alone = told(mistake);
        const both = told(dangling, mistake);
        const union = [...new Set([...first, ...alone])].sort();
        if (!isInDoubt(dangling, mistake)) expect(both).toEqual(union);
        else
          expect(alone.filter((one) => !both.includes(one)).concat(both.filter((one) => !union.includes(one)))).toEqual(
            [],
          );
      }),
      runs(40),
    );
  },
);
