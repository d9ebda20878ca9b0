import { describe, expect, test } from 'vitest';
import {
  append,
  ENVIRONMENT_FILE,
  edit,
  FILES,
  type Files,
  LEDGER_FILE,
  loadAll,
  PAY_FILE,
  RUNTIMES_FILE,
  SHOP_FILE,
  WEB_FILE,
  without,
  workload,
} from '../declarations.js';

/** What is wrong, by file name, in order. */
function told(files: Files): string[] {
  const { problems } = loadAll(files);
  return problems.map(({ place, message }) => `${place.file.path.split('/').at(-1)}: ${message}`).sort();
}

/** Several edits, one after the other. */
function edited(...edits: readonly (readonly [file: string, from: string, to: string])[]): Files {
  return edits.reduce((files, [file, from, to]) => edit(file, from, to, files), FILES);
}

const SHOP_IN_BASE = 'environments/base/platform/shop.yaml';

/** prod builds on base, where the tenant shop stands, and patches it. */
function layered(changes: Files): Files {
  const patch = (FILES[SHOP_FILE] ?? '').replace(/spec:[\s\S]*/, 'spec: {quota: {cpu: 8}}\n');
  const files = append(ENVIRONMENT_FILE, '  extends: [base]\n', { ...FILES, [SHOP_FILE]: patch });
  return { ...files, [SHOP_IN_BASE]: FILES[SHOP_FILE] ?? '', ...changes };
}

const DANGLING = [WEB_FILE, 'namespace: shop-web', 'namespace: nowhere'] as const;
const NOWHERE = 'web.yaml: spec.namespace: `nowhere` is not among the namespaces of tenant `shop`';

describe('both are told', () => {
  test('an unknown field and a name that leads nowhere, in one document', () => {
    expect(told(append(WEB_FILE, '  nonsense: 1\n', edited(DANGLING)))).toEqual([
      NOWHERE,
      'web.yaml: spec.nonsense: unknown field',
    ]);
  });
  test('a misspelt field is taken for the one that was meant: what it says is judged, where it is written', () => {
    const files = edited([WEB_FILE, 'namespace: shop-web', 'namspace: nowhere']);
    expect(told(files)).toEqual([NOWHERE, 'web.yaml: spec.namspace: unknown field']);
    const { place } = loadAll(files).problems.find(({ message }) => message.includes('nowhere')) ?? {};
    expect(place?.path).toEqual(['spec', 'namspace']);
  });
  test('a misspelt field that a tenant must have, and what its workloads have wrong', () => {
    expect(
      told(edited([SHOP_FILE, 'namespaces:', 'namspaces:'], [SHOP_FILE, 'contact:', 'contcat:'], DANGLING)),
    ).toEqual(['shop.yaml: spec.contcat: unknown field', 'shop.yaml: spec.namspaces: unknown field', NOWHERE]);
  });
  test('a field that is missing, and what refers to the others', () => {
    expect(told(edited([SHOP_FILE, '  contact: shop@example.com\n', ''], DANGLING))).toEqual([
      'shop.yaml: spec.contact: required',
      NOWHERE,
    ]);
  });
  test('a value of another type, and a field that is missing beside it', () => {
    expect(told(edited([SHOP_FILE, '  contact: shop@example.com\n', ''], [SHOP_FILE, 'cpu: 4', 'cpu: four']))).toEqual([
      'shop.yaml: spec.contact: required',
      'shop.yaml: spec.quota.cpu: `four` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)',
    ]);
  });
  test('a workload that is none of the types, and where it runs', () => {
    expect(told(edited([WEB_FILE, '  service: {}\n', ''], DANGLING))).toEqual([
      NOWHERE,
      'web.yaml: spec: needs exactly one of service, job, database and sandbox',
    ]);
  });
  test('a key that stands twice, and a name that leads nowhere', () => {
    expect(told(edited([WEB_FILE, '  service: {}', '  service: {}\n  service: {}'], DANGLING))).toEqual([
      NOWHERE,
      'web.yaml: spec: the key "service" stands twice, on lines 7 and 8',
    ]);
  });
  test('a name that is none, and what is wrong in the rest of the document', () => {
    expect(told(edited([SHOP_FILE, 'name: shop', 'name: Shop'], [SHOP_FILE, 'cpu: 4', 'cpu: four']))).toEqual([
      expect.stringContaining('shop.yaml: metadata.name: `Shop` is not a DNS label'),
      expect.stringContaining('shop.yaml: spec.quota.cpu: `four` is not a quantity'),
    ]);
  });
  test('another version, and a name that leads nowhere', () => {
    expect(told(edited([WEB_FILE, 'bulkhead.dev/v1alpha1', 'bulkhead.dev/v1'], DANGLING))).toEqual([
      'web.yaml: apiVersion: `bulkhead.dev/v1` is not allowed here',
      NOWHERE,
    ]);
  });
  test('two of one name, and what is wrong in each', () => {
    const second = (FILES[SHOP_FILE] ?? '').replace('memory: 8Gi', 'memory: 8GB');
    const files = { ...edited([SHOP_FILE, 'cpu: 4', 'cpu: four']), 'environments/prod/platform/z.yaml': second };
    expect(told(files)).toEqual([
      expect.stringContaining('shop.yaml: spec.quota.cpu: `four` is not a quantity'),
      'z.yaml: Tenant `shop` is declared twice in this layer',
      expect.stringContaining('z.yaml: spec.quota.memory: `8GB` is not a quantity'),
    ]);
  });
  test('an Environment with a wrong value, and what its tenants name', () => {
    const files = edited([ENVIRONMENT_FILE, 'count: 3', 'count: many'], [PAY_FILE, '[runc, kata-clh]', '[runc, kata]']);
    expect(told(files)).toEqual([
      'environment.yaml: spec.nodePools.general.count: expected a number, found the string `many`',
      'pay.yaml: spec.runtimes.allowed[1]: no Runtime is named `kata`',
    ]);
  });
  test('what an Environment lacks, whatever it builds on', () => {
    expect(
      told(append(ENVIRONMENT_FILE, '  extends: [base]\n', edited([ENVIRONMENT_FILE, '    name: prod-eu\n', '']))),
    ).toEqual([
      'environment.yaml: spec.cluster.name: required',
      'environment.yaml: spec.extends[0]: no layer is named `base`',
    ]);
  });
});

