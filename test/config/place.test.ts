import { describe, expect, test } from 'vitest';
import { misplaced, standingOf } from '../../lib/config/place.js';
import { KIND_NAMES } from '../../lib/config/schema/kinds.js';
import { complaints, ENVIRONMENT, FILES, RUNTIMES, tenant, WEB_FILE, without, workload } from './declarations.js';

const at = (path: string, text: string) => complaints({ ...FILES, [`environments/${path}`]: text });

describe('who speaks', () => {
  test.each([
    ['prod/platform/shop.yaml', { layer: 'prod', room: 'platform' }],
    ['prod/platform/tenants/shop.yaml', { layer: 'prod', room: 'platform' }],
    ['prod/exceptions/web.yaml', { layer: 'prod', room: 'exceptions' }],
    ['prod/tenants/shop/web.yaml', { layer: 'prod', room: 'tenants', tenant: 'shop' }],
    ['prod/tenants/shop/a/b/web.yaml', { layer: 'prod', room: 'tenants', tenant: 'shop' }],
    // The tenant is the first folder, whatever stands below it.
    ['prod/tenants/shop/platform/x.yaml', { layer: 'prod', room: 'tenants', tenant: 'shop' }],
    ['prod/tenants/shop/tenants/pay/x.yaml', { layer: 'prod', room: 'tenants', tenant: 'shop' }],
  ])('%s', (path, standing) => {
    expect(standingOf(path)).toEqual(standing);
  });

  test.each(['x.yaml', 'prod/x.yaml', 'prod/tenants/x.yaml', 'prod/stuff/x.yaml', 'Prod/platform/x.yaml'])(
    'nobody: %s',
    (path) => {
      expect(standingOf(path)).toBeTypeOf('string');
    },
  );
});

test('each kind has one room', () => {
  const rooms = (['platform', 'tenants', 'exceptions'] as const).map((room) =>
    KIND_NAMES.filter((kind) => misplaced(kind, 'prod', { layer: 'prod', room }) === undefined),
  );
  expect(rooms).toEqual([['Environment', 'Runtime', 'Tenant'], ['Workload'], ['PolicyException']]);
});

