import { change, GRANT, LEDGER, TWO_TENANTS, WORKLOADS } from './declarations.js';
import { refuses } from './refusal.js';

const DB = '        workload: db\n';
const TO_LEDGER = '        tenant: pay\n        workload: ledger\n';
const granted = (grant: string) =>
  change(GRANT, '  network:\n', `  network:\n    tenants: {pay: ${grant}}\n`, TWO_TENANTS);

refuses([
  [
    'a path that only the caller declares',
    change(WORKLOADS, DB, TO_LEDGER, granted('{use: true}')),
    `\
environments/prod/tenants/shop/workloads.yaml:41:19: error: spec.network.egress.db.workload: only this side declares the path: \`pay/ledger\` has no ingress rule for \`shop/frontend\`
    40 |         tenant: pay
>   41 |         workload: ledger
       |                   ^^^^^^
   a path between tenants needs both: in tenants/pay/ declare spec.network.ingress.<name>: {tenant: shop, workload: frontend}`,
  ],
  [
    'a path that only the called declares',
    change(
      WORKLOADS,
      '    ingress:\n      ingress:',
      '    ingress:\n      pay: {tenant: pay, workload: ledger}\n      ingress:',
      granted('{offer: true}'),
    ),
    `\
environments/prod/tenants/shop/workloads.yaml:35:36: error: spec.network.ingress.pay.workload: only this side declares the path: \`pay/ledger\` has no egress rule for \`shop/frontend\`
    34 |     ingress:
>   35 |       pay: {tenant: pay, workload: ledger}
       |                                    ^^^^^^
   a path between tenants needs both: in tenants/pay/ declare spec.network.egress.<name>: {tenant: shop, workload: frontend}`,
  ],
  [
    'a path without a grant',
    change(WORKLOADS, DB, TO_LEDGER, TWO_TENANTS),
    `\
environments/prod/tenants/shop/workloads.yaml:40:17: error: spec.network.egress.db.tenant: tenant \`shop\` may not reach \`pay\`
    39 |       db:
>   40 |         tenant: pay
       |                 ^^^
   the platform grants it in the Tenant \`shop\`: spec.network.tenants.pay.use`,
  ],
  [
    'a path that both declare and one may not',
    change(
      LEDGER,
      '  service: {}\n',
      '  service: {}\n  network:\n    ingress:\n      shop: {tenant: shop, workload: frontend}\n',
      change(WORKLOADS, DB, TO_LEDGER, granted('{use: true}')),
    ),
    `\
environments/prod/tenants/pay/ledger.yaml:11:22: error: spec.network.ingress.shop.tenant: tenant \`pay\` may not let \`shop\` in
    10 |     ingress:
>   11 |       shop: {tenant: shop, workload: frontend}
       |                      ^^^^
   the platform grants it in the Tenant \`pay\`: spec.network.tenants.shop.offer`,
  ],
  [
    'a tenant with a typing mistake',
    change(WORKLOADS, DB, '        tenant: pya\n        workload: ledger\n', TWO_TENANTS),
    `\
environments/prod/tenants/shop/workloads.yaml:40:17: error: spec.network.egress.db.tenant: no Tenant is named \`pya\`
    39 |       db:
>   40 |         tenant: pya
       |                 ^^^
   did you mean \`pay\`?`,
  ],
  [
    'a tenant without a workload',
    change(WORKLOADS, DB, '        tenant: pay\n', TWO_TENANTS),
    `\
environments/prod/tenants/shop/workloads.yaml:39:7: error: spec.network.egress.db: needs exactly one of workload (with or without tenant), platformService, cidr and internet
    38 |     egress:
>   39 |       db:
       |       ^^`,
  ],
  [
    'a workload that is none',
    change(WORKLOADS, DB, '        workload: dbx\n'),
    `\
environments/prod/tenants/shop/workloads.yaml:40:19: error: spec.network.egress.db.workload: tenant \`shop\` has no Workload \`dbx\`
    39 |       db:
>   40 |         workload: dbx
       |                   ^^^
   did you mean \`db\`?`,
  ],
  [
    'itself',
    change(WORKLOADS, DB, '        workload: frontend\n'),
    `\
environments/prod/tenants/shop/workloads.yaml:40:19: error: spec.network.egress.db.workload: a workload needs no path to itself
    39 |       db:
>   40 |         workload: frontend
       |                   ^^^^^^^^`,
  ],
  [
    'two ends',
    change(WORKLOADS, 'internet: true\n', 'internet: true\n        workload: db\n'),
    `\
environments/prod/tenants/shop/workloads.yaml:42:7: error: spec.network.egress.web: needs exactly one of workload (with or without tenant), platformService, cidr and internet
    41 |         ports: [5432]
>   42 |       web:
       |       ^^^`,
  ],
  [
    'the internet',
    change(GRANT, 'internet: true', 'internet: false'),
    `\
environments/prod/tenants/shop/workloads.yaml:43:19: error: spec.network.egress.web.internet: tenant \`shop\` has no internet
    42 |       web:
>   43 |         internet: true
       |                   ^^^^
   the platform grants it in the Tenant: spec.network.internet`,
  ],
]);