describe('a file that cannot be read, and what is wrong elsewhere', () => {
  const UNREADABLE = 'kind: [\n';
  test('elsewhere in the same environment', () => {
    expect(told({ ...edited(DANGLING), [RUNTIMES_FILE]: UNREADABLE })).toEqual([
      expect.stringContaining('runtimes.yaml: not valid YAML'),
      NOWHERE,
    ]);
  });
  test('an Environment whose layers can still be read', () => {
    expect(told(edited([ENVIRONMENT_FILE, 'kubernetesVersion: "1.34"', 'kubernetesVersion: "1.34'], DANGLING))).toEqual(
      [expect.stringContaining('environment.yaml: not valid YAML'), NOWHERE],
    );
  });
  test('one of which only its kind and name can be read stands for them, and for nothing else', () => {
    const files = edited(
      [RUNTIMES_FILE, 'preset: kata-clh', 'preset: [kata-clh'],
      [SHOP_FILE, '[runc, kata-clh]', '[runc, kata-clh, kata-qemu]'],
    );
    expect(told(files)).toEqual([
      expect.stringContaining('runtimes.yaml: not valid YAML'),
      'shop.yaml: spec.runtimes.allowed[2]: no Runtime is named `kata-qemu`',
    ]);
  });
  test('in the folder of another tenant', () => {
    const files = append(LEDGER_FILE, '  placement: {apartFrom: [nobody]}\n', { ...FILES, [WEB_FILE]: UNREADABLE });
    expect(told(files)).toEqual([
      'ledger.yaml: spec.placement.apartFrom[0]: tenant `pay` has no Workload `nobody`',
      expect.stringContaining('web.yaml: not valid YAML'),
    ]);
  });
  test('in a layer that others do not build on', () => {
    const files = {
      ...edited([PAY_FILE, '[runc, kata-clh]', '[runc, kata]']),
      'environments/base/platform/x.yaml': UNREADABLE,
    };
    expect(told(files)).toEqual([
      'pay.yaml: spec.runtimes.allowed[1]: no Runtime is named `kata`',
      expect.stringContaining('x.yaml: not valid YAML'),
    ]);
  });
});

