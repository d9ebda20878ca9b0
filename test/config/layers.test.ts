import { describe, expect, test } from 'vitest';
import { placeOf } from '../../lib/config/origin.js';
import { locate } from '../../lib/config/positions.js';
import {
  append,
  complaints,
  ENVIRONMENT,
  ENVIRONMENT_FILE,
  edit,
  FILES,
  type Files,
  loadAll,
  onlyCluster,
  PAY_FILE,
  RUNTIMES,
  RUNTIMES_FILE,
  SHOP_FILE,
  tenant,
  WEB_FILE,
  without,
  workload,
} from './declarations.js';

const HEAD = 'apiVersion: bulkhead.dev/v1alpha1\n';
const BASE_SHOP = 'environments/base/platform/shop.yaml';
const REGION_SHOP = 'environments/region/platform/shop.yaml';

/** prod extends base; the tenant shop stands in base and prod patches it. */
const LAYERED: Files = {
  ...append(ENVIRONMENT_FILE, '  extends: [base]\n', without(SHOP_FILE)),
  [BASE_SHOP]: tenant('shop'),
};

function patch(kind: string, name: string, spec: string): string {
  return `${HEAD}kind: ${kind}\nmetadata:\n  name: ${name}\nspec:${spec}`;
}

function shopOf(files: Files) {
  const shop = onlyCluster(files).tenants.get('shop');
  if (shop === undefined) throw new Error('no tenant shop');
  return shop;
}

