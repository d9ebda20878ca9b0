import {
  change,
  ENVIRONMENT,
  head,
  job,
  NEW,
  PATCH,
  PAY_TEXT,
  RUNTIMES,
  shop,
  WORKLOADS,
  write,
} from './declarations.js';
import { refuses } from './refusal.js';

const file = (path: string, text = job('x')) => write(`environments/${path}`, text);
const OTHER = 'prod/platform/other.yaml';

refuses([
  [
    'a tenant that grants itself',
    write(NEW, `${head('Tenant', 'shop')}spec:\n  quota: {cpu: 400}\n`),
    `\
environments/prod/tenants/shop/new.yaml:2:7: error: kind: a Tenant cannot be declared in tenants/, which is for Workload
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: Tenant
       |       ^^^^^^
   move it to prod/platform/`,
  ],
  [
    'a tenant that makes another',
    write(NEW, PAY_TEXT),
    `\
environments/prod/tenants/shop/new.yaml:2:7: error: kind: a Tenant cannot be declared in tenants/, which is for Workload
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: Tenant
       |       ^^^^^^
   move it to prod/platform/`,
  ],
  [
    'a tenant that speaks for the cluster',
    write(NEW, `${head('Environment', 'prod')}spec: {}\n`),
    `\
environments/prod/tenants/shop/new.yaml:2:7: error: kind: an Environment cannot be declared in tenants/, which is for Workload
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: Environment
       |       ^^^^^^^^^^^
   move it to prod/platform/`,
  ],
  [
    'a tenant with a runtime',
    write(NEW, `${head('Runtime', 'runc')}spec: {preset: runc}\n`),
    `\
environments/prod/tenants/shop/new.yaml:2:7: error: kind: a Runtime cannot be declared in tenants/, which is for Workload
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: Runtime
       |       ^^^^^^^
   move it to prod/platform/`,
  ],
  [
    'a tenant that excuses itself',
    write(NEW, `${head('PolicyException', 'x')}spec: {}\n`),
    `\
environments/prod/tenants/shop/new.yaml:2:7: error: kind: a PolicyException cannot be declared in tenants/, which is for Workload
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: PolicyException
       |       ^^^^^^^^^^^^^^^
   move it to prod/exceptions/`,
  ],
  [
    'a workload of the platform',
    file('prod/platform/x.yaml'),
    `\
environments/prod/platform/x.yaml:2:7: error: kind: a Workload cannot be declared in platform/, which is for Environment, Runtime, Tenant
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: Workload
       |       ^^^^^^^^
   move it to prod/tenants/<tenant>/`,
  ],
  [
    'a folder of a tenant that is none',
    file('prod/tenants/shpo/x.yaml'),
    `\
environments/prod/tenants/shpo/x.yaml:1:1: error: environment \`prod\` has no Tenant \`shpo\`, whose folder this is
>    1 | apiVersion: bulkhead.dev/v1alpha1
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   did you mean \`shop\`?`,
  ],
  [
    'a file beside the environments',
    file('x.yaml'),
    `environments/x.yaml:1:1: error: a declaration does not belong here; it belongs in one of <environment>/platform/<file>.yaml, <environment>/tenants/<tenant>/<file>.yaml, <environment>/exceptions/<file>.yaml`,
  ],
  [
    'a file beside platform and tenants',
    file('prod/x.yaml'),
    `environments/prod/x.yaml:1:1: error: a declaration does not belong here; it belongs in one of <environment>/platform/<file>.yaml, <environment>/tenants/<tenant>/<file>.yaml, <environment>/exceptions/<file>.yaml`,
  ],
  [
    'a file beside the tenants',
    file('prod/tenants/x.yaml'),
    `environments/prod/tenants/x.yaml:1:1: error: tenants/ holds one folder for each tenant: <environment>/platform/<file>.yaml, <environment>/tenants/<tenant>/<file>.yaml, <environment>/exceptions/<file>.yaml`,
  ],
  [
    'a folder that means nothing',
    file('prod/tenant/shop/x.yaml'),
    `environments/prod/tenant/shop/x.yaml:1:1: error: the folder \`tenant\` has no meaning; a declaration belongs in one of <environment>/platform/<file>.yaml, <environment>/tenants/<tenant>/<file>.yaml, <environment>/exceptions/<file>.yaml`,
  ],
  [
    'an environment in capitals',
    file('Prod_1/platform/x.yaml', PAY_TEXT),
    `environments/Prod_1/platform/x.yaml:1:1: error: the folder \`Prod_1\` is not named like an environment (a DNS label)`,
  ],
  [
    'a tenant’s folder in capitals',
    file('prod/tenants/Shop/x.yaml'),
    `\
environments/prod/tenants/Shop/x.yaml:1:1: error: the folder \`Shop\` is not named like a tenant (a DNS label)

environments/prod/tenants/shop:1:1: error: the name differs from \`Shop\` only in case
   rename one of them`,
    '2 problems in 2 files',
  ],
  [
    'two Environments in a folder',
    file(OTHER, shop(ENVIRONMENT)),
    `\
environments/prod/platform/other.yaml:4:9: error: Environment \`prod\` is declared twice in this layer
     3 | metadata:
>    4 |   name: prod
       |         ^^^^
   remove one: a folder is one cluster
   environments/prod/platform/environment.yaml:4:9: first declared here
     3 | metadata:
>    4 |   name: prod
       |         ^^^^`,
  ],
  [
    'two of other names',
    file(OTHER, shop(ENVIRONMENT).replace('name: prod\n', 'name: staging\n')),
    `\
environments/prod/platform/other.yaml:4:9: error: metadata.name: \`staging\` is not the name of the folder
     3 | metadata:
>    4 |   name: staging
       |         ^^^^^^^
   an Environment is named like the folder that it makes a cluster: prod`,
  ],
  [
    'a tenant declared twice',
    file(OTHER, shop(PATCH)),
    `\
environments/prod/platform/shop.yaml:4:9: error: Tenant \`shop\` is declared twice in this layer
     3 | metadata:
>    4 |   name: shop
       |         ^^^^
   remove one, or give it another name
   environments/prod/platform/other.yaml:4:9: first declared here
     3 | metadata:
>    4 |   name: shop
       |         ^^^^`,
  ],
  [
    'a workload declared twice',
    change(WORKLOADS, 'name: import', 'name: db'),
    `\
environments/prod/tenants/shop/workloads.yaml:72:9: error: Workload \`db\` is declared twice in this layer
    71 | metadata:
>   72 |   name: db
       |         ^^
   remove one, or give it another name
   environments/prod/tenants/shop/workloads.yaml:52:9: first declared here
    51 | metadata:
>   52 |   name: db
       |         ^^`,
  ],
  [
    'a runtime declared twice',
    change(RUNTIMES, 'name: gvisor', 'name: kata-clh'),
    `\
environments/base/platform/runtimes.yaml:17:9: error: Runtime \`kata-clh\` is declared twice in this layer
    16 | metadata:
>   17 |   name: kata-clh
       |         ^^^^^^^^
   remove one, or give it another name
   environments/base/platform/runtimes.yaml:4:9: first declared here
     3 | metadata:
>    4 |   name: kata-clh
       |         ^^^^^^^^`,
  ],
]);