describe('what nobody can know is not said', () => {
  const silent: readonly (readonly [title: string, files: Files, only: readonly string[]])[] = [
    [
      'who is named by somebody, where a name cannot be read',
      edited([RUNTIMES_FILE, 'name: kata-clh', 'name: "kata-clh']),
      ['runtimes.yaml'],
    ],
    ['nothing, where nothing is wrong in the layers', layered({ [WEB_FILE]: 'kind: [\n' }), ['web.yaml']],
    ['what a layer declares that cannot be read', layered({ [SHOP_IN_BASE]: 'kind: [\n' }), ['shop.yaml']],
    [
      'what a layer declares of which only the name can be read',
      layered({ [SHOP_IN_BASE]: 'kind: Tenant\nmetadata: {name: shop}\nspec: [\n' }),
      ['shop.yaml'],
    ],
    ['the workloads of a tenant in another layer that cannot be read', layered({ [SHOP_IN_BASE]: '' }), ['shop.yaml']],
    ['what stands in a field that nobody knows', edited([SHOP_FILE, 'namespaces:', 'rooms:']), ['shop.yaml']],
    [
      'what is indented too little',
      edited([SHOP_FILE, '    shop-web: {}', '    shop-extra: {}\n  shop-web: {}']),
      ['shop.yaml'],
    ],
    [
      'what is indented too far',
      edited([
        SHOP_FILE,
        '  runtimes:\n    allowed: [runc, kata-clh]',
        '    runtimes:\n      allowed: [runc, kata-clh]',
      ]),
      ['shop.yaml'],
    ],
    [
      'what is indented into the map before it',
      edited([ENVIRONMENT_FILE, '  registries: [registry', '    registries: [registry']),
      ['environment.yaml'],
    ],
    [
      'a field that is called like another one',
      edited(
        [SHOP_FILE, '  namespaces:', '  network: [fast]\n  namespaces:'],
        [WEB_FILE, 'image:', 'networks: [fast]\n  image:'],
      ),
      ['shop.yaml'],
    ],
    [
      'a map whose entry lacks its name',
      edited([SHOP_FILE, '    shop-web: {}', '    quota: {cpu: 2, colour: 1}']),
      ['shop.yaml'],
    ],
    ['a key that is none', edited([SHOP_FILE, 'shop-web: {}', 'Shop_web: {}']), ['shop.yaml']],
    ['an item of a list that is none', edited([SHOP_FILE, '[runc, kata-clh]', '[Runc, kata-clh]']), ['shop.yaml']],
    [
      'a declaration that is called like another',
      { ...FILES, [RUNTIMES_FILE]: (FILES[RUNTIMES_FILE] ?? '').replace('name: kata-clh', 'name: runc') },
      ['runtimes.yaml'],
    ],
    ['a declaration of another kind', edited([SHOP_FILE, 'kind: Tenant', 'kind: Runtime']), ['shop.yaml']],
    [
      'a declaration in a wrong place',
      { ...without(SHOP_FILE), 'environments/prod/tenants/shop/tenant.yaml': FILES[SHOP_FILE] ?? '' },
      ['tenant.yaml'],
    ],
    ['a file at no place', { ...without(SHOP_FILE), 'environments/shop.yaml': FILES[SHOP_FILE] ?? '' }, ['shop.yaml']],
    ['a document that is cut in two', edited([SHOP_FILE, '  runtimes:', '---\n  runtimes:']), ['shop.yaml']],
    [
      'what is dropped and was not there',
      {
        ...append(WEB_FILE, '  placement: {apartFrom: [api]}\n'),
        'environments/prod/tenants/shop/api.yaml': workload('api', 'shop-web').replace(/spec:[\s\S]*/, 'spec: null\n'),
      },
      ['api.yaml'],
    ],
  ];
  test.each(silent)('%s', (_, files, only) => {
    const found = told(files);
    expect(found.length).toBeGreaterThan(0);
    expect([...new Set(found.map((one) => one.slice(0, one.indexOf(':'))))]).toEqual(only);
  });
});