describe('heads', () => {
  const head = (text: string) => complaints({ 'environments/base/platform/x.yaml': text });

  test('nothing that we know', () => {
    expect(head('apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n')).toMatchInlineSnapshot(`
      "environments/base/platform/x.yaml:1:13: error: apiVersion: \`apps/v1\` is not allowed here
      >    1 | apiVersion: apps/v1
             |             ^^^^^^^
         allowed: bulkhead.dev/v1alpha1

      environments/base/platform/x.yaml:2:7: error: kind: \`Deployment\` is not allowed here
           1 | apiVersion: apps/v1
      >    2 | kind: Deployment
             |       ^^^^^^^^^^
         allowed: Environment, Runtime, Tenant, Workload, PolicyException

      2 problems in 1 file"
    `);
  });
  test('nothing at all', () => {
    expect(head('x: 1\n')).toMatchInlineSnapshot(`
      "environments/base/platform/x.yaml:1:1: error: apiVersion: required
      >    1 | x: 1
             | ^^^^
         allowed: bulkhead.dev/v1alpha1

      environments/base/platform/x.yaml:1:1: error: kind: required
      >    1 | x: 1
             | ^^^^
         allowed: Environment, Runtime, Tenant, Workload, PolicyException

      environments/base/platform/x.yaml:1:1: error: metadata: required
      >    1 | x: 1
             | ^^^^

      3 problems in 1 file"
    `);
  });
  test('metadata of another type', () => {
    expect(head(`${HEAD}kind: Runtime\nmetadata: [web]\nspec: {}\n`)).toMatchInlineSnapshot(`
      "environments/base/platform/x.yaml:3:11: error: metadata: expected a mapping, found a list
           2 | kind: Runtime
      >    3 | metadata: [web]
             |           ^^^^
         its fields: name

      1 problem in 1 file"
    `);
  });
  test('metadata without a name', () => {
    expect(head(`${HEAD}kind: Runtime\nmetadata:\nspec: {}\n`)).toMatchInlineSnapshot(`
      "environments/base/platform/x.yaml:3:1: error: metadata: expected a mapping, found null
           2 | kind: Runtime
      >    3 | metadata:
             | ^^^^^^^^
         its fields: name

      1 problem in 1 file"
    `);
  });
  test('a name that is a number', () => {
    expect(head(`${HEAD}kind: Runtime\nmetadata: {name: 7}\nspec: {}\n`)).toMatchInlineSnapshot(`
      "environments/base/platform/x.yaml:3:18: error: metadata.name: expected a string, found the number \`7\`
           2 | kind: Runtime
      >    3 | metadata: {name: 7}
             |                  ^
         put it in quotes: without them YAML reads a number, and 1.30 becomes 1.3

      1 problem in 1 file"
    `);
  });
  test('a kind that is nearly right', () => {
    expect(head(`${HEAD}kind: Tennant\nmetadata: {name: web}\nspec: {}\n`)).toMatchInlineSnapshot(`
      "environments/base/platform/x.yaml:2:7: error: kind: \`Tennant\` is not allowed here
           1 | apiVersion: bulkhead.dev/v1alpha1
      >    2 | kind: Tennant
             |       ^^^^^^^
         did you mean \`Tenant\`? allowed: Environment, Runtime, Tenant, Workload, PolicyException

      1 problem in 1 file"
    `);
  });
  test('another version', () => {
    expect(
      head('apiVersion: bulkhead.dev/v1\nkind: Runtime\nmetadata: {name: web}\nspec: {}\n'),
    ).toMatchInlineSnapshot(`
      "environments/base/platform/x.yaml:1:13: error: apiVersion: \`bulkhead.dev/v1\` is not allowed here
      >    1 | apiVersion: bulkhead.dev/v1
             |             ^^^^^^^^^^^^^^^
         did you mean \`bulkhead.dev/v1alpha1\`?

      1 problem in 1 file"
    `);
  });

  test('a document without a head is missing: who refers to it is not to blame', () => {
    expect(complaints(edit(RUNTIMES_FILE, 'name: kata-clh\n', 'name: Kata\n'))).toMatchInlineSnapshot(`
      "environments/prod/platform/runtimes.yaml:11:9: error: metadata.name: \`Kata\` is not a DNS subdomain (lower-case letters, digits, "-" and ".", each part between dots starting and ending with a letter or digit, at most 253 characters)
          10 | metadata:
      >   11 |   name: Kata
             |         ^^^^

      1 problem in 1 file"
    `);
  });

  test('the same twice in one layer', () => {
    expect(complaints({ ...FILES, 'environments/prod/platform/z.yaml': tenant('shop') })).toMatchInlineSnapshot(`
      "environments/prod/platform/z.yaml:4:9: error: Tenant \`shop\` is declared twice in this layer
           3 | metadata:
      >    4 |   name: shop
             |         ^^^^
         remove one, or give it another name
         environments/prod/platform/shop.yaml:4:9: first declared here
           3 | metadata:
      >    4 |   name: shop
             |         ^^^^

      1 problem in 1 file"
    `);
  });

  test('workloads of one name in two tenants are two', () => {
    const cluster = onlyCluster({ ...FILES, 'environments/prod/tenants/pay/web.yaml': workload('web', 'pay-web') });
    expect(cluster.workloads.get('pay')?.get('web')?.identity).toBe('Workload/pay/web');
    expect(cluster.workloads.get('shop')?.get('web')?.identity).toBe('Workload/shop/web');
  });
});

