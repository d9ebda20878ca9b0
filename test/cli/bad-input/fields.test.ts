import { change, GRANT, head, NEW, PATCH, WORKLOADS, write } from './declarations.js';
import { refuses } from './refusal.js';

const SPEC = 'spec:\n  quota:\n    memory: 16Gi\n';

refuses([
  [
    'a field that is unknown',
    change(GRANT, 'costCentre', 'costCenter'),
    `\
environments/base/platform/shop.yaml:10:3: error: spec.costCenter: unknown field
     9 |   contact: shop@example.com
>   10 |   costCenter: cc-4711
       |   ^^^^^^^^^^
   did you mean \`costCentre\`?`,
  ],
  [
    'a field that is near to none',
    change(GRANT, '  contact:', '  colour: red\n  contact:'),
    `\
environments/base/platform/shop.yaml:9:3: error: spec.colour: unknown field
     8 |     developer: [shop-developers, shop-contractors]
>    9 |   colour: red
       |   ^^^^^^
   allowed here: state, owners, contact, costCentre, namespaces, podSecurity, runtimes, quota, limits, priorityClasses, network, access, images, devices, networks, clusterSecretStores, nodePools, exclusiveNodes, namespaceLabels, source`,
  ],
  [
    'a status',
    change(PATCH, 'spec:', 'status: {}\nspec:'),
    `\
environments/prod/platform/shop.yaml:5:1: error: status: unknown field
     4 |   name: shop
>    5 | status: {}
       | ^^^^^^
   allowed here: apiVersion, kind, metadata, spec`,
  ],
  [
    'a label in the metadata',
    change(PATCH, '  name: shop', '  name: shop\n  labels: {a: b}'),
    `\
environments/prod/platform/shop.yaml:5:3: error: metadata.labels: unknown field
     4 |   name: shop
>    5 |   labels: {a: b}
       |   ^^^^^^
   allowed here: name`,
  ],
  [
    'no spec',
    change(PATCH, SPEC, ''),
    `\
environments/prod/platform/shop.yaml:1:1: error: spec: required
>    1 | apiVersion: bulkhead.dev/v1alpha1
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a spec without its fields',
    write(NEW, `${head('Workload', 'new')}spec: {}\n`),
    `\
environments/prod/tenants/shop/new.yaml:5:1: error: spec.namespace: required
     4 |   name: new
>    5 | spec: {}
       | ^^^^

environments/prod/tenants/shop/new.yaml:5:1: error: spec.image: required
     4 |   name: new
>    5 | spec: {}
       | ^^^^`,
    '2 problems in 1 file',
  ],
  [
    'no type of workload',
    change(WORKLOADS, '  job:\n    schedule: 0 3 * * *\n    retries: 1\n', ''),
    `\
environments/prod/tenants/shop/workloads.yaml:73:1: error: spec: needs exactly one of service, job, database and sandbox
    72 |   name: import
>   73 | spec:
       | ^^^^`,
  ],
  [
    'two types of workload',
    change(WORKLOADS, '  job:\n', '  service: {}\n  job:\n'),
    `\
environments/prod/tenants/shop/workloads.yaml:73:1: error: spec: needs exactly one of service, job, database and sandbox
    72 |   name: import
>   73 | spec:
       | ^^^^`,
  ],
  [
    'nothing behind spec',
    change(PATCH, SPEC, 'spec:\n'),
    `\
environments/prod/platform/shop.yaml:5:1: error: spec: nothing stands behind the colon
     4 |   name: shop
>    5 | spec:
       | ^^^^
   write what is declared, or null to drop what earlier layers declare`,
  ],
  [
    'nothing behind a mapping',
    change(GRANT, '    shop-web: {}\n', '    shop-web:\n'),
    `\
environments/base/platform/shop.yaml:12:5: error: spec.namespaces.shop-web: nothing stands behind the colon
    11 |   namespaces:
>   12 |     shop-web:
       |     ^^^^^^^^
   write {} for an empty mapping, null to remove what an earlier layer declares, or leave the field out`,
  ],
  [
    'nothing behind a list',
    change(GRANT, '  contact:', '  devices:\n  contact:'),
    `\
environments/base/platform/shop.yaml:9:3: error: spec.devices: nothing stands behind the colon
     8 |     developer: [shop-developers, shop-contractors]
>    9 |   devices:
       |   ^^^^^^^
   write [] for an empty list, null to remove what an earlier layer declares, or leave the field out`,
  ],
  [
    'nothing behind a value',
    change(WORKLOADS, 'LOG_LEVEL: info', 'LOG_LEVEL:'),
    `\
environments/prod/tenants/shop/workloads.yaml:21:5: error: spec.env.LOG_LEVEL: nothing stands behind the colon
    20 |   env:
>   21 |     LOG_LEVEL:
       |     ^^^^^^^^^
   write its value, null to remove what an earlier layer declares, or leave the field out`,
  ],
  [
    'nothing behind what an earlier layer declares',
    change(PATCH, '    memory: 16Gi\n', '    memory: 16Gi\n  limits:\n'),
    `\
environments/prod/platform/shop.yaml:8:3: error: spec.limits: nothing stands behind the colon
     7 |     memory: 16Gi
>    8 |   limits:
       |   ^^^^^^
   write {} for an empty mapping, null to remove what an earlier layer declares, or leave the field out`,
  ],
  [
    'null for what nobody declares',
    change(PATCH, 'memory: 16Gi', 'memory: 16Gi\n    devices: {gpu: null}'),
    `\
environments/prod/platform/shop.yaml:8:20: error: spec.quota.devices.gpu: null removes what an earlier layer declares, and none declares this
     7 |     memory: 16Gi
>    8 |     devices: {gpu: null}
       |                    ^^^^
   leave the field out, or write its value`,
  ],
  [
    'null for what is needed',
    change(PATCH, '16Gi', 'null'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: required
     6 |   quota:
>    7 |     memory: null
       |             ^^^^`,
  ],
  [
    'null for a quota of the tenant’s',
    change(GRANT, '        cpu: 3', '        storage: null'),
    `\
environments/base/platform/shop.yaml:15:18: error: spec.namespaces.shop-data.quota.storage: null removes what an earlier layer declares, and none declares this
    14 |       quota:
>   15 |         storage: null
       |                  ^^^^
   leave it out where the tenant's spec.quota holds here too, or write 0 where the namespace gets none of it`,
  ],
]);
