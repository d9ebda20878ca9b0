import { describe, expect, test } from 'vitest';
import {
  append,
  complaints,
  FILES,
  type Files,
  LEDGER_FILE,
  PAY_FILE,
  SHOP_FILE,
  WEB_FILE,
  workload,
} from './declarations.js';

const egress = (rule: string, files?: Files) => append(WEB_FILE, `  network: {egress: {out: {${rule}}}}\n`, files);
const ingress = (rule: string, files?: Files) => append(LEDGER_FILE, `  network: {ingress: {in: {${rule}}}}\n`, files);

const TO_LEDGER = 'tenant: pay, workload: ledger';
const FROM_WEB = 'tenant: shop, workload: web';
const SHOP_USES = append(SHOP_FILE, '  network: {tenants: {pay: {use: true}}}\n');
const BOTH_GRANTED = append(PAY_FILE, '  network: {tenants: {shop: {offer: true}}}\n', SHOP_USES);

describe('between tenants', () => {
  test('granted to both and declared by both', () => {
    expect(complaints(ingress(FROM_WEB, egress(TO_LEDGER, BOTH_GRANTED)))).toBe('');
  });
  test('declared by both and granted to neither', () => {
    expect(complaints(ingress(FROM_WEB, egress(TO_LEDGER)))).toMatchInlineSnapshot(`
      "environments/prod/tenants/pay/ledger.yaml:9:36: error: spec.network.ingress.in.tenant: tenant \`pay\` may not let \`shop\` in
           8 |   image: registry.example.com/ledger:1
      >    9 |   network: {ingress: {in: {tenant: shop, workload: web}}}
             |                                    ^^^^
         the platform grants it in the Tenant \`pay\`: spec.network.tenants.shop.offer

      environments/prod/tenants/shop/web.yaml:9:36: error: spec.network.egress.out.tenant: tenant \`shop\` may not reach \`pay\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {tenant: pay, workload: ledger}}}
             |                                    ^^^
         the platform grants it in the Tenant \`shop\`: spec.network.tenants.pay.use

      2 problems in 2 files"
    `);
  });
  test('granted to one', () => {
    expect(complaints(ingress(FROM_WEB, egress(TO_LEDGER, SHOP_USES)))).toMatchInlineSnapshot(`
      "environments/prod/tenants/pay/ledger.yaml:9:36: error: spec.network.ingress.in.tenant: tenant \`pay\` may not let \`shop\` in
           8 |   image: registry.example.com/ledger:1
      >    9 |   network: {ingress: {in: {tenant: shop, workload: web}}}
             |                                    ^^^^
         the platform grants it in the Tenant \`pay\`: spec.network.tenants.shop.offer

      1 problem in 1 file"
    `);
  });
  test('the grant of the other direction is none', () => {
    const files = append(SHOP_FILE, '  network: {tenants: {pay: {offer: true}}}\n');
    expect(complaints(egress(TO_LEDGER, files))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:36: error: spec.network.egress.out.tenant: tenant \`shop\` may not reach \`pay\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {tenant: pay, workload: ledger}}}
             |                                    ^^^
         the platform grants it in the Tenant \`shop\`: spec.network.tenants.pay.use

      1 problem in 1 file"
    `);
  });
  test('declared by the one who wants to come in', () => {
    expect(complaints(egress(TO_LEDGER, BOTH_GRANTED))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:51: error: spec.network.egress.out.workload: only this side declares the path: \`pay/ledger\` has no ingress rule for \`shop/web\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {tenant: pay, workload: ledger}}}
             |                                                   ^^^^^^
         a path between tenants needs both: in tenants/pay/ declare spec.network.ingress.<name>: {tenant: shop, workload: web}

      1 problem in 1 file"
    `);
  });
  test('declared by the one who lets in', () => {
    expect(complaints(ingress(FROM_WEB, BOTH_GRANTED))).toMatchInlineSnapshot(`
      "environments/prod/tenants/pay/ledger.yaml:9:52: error: spec.network.ingress.in.workload: only this side declares the path: \`shop/web\` has no egress rule for \`pay/ledger\`
           8 |   image: registry.example.com/ledger:1
      >    9 |   network: {ingress: {in: {tenant: shop, workload: web}}}
             |                                                    ^^^
         a path between tenants needs both: in tenants/shop/ declare spec.network.egress.<name>: {tenant: pay, workload: ledger}

      1 problem in 1 file"
    `);
  });
  test('the other side means somebody else', () => {
    const files = { ...BOTH_GRANTED, 'environments/prod/tenants/shop/api.yaml': workload('api', 'shop-web') };
    expect(complaints(ingress('tenant: shop, workload: api', egress(TO_LEDGER, files)))).toMatchInlineSnapshot(`
      "environments/prod/tenants/pay/ledger.yaml:9:52: error: spec.network.ingress.in.workload: only this side declares the path: \`shop/api\` has no egress rule for \`pay/ledger\`
           8 |   image: registry.example.com/ledger:1
      >    9 |   network: {ingress: {in: {tenant: shop, workload: api}}}
             |                                                    ^^^
         a path between tenants needs both: in tenants/shop/ declare spec.network.egress.<name>: {tenant: pay, workload: ledger}

      environments/prod/tenants/shop/web.yaml:9:51: error: spec.network.egress.out.workload: only this side declares the path: \`pay/ledger\` has no ingress rule for \`shop/web\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {tenant: pay, workload: ledger}}}
             |                                                   ^^^^^^
         a path between tenants needs both: in tenants/pay/ declare spec.network.ingress.<name>: {tenant: shop, workload: web}

      2 problems in 2 files"
    `);
  });
  test('to nobody', () => {
    expect(complaints(egress('tenant: pya, workload: ledger'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:36: error: spec.network.egress.out.tenant: no Tenant is named \`pya\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {tenant: pya, workload: ledger}}}
             |                                    ^^^
         did you mean \`pay\`?

      1 problem in 1 file"
    `);
    expect(complaints(egress('tenant: pay, workload: leger', SHOP_USES))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:51: error: spec.network.egress.out.workload: tenant \`pay\` has no Workload \`leger\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {tenant: pay, workload: leger}}}
             |                                                   ^^^^^
         did you mean \`ledger\`?

      1 problem in 1 file"
    `);
  });
  test('to a tenant, but to none of its workloads', () => {
    expect(
      complaints(
        egress('tenant: pay, platformService: logs', append(SHOP_FILE, '  network: {platformServices: [logs]}\n')),
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:36: error: spec.network.egress.out.tenant: needs a workload of that tenant
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {tenant: pay, platformService: logs}}}
             |                                    ^^^

      1 problem in 1 file"
    `);
  });
  test('a tenant that retires keeps nobody waiting', () => {
    const files = ingress(FROM_WEB, egress(TO_LEDGER, append(PAY_FILE, '  state: retired\n', SHOP_USES)));
    expect(complaints(files)).toBe('');
  });
});

describe('within a tenant', () => {
  const files = { ...FILES, 'environments/prod/tenants/shop/api.yaml': workload('api', 'shop-web') };

  test('one side is enough', () => {
    expect(complaints(egress('workload: api', files))).toBe('');
  });
  test('to itself', () => {
    expect(complaints(egress('workload: web', files))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:38: error: spec.network.egress.out.workload: a workload needs no path to itself
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {workload: web}}}
             |                                      ^^^

      1 problem in 1 file"
    `);
  });
  test('to nobody', () => {
    expect(complaints(egress('workload: apy', files))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:38: error: spec.network.egress.out.workload: tenant \`shop\` has no Workload \`apy\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {workload: apy}}}
             |                                      ^^^
         did you mean \`api\`?

      1 problem in 1 file"
    `);
  });
  test('to a faulty workload', () => {
    const faulty = { ...files, 'environments/prod/tenants/shop/api.yaml': workload('api', 'Shop') };
    expect(complaints(egress('workload: api', faulty)).split('\n').at(-1)).toBe('1 problem in 1 file');
  });
});

describe('platform services', () => {
  const granted = append(SHOP_FILE, '  network: {platformServices: [logs, metrics]}\n');

  test('granted', () => {
    expect(complaints(egress('platformService: logs', granted))).toBe('');
  });
  test('not granted', () => {
    expect(complaints(egress('platformService: logs'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:45: error: spec.network.egress.out.platformService: \`logs\` is not granted to tenant \`shop\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {platformService: logs}}}
             |                                             ^^^^
         there are no granted platform services

      1 problem in 1 file"
    `);
  });
  test('granted under another name', () => {
    expect(complaints(egress('platformService: log', granted))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:45: error: spec.network.egress.out.platformService: \`log\` is not granted to tenant \`shop\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {platformService: log}}}
             |                                             ^^^
         did you mean \`logs\`?

      1 problem in 1 file"
    `);
  });
  test('of the other direction', () => {
    expect(complaints(egress('platformService: metrics', granted))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:45: error: spec.network.egress.out.platformService: \`metrics\` is for ingress, not for egress
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {platformService: metrics}}}
             |                                             ^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('named like something that every object of JavaScript has', () => {
    expect(complaints(egress('platformService: constructor', granted))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:45: error: spec.network.egress.out.platformService: \`constructor\` is not granted to tenant \`shop\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {platformService: constructor}}}
             |                                             ^^^^^^^^^^^
         granted platform services: logs, metrics

      1 problem in 1 file"
    `);
  });
});

describe('addresses', () => {
  const grants = (cidrs: string) => append(SHOP_FILE, `  network: {cidrs: {${cidrs}}}\n`);
  const partner = grants('partner: {cidr: 203.0.113.0/24, except: [203.0.113.128/25], ports: [443, 53/UDP]}');

  test('a part of the grant, on its ports', () => {
    expect(complaints(egress('cidr: 203.0.113.0/28, ports: [443/TCP, 53/UDP]', partner))).toBe('');
  });
  test('more than the grant', () => {
    expect(complaints(egress('cidr: 203.0.112.0/23, ports: [443]', partner))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:34: error: spec.network.egress.out.cidr: 203.0.112.0/23 is not within the grant of tenant \`shop\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 203.0.112.0/23, ports: [443]}}}
             |                                  ^^^^^^^^^^^^^^
         granted ranges: 203.0.113.0/24

      1 problem in 1 file"
    `);
  });
  test('nothing granted', () => {
    expect(complaints(egress('cidr: 203.0.113.0/28'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:34: error: spec.network.egress.out.cidr: 203.0.113.0/28 is not within the grant of tenant \`shop\`
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 203.0.113.0/28}}}
             |                                  ^^^^^^^^^^^^^^
         there are no granted ranges

      1 problem in 1 file"
    `);
  });
  test('every port where some are granted', () => {
    expect(complaints(egress('cidr: 203.0.113.0/28', partner))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:22: error: spec.network.egress.out.ports: the grant of 203.0.113.0/28 is for ports 443, 53/UDP
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 203.0.113.0/28}}}
             |                      ^^^

      1 problem in 1 file"
    `);
  });
  test('a port of another protocol', () => {
    expect(complaints(egress('cidr: 203.0.113.0/28, ports: [443, 53]', partner))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:57: error: spec.network.egress.out.ports: the grant of 203.0.113.0/28 is for ports 443, 53/UDP
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 203.0.113.0/28, ports: [443, 53]}}}
             |                                                         ^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('ports of two grants do not add up', () => {
    const two = grants('a: {cidr: 203.0.113.0/24, ports: [80]}, b: {cidr: 203.0.113.0/25, ports: [443]}');
    expect(complaints(egress('cidr: 203.0.113.0/28, ports: [80, 443]', two))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:57: error: spec.network.egress.out.ports: the grant of 203.0.113.0/28 is for ports 80, 443
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 203.0.113.0/28, ports: [80, 443]}}}
             |                                                         ^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('nothing but what the grant excepts', () => {
    expect(complaints(egress('cidr: 203.0.113.192/26, ports: [443]', partner))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:34: error: spec.network.egress.out.cidr: 203.0.113.192/26 lies within 203.0.113.128/25, which the grant excepts
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 203.0.113.192/26, ports: [443]}}}
             |                                  ^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('what one grant excepts, another may grant', () => {
    const two = grants(
      'a: {cidr: 203.0.113.0/24, except: [203.0.113.128/25]}, b: {cidr: 203.0.113.192/26, ports: [443]}',
    );
    expect(complaints(egress('cidr: 203.0.113.192/27, ports: [443]', two))).toBe('');
    expect(complaints(egress('cidr: 203.0.113.192/27, ports: [80]', two))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:59: error: spec.network.egress.out.ports: the grant of 203.0.113.192/27 is for ports 443
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 203.0.113.192/27, ports: [80]}}}
             |                                                           ^^^

      1 problem in 1 file"
    `);
    expect(complaints(egress('cidr: 203.0.113.128/27, ports: [443]', two))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:34: error: spec.network.egress.out.cidr: 203.0.113.128/27 lies within 203.0.113.128/25, which the grant excepts
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 203.0.113.128/27, ports: [443]}}}
             |                                  ^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a part of the cluster within a wide grant', () => {
    const wide = grants('office: {cidr: 10.0.0.0/8}');
    expect(complaints(egress('cidr: 10.244.3.0/24', wide))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:34: error: spec.network.egress.out.cidr: 10.244.3.0/24 lies within 10.244.0.0/16 (pod range), which stays closed
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {cidr: 10.244.3.0/24}}}
             |                                  ^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
    expect(complaints(egress('cidr: 10.0.0.0/9', wide))).toBe('');
  });
  test('the internet', () => {
    expect(complaints(egress('internet: true', append(SHOP_FILE, '  network: {internet: true}\n')))).toBe('');
    expect(complaints(egress('internet: true'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:38: error: spec.network.egress.out.internet: tenant \`shop\` has no internet
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {out: {internet: true}}}
             |                                      ^^^^
         the platform grants it in the Tenant: spec.network.internet

      1 problem in 1 file"
    `);
  });
});