describe('extends', () => {
  const extending = (names: string, more: Files = {}) =>
    complaints({ ...append(ENVIRONMENT_FILE, `  extends: ${names}\n`), ...more });

  test('an unknown layer, near a known one', () => {
    expect(
      extending('[bsae]', { 'environments/base/platform/x.yaml': patch('Runtime', 'kata-fc', ' {preset: kata-fc}\n') }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:13: error: spec.extends[0]: no layer is named \`bsae\`
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: [bsae]
             |             ^^^^
         did you mean \`base\`?

      1 problem in 1 file"
    `);
  });
  test('an unknown layer where there is none', () => {
    expect(extending('[base]')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:13: error: spec.extends[0]: no layer is named \`base\`
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: [base]
             |             ^^^^
         there are no layers: a layer is a folder without an Environment

      1 problem in 1 file"
    `);
  });
  test('without the layer all would look incomplete: only the layer is told', () => {
    expect(
      complaints({
        ...append(ENVIRONMENT_FILE, '  extends: [base, regoin]\n'),
        [SHOP_FILE]: patch('Tenant', 'shop', '\n  costCentre: cc-2\n'),
        [BASE_SHOP]: tenant('shop'),
        [REGION_SHOP]: patch('Tenant', 'shop', '\n  contact: region@example.com\n'),
      }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:19: error: spec.extends[1]: no layer is named \`regoin\`
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: [base, regoin]
             |                   ^^^^^^
         did you mean \`region\`?

      1 problem in 1 file"
    `);
  });
  test('no list', () => {
    expect(extending('base')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:12: error: spec.extends: expected a list, found the string \`base\`
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: base
             |            ^^^^
         write a list: [base]

      1 problem in 1 file"
    `);
  });
  test('itself', () => {
    expect(extending('[prod]')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:13: error: spec.extends[0]: an environment cannot extend itself
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: [prod]
             |             ^^^^
         remove it

      1 problem in 1 file"
    `);
  });
  test('a layer twice', () => {
    expect(complaints(edit(ENVIRONMENT_FILE, '[base]', '[base, base]', LAYERED))).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:19: error: spec.extends[1]: \`base\` is named twice
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: [base, base]
             |                   ^^^^
         remove one

      1 problem in 1 file"
    `);
  });
  test('another environment', () => {
    const stage = ENVIRONMENT.replace('name: prod\n', 'name: stage\n');
    expect(
      extending('[stage]', {
        'environments/stage/platform/environment.yaml': stage,
        'environments/stage/platform/runtimes.yaml': RUNTIMES,
      }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:13: error: spec.extends[0]: \`stage\` is an environment of its own
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: [stage]
             |             ^^^^^
         move what both share into a layer (a folder without an Environment) and extend that

      1 problem in 1 file"
    `);
  });
  test('another environment that extends it', () => {
    const stage = `${ENVIRONMENT.replace('name: prod\n', 'name: stage\n')}  extends: [prod]\n`;
    expect(extending('[stage]', { 'environments/stage/platform/environment.yaml': stage })).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:13: error: spec.extends[0]: \`stage\` is an environment of its own and extends \`prod\` in turn: a cycle
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: [stage]
             |             ^^^^^
         move what both share into a layer (a folder without an Environment) and extend that

      environments/stage/platform/environment.yaml:46:13: error: spec.extends[0]: \`prod\` is an environment of its own and extends \`stage\` in turn: a cycle
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   extends: [prod]
             |             ^^^^
         move what both share into a layer (a folder without an Environment) and extend that

      2 problems in 2 files"
    `);
  });
});

describe('merging', () => {
  test('a mapping is merged, a list replaced, null removes', () => {
    const files = {
      ...edit(
        BASE_SHOP,
        'shop-web: {}\n',
        'shop-web: {}\n    shop-data: {}\n',
        edit(BASE_SHOP, 'allowed: [runc, kata-clh]', 'allowed: [runc, kata-clh]\n    default: runc', LAYERED),
      ),
      [SHOP_FILE]: patch(
        'Tenant',
        'shop',
        `
  namespaces:
    shop-data: null
    shop-jobs: {}
  runtimes:
    allowed: [kata-clh]
    default: kata-clh
  quota:
    memory: 16Gi
`,
      ),
    };
    const { spec, layers } = shopOf(files);
    expect(Object.keys(spec.namespaces)).toEqual(['shop-jobs', 'shop-web']);
    expect(spec.runtimes).toEqual({ allowed: ['kata-clh'], default: 'kata-clh' });
    expect([spec.quota.cpu, spec.quota.memory]).toEqual([4, '16Gi']);
    expect(spec.contact).toBe('shop@example.com');
    expect(layers.map(({ file }) => file.path)).toEqual([BASE_SHOP, SHOP_FILE]);
  });

  test('three layers: the last word counts, and each value knows who said it', () => {
    const files = {
      ...edit(ENVIRONMENT_FILE, '[base]', '[base, region]', LAYERED),
      [REGION_SHOP]: patch('Tenant', 'shop', '\n  contact: region@example.com\n  costCentre: cc-2\n'),
      [SHOP_FILE]: patch('Tenant', 'shop', '\n  costCentre: cc-3\n'),
    };
    const shop = shopOf(files);
    const said = (field: string) => {
      const { file, line } = locate(placeOf(shop, ['spec', field]));
      return `${file}:${line}`;
    };
    expect([shop.spec.costCentre, said('costCentre')]).toEqual(['cc-3', `${SHOP_FILE}:6`]);
    expect([shop.spec.contact, said('contact')]).toEqual(['region@example.com', `${REGION_SHOP}:6`]);
    expect(said('quota')).toBe(`${BASE_SHOP}:14`);
  });

  test('left to right: the second layer wins', () => {
    const files = {
      ...LAYERED,
      [REGION_SHOP]: patch('Tenant', 'shop', '\n  costCentre: cc-2\n'),
    };
    const costs = (names: string) => {
      const { fleet } = loadAll(edit(ENVIRONMENT_FILE, '[base]', names, files));
      return fleet.clusters[0]?.tenants.get('shop')?.spec.costCentre;
    };
    expect([costs('[base]'), costs('[base, region]'), costs('[region, base]')]).toEqual(['cc-1', 'cc-2', 'cc-1']);
  });

  test('a patch in a layer need not be complete, what comes out must be', () => {
    const withoutContact = edit(BASE_SHOP, '  contact: shop@example.com\n', '', LAYERED);
    const contact = patch('Tenant', 'shop', '\n  contact: prod@example.com\n');
    expect(complaints({ ...withoutContact, [SHOP_FILE]: contact })).toBe('');
    expect(
      complaints({ ...withoutContact, [SHOP_FILE]: patch('Tenant', 'shop', '\n  costCentre: cc-2\n') }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:5:1: error: spec.contact: required
           4 |   name: shop
      >    5 | spec:
             | ^^^^

      1 problem in 1 file"
    `);
  });

  test('a field that the last layer removes is missing there', () => {
    expect(
      complaints({ ...LAYERED, [SHOP_FILE]: patch('Tenant', 'shop', '\n  contact: null\n') }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:6:12: error: spec.contact: required
           5 | spec:
      >    6 |   contact: null
             |            ^^^^

      1 problem in 1 file"
    `);
  });

  test('what is missing inside a mapping is told where that was last added to', () => {
    expect(
      complaints({
        ...LAYERED,
        [SHOP_FILE]: patch('Tenant', 'shop', '\n  quota:\n    storage:\n      classes:\n        ssd: {claims: 1}\n'),
      }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:9:9: error: spec.quota.storage.classes.ssd.storage: required
           8 |       classes:
      >    9 |         ssd: {claims: 1}
             |         ^^^

      1 problem in 1 file"
    `);
  });

  test('null that removes nothing is an empty mapping gone wrong', () => {
    expect(complaints(edit(SHOP_FILE, '    shop-web: {}\n', '    shop-web:\n'))).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:10:3: error: spec.namespaces: needs at least one namespace
           9 |   costCentre: cc-1
      >   10 |   namespaces:
             |   ^^^^^^^^^^

      environments/prod/platform/shop.yaml:11:5: error: spec.namespaces.shop-web: nothing stands behind the colon
          10 |   namespaces:
      >   11 |     shop-web:
             |     ^^^^^^^^
         write {} for an empty mapping, null to remove what an earlier layer declares, or leave the field out

      2 problems in 1 file"
    `);
  });

  test('null for a field that is needed is told once', () => {
    expect(complaints(edit(SHOP_FILE, 'contact: shop@example.com', 'contact:'))).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:8:3: error: spec.contact: nothing stands behind the colon
           7 |     admin: [shop-admins]
      >    8 |   contact:
             |   ^^^^^^^
         write its value, null to remove what an earlier layer declares, or leave the field out

      1 problem in 1 file"
    `);
  });
});

describe('spec: null', () => {
  const dropped = { ...LAYERED, [SHOP_FILE]: patch('Tenant', 'shop', ' null\n') };

  test('drops what an earlier layer declares, and with a tenant the workloads that came with it', () => {
    const files = {
      ...without(WEB_FILE, dropped),
      'environments/base/tenants/shop/web.yaml': workload('web', 'shop-web'),
    };
    const cluster = onlyCluster(files);
    expect([...cluster.tenants.keys()]).toEqual(['pay']);
    expect([...cluster.workloads.keys()]).toEqual(['pay']);
  });

  test('a workload that the same environment declares has lost its tenant', () => {
    expect(complaints(dropped)).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:1:1: error: environment \`prod\` has no Tenant \`shop\`, whose folder this is
      >    1 | apiVersion: bulkhead.dev/v1alpha1
             | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         tenants: pay

      1 problem in 1 file"
    `);
  });

  test('a later layer may declare anew, and nothing of the old is left', () => {
    const files = {
      ...edit(ENVIRONMENT_FILE, '[base]', '[base, region]', LAYERED),
      [BASE_SHOP]: tenant('shop').replace('cpu: 4', 'cpu: 4\n    loadBalancers: 3'),
      'environments/base/tenants/shop/api.yaml': workload('api', 'shop-web'),
      [REGION_SHOP]: patch('Tenant', 'shop', ' null\n'),
      [SHOP_FILE]: tenant('shop'),
    };
    expect(shopOf(files).spec.quota.loadBalancers).toBe(0);
    expect([...(onlyCluster(files).workloads.get('shop')?.keys() ?? [])]).toEqual(['web']);
  });

  test('nothing to drop: perhaps another name was meant', () => {
    expect(
      complaints({ ...LAYERED, 'environments/prod/platform/drop.yaml': patch('Tenant', 'shpo', ' null\n') }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/drop.yaml:5:7: error: spec: null drops what an earlier layer declares, and none declares the Tenant \`shpo\`
           4 |   name: shpo
      >    5 | spec: null
             |       ^^^^
         did you mean \`shop\`?

      1 problem in 1 file"
    `);
  });

  test('an environment cannot drop itself', () => {
    expect(
      complaints({ ...FILES, [ENVIRONMENT_FILE]: patch('Environment', 'prod', ' null\n') }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:5:7: error: spec: null drops what an earlier layer declares, and none declares the Environment \`prod\`
           4 |   name: prod
      >    5 | spec: null
             |       ^^^^

      1 problem in 1 file"
    `);
  });

  test('a document that drops is judged like any other', () => {
    expect(
      complaints({
        ...LAYERED,
        [PAY_FILE]: `${tenant('pay')}extra: 1\n`,
        [SHOP_FILE]: `${HEAD}kind: Tenant\nmetadata: {name: shop, labels: {}}\nspec: null\n`,
      }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/pay.yaml:17:1: error: extra: unknown field
          16 |     memory: 8Gi
      >   17 | extra: 1
             | ^^^^^
         allowed here: apiVersion, kind, metadata, spec

      environments/prod/platform/shop.yaml:3:24: error: metadata.labels: unknown field
           2 | kind: Tenant
      >    3 | metadata: {name: shop, labels: {}}
             |                        ^^^^^^
         allowed here: name

      environments/prod/tenants/shop/web.yaml:1:1: error: environment \`prod\` has no Tenant \`shop\`, whose folder this is
      >    1 | apiVersion: bulkhead.dev/v1alpha1
             | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         tenants: pay

      3 problems in 3 files"
    `);
  });
});

describe('once', () => {
  const three: Files = {
    'environments/base/platform/runtimes.yaml': RUNTIMES,
    'environments/base/platform/shop.yaml': tenant('shop'),
    ...Object.fromEntries(
      ['dev', 'prod', 'stage'].map((name) => [
        `environments/${name}/platform/environment.yaml`,
        `${ENVIRONMENT.replace('name: prod\n', `name: ${name}\n`)}  extends: [base]\n`,
      ]),
    ),
  };

  test('three environments share what nobody patches', () => {
    const { fleet, problems } = loadAll(three);
    expect(problems).toEqual([]);
    expect(fleet.clusters.map(({ name }) => name)).toEqual(['dev', 'prod', 'stage']);
    expect(new Set(fleet.clusters.map(({ tenants }) => tenants.get('shop'))).size).toBe(1);
  });

  test('a wrong value in a layer is told once, not once for each environment', () => {
    const files = edit(BASE_SHOP, 'cpu: 4', 'cpu: four', three);
    expect(loadAll(files).problems).toHaveLength(1);
    expect(complaints(files)).toMatchInlineSnapshot(`
      "environments/base/platform/shop.yaml:15:10: error: spec.quota.cpu: \`four\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
          14 |   quota:
      >   15 |     cpu: four
             |          ^^^^

      1 problem in 1 file"
    `);
  });

  test('what is missing in a layer is shown once', () => {
    expect(complaints(edit(BASE_SHOP, '  costCentre: cc-1\n', '', three))).toMatchInlineSnapshot(`
      "environments/base/platform/shop.yaml:5:1: error: spec.costCentre: required
           4 |   name: shop
      >    5 | spec:
             | ^^^^

      1 problem in 1 file"
    `);
  });

  test('what only the environment can tell is shown once', () => {
    expect(complaints(edit(BASE_SHOP, '[runc, kata-clh]', '[runc, kata-cl]', three))).toMatchInlineSnapshot(`
      "environments/base/platform/shop.yaml:13:21: error: spec.runtimes.allowed[1]: no Runtime is named \`kata-cl\`
          12 |   runtimes:
      >   13 |     allowed: [runc, kata-cl]
             |                     ^^^^^^^
         did you mean \`kata-clh\`?

      1 problem in 1 file"
    `);
  });

  test('a layer that nobody extends is judged all the same', () => {
    expect(
      complaints({ ...FILES, 'environments/spare/platform/x.yaml': patch('Tenant', 'x', '\n  state: gone\n') }),
    ).toMatchInlineSnapshot(`
      "environments/spare/platform/x.yaml:6:10: error: spec.state: \`gone\` is not allowed here
           5 | spec:
      >    6 |   state: gone
             |          ^^^^
         allowed: active, retired

      1 problem in 1 file"
    `);
  });

  test('a document that everybody drops is judged all the same', () => {
    expect(
      complaints({
        ...LAYERED,
        'environments/base/platform/kata.yaml': patch('Runtime', 'kata-fc', '\n  preset: kata-fcc\n'),
        'environments/prod/platform/kata.yaml': patch('Runtime', 'kata-fc', ' null\n'),
      }),
    ).toMatchInlineSnapshot(`
      "environments/base/platform/kata.yaml:6:11: error: spec.preset: \`kata-fcc\` is not allowed here
           5 | spec:
      >    6 |   preset: kata-fcc
             |           ^^^^^^^^
         did you mean \`kata-fc\`? allowed: runc, gvisor, kata-clh, kata-clh-runtime-rs, kata-qemu, kata-qemu-runtime-rs, kata-fc, kata-dragonball, kata-stratovirt, kata-remote, kata-qemu-tdx, kata-qemu-tdx-runtime-rs, kata-qemu-snp, kata-qemu-snp-runtime-rs, kata-qemu-se, kata-qemu-se-runtime-rs, kata-qemu-coco-dev, kata-qemu-coco-dev-runtime-rs, kata-qemu-nvidia-cpu, kata-qemu-nvidia-cpu-runtime-rs, kata-qemu-nvidia-gpu, kata-qemu-nvidia-gpu-runtime-rs, kata-qemu-nvidia-gpu-tdx, kata-qemu-nvidia-gpu-tdx-runtime-rs, kata-qemu-nvidia-gpu-snp, kata-qemu-nvidia-gpu-snp-runtime-rs

      1 problem in 1 file"
    `);
  });
});