describe('in words', () => {
  test('a kind in the wrong room: a tenant grants itself something', () => {
    expect(at('prod/tenants/shop/grant.yaml', tenant('shop'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/grant.yaml:2:7: error: kind: a Tenant cannot be declared in tenants/, which is for Workload
           1 | apiVersion: bulkhead.dev/v1alpha1
      >    2 | kind: Tenant
             |       ^^^^^^
         move it to prod/platform/

      1 problem in 1 file"
    `);
  });
  test('a runtime among the exceptions', () => {
    expect(at('prod/exceptions/kata.yaml', RUNTIMES)).toMatchInlineSnapshot(`
      "environments/prod/exceptions/kata.yaml:2:7: error: kind: a Runtime cannot be declared in exceptions/, which is for PolicyException
           1 | apiVersion: bulkhead.dev/v1alpha1
      >    2 | kind: Runtime
             |       ^^^^^^^
         move it to prod/platform/

      environments/prod/exceptions/kata.yaml:9:7: error: kind: a Runtime cannot be declared in exceptions/, which is for PolicyException
           8 | apiVersion: bulkhead.dev/v1alpha1
      >    9 | kind: Runtime
             |       ^^^^^^^
         move it to prod/platform/

      2 problems in 1 file"
    `);
  });
  test('a workload of nobody', () => {
    expect(at('prod/platform/web.yaml', workload('api', 'shop-web'))).toMatchInlineSnapshot(`
      "environments/prod/platform/web.yaml:2:7: error: kind: a Workload cannot be declared in platform/, which is for Environment, Runtime, Tenant
           1 | apiVersion: bulkhead.dev/v1alpha1
      >    2 | kind: Workload
             |       ^^^^^^^^
         move it to prod/tenants/<tenant>/

      1 problem in 1 file"
    `);
  });
  test('a folder without meaning', () => {
    expect(at('prod/workloads/web.yaml', workload('api', 'shop-web'))).toMatchInlineSnapshot(`
      "environments/prod/workloads/web.yaml:1:1: error: the folder \`workloads\` has no meaning; a declaration belongs in one of <environment>/platform/<file>.yaml, <environment>/tenants/<tenant>/<file>.yaml, <environment>/exceptions/<file>.yaml

      1 problem in 1 file"
    `);
  });
  test('too near the root', () => {
    expect(at('prod/web.yaml', workload('api', 'shop-web'))).toMatchInlineSnapshot(`
      "environments/prod/web.yaml:1:1: error: a declaration does not belong here; it belongs in one of <environment>/platform/<file>.yaml, <environment>/tenants/<tenant>/<file>.yaml, <environment>/exceptions/<file>.yaml

      1 problem in 1 file"
    `);
  });
  test('a tenant without a folder', () => {
    expect(at('prod/tenants/web.yaml', workload('api', 'shop-web'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/web.yaml:1:1: error: tenants/ holds one folder for each tenant: <environment>/platform/<file>.yaml, <environment>/tenants/<tenant>/<file>.yaml, <environment>/exceptions/<file>.yaml

      1 problem in 1 file"
    `);
  });
  test('folders that are no names', () => {
    expect(
      complaints({
        'environments/Prod/platform/a.yaml': RUNTIMES,
        'environments/prod/tenants/The_Shop/a.yaml': workload('api', 'shop-web'),
      }),
    ).toMatchInlineSnapshot(`
      "environments/Prod/platform/a.yaml:1:1: error: the folder \`Prod\` is not named like an environment (a DNS label)

      environments/prod/tenants/The_Shop/a.yaml:1:1: error: the folder \`The_Shop\` is not named like a tenant (a DNS label)

      2 problems in 2 files"
    `);
  });
  test('an Environment that is not named like its folder', () => {
    expect(at('stage/platform/environment.yaml', ENVIRONMENT)).toMatchInlineSnapshot(`
      "environments/stage/platform/environment.yaml:4:9: error: metadata.name: \`prod\` is not the name of the folder
           3 | metadata:
      >    4 |   name: prod
             |         ^^^^
         an Environment is named like the folder that it makes a cluster: stage

      environments/stage/platform/environment.yaml:43:19: error: spec.defaultRuntime: no Runtime is named \`runc\`
          42 |   registries: [registry.example.com]
      >   43 |   defaultRuntime: runc
             |                   ^^^^
         there are no runtimes

      2 problems in 1 file"
    `);
  });
  test('a second Environment in a folder', () => {
    expect(at('prod/platform/other.yaml', ENVIRONMENT.replace('name: prod\n', 'name: other\n'))).toMatchInlineSnapshot(`
      "environments/prod/platform/other.yaml:4:9: error: metadata.name: \`other\` is not the name of the folder
           3 | metadata:
      >    4 |   name: other
             |         ^^^^^
         an Environment is named like the folder that it makes a cluster: prod

      1 problem in 1 file"
    `);
  });
  test('a tenant that does not exist', () => {
    expect(at('prod/tenants/shpo/api.yaml', workload('api', 'shop-web'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shpo/api.yaml:1:1: error: environment \`prod\` has no Tenant \`shpo\`, whose folder this is
      >    1 | apiVersion: bulkhead.dev/v1alpha1
             | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         did you mean \`shop\`?

      1 problem in 1 file"
    `);
  });
  test('the namespace of another tenant', () => {
    expect(
      complaints({ ...without(WEB_FILE), 'environments/prod/tenants/shop/api.yaml': workload('api', 'pay-web') }),
    ).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/api.yaml:6:14: error: spec.namespace: \`pay-web\` is not among the namespaces of tenant \`shop\`
           5 | spec:
      >    6 |   namespace: pay-web
             |              ^^^^^^^
         namespaces: shop-web

      1 problem in 1 file"
    `);
  });
});
