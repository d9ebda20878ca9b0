import { change, PATCH, write } from './declarations.js';
import { refuses } from './refusal.js';

const X = 'environments/prod/platform/x.yaml';

refuses([
  [
    'a version that is not ours',
    change(PATCH, 'v1alpha1', 'v1'),
    `\
environments/prod/platform/shop.yaml:1:13: error: apiVersion: \`bulkhead.dev/v1\` is not allowed here
>    1 | apiVersion: bulkhead.dev/v1
       |             ^^^^^^^^^^^^^^^
   did you mean \`bulkhead.dev/v1alpha1\`?`,
  ],
  [
    'a version of Kubernetes',
    change(PATCH, 'bulkhead.dev/v1alpha1', 'v1'),
    `\
environments/prod/platform/shop.yaml:1:13: error: apiVersion: \`v1\` is not allowed here
>    1 | apiVersion: v1
       |             ^^
   allowed: bulkhead.dev/v1alpha1`,
  ],
  [
    'no version',
    change(PATCH, 'apiVersion: bulkhead.dev/v1alpha1\n', ''),
    `\
environments/prod/platform/shop.yaml:1:1: error: apiVersion: required
>    1 | kind: Tenant
       | ^^^^^^^^^^^^
   allowed: bulkhead.dev/v1alpha1`,
  ],
  [
    'no kind',
    change(PATCH, 'kind: Tenant\n', ''),
    `\
environments/prod/platform/shop.yaml:1:1: error: kind: required
>    1 | apiVersion: bulkhead.dev/v1alpha1
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   allowed: Environment, Runtime, Tenant, Workload, PolicyException`,
  ],
  [
    'a kind with a typing mistake',
    change(PATCH, 'kind: Tenant', 'kind: Tenent'),
    `\
environments/prod/platform/shop.yaml:2:7: error: kind: \`Tenent\` is not allowed here
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: Tenent
       |       ^^^^^^
   did you mean \`Tenant\`? allowed: Environment, Runtime, Tenant, Workload, PolicyException`,
  ],
  [
    'a kind in small letters',
    change(PATCH, 'kind: Tenant', 'kind: tenant'),
    `\
environments/prod/platform/shop.yaml:2:7: error: kind: \`tenant\` is not allowed here
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: tenant
       |       ^^^^^^
   did you mean \`Tenant\`? allowed: Environment, Runtime, Tenant, Workload, PolicyException`,
  ],
  [
    'a kind of Kubernetes',
    change(PATCH, 'kind: Tenant', 'kind: Deployment'),
    `\
environments/prod/platform/shop.yaml:2:7: error: kind: \`Deployment\` is not allowed here
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: Deployment
       |       ^^^^^^^^^^
   allowed: Environment, Runtime, Tenant, Workload, PolicyException`,
  ],
  [
    'no metadata',
    change(PATCH, 'metadata:\n  name: shop\n', ''),
    `\
environments/prod/platform/shop.yaml:1:1: error: metadata: required
>    1 | apiVersion: bulkhead.dev/v1alpha1
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'nothing in the metadata',
    change(PATCH, '  name: shop\n', ''),
    `\
environments/prod/platform/shop.yaml:3:1: error: metadata: expected a mapping, found null
     2 | kind: Tenant
>    3 | metadata:
       | ^^^^^^^^
   its fields: name`,
  ],
  [
    'no name',
    change(PATCH, '  name: shop\n', '  {}\n'),
    `\
environments/prod/platform/shop.yaml:3:1: error: metadata.name: required
     2 | kind: Tenant
>    3 | metadata:
       | ^^^^^^^^`,
  ],
  [
    'a number for a name',
    change(PATCH, 'name: shop', 'name: 123'),
    `\
environments/prod/platform/shop.yaml:4:9: error: metadata.name: expected a string, found the number \`123\`
     3 | metadata:
>    4 |   name: 123
       |         ^^^
   put it in quotes: without them YAML reads a number, and 1.30 becomes 1.3`,
  ],
  [
    'nothing of what is needed',
    write(X, 'a: 1\n'),
    `\
environments/prod/platform/x.yaml:1:1: error: apiVersion: required
>    1 | a: 1
       | ^^^^
   allowed: bulkhead.dev/v1alpha1

environments/prod/platform/x.yaml:1:1: error: kind: required
>    1 | a: 1
       | ^^^^
   allowed: Environment, Runtime, Tenant, Workload, PolicyException

environments/prod/platform/x.yaml:1:1: error: metadata: required
>    1 | a: 1
       | ^^^^`,
    '3 problems in 1 file',
  ],
  [
    'a list',
    write(X, '- a: 1\n'),
    `\
environments/prod/platform/x.yaml:1:1: error: a document must be a mapping of fields, this one is a list
>    1 | - a: 1
       | ^^^^^^
   start with the fields apiVersion, kind, metadata and spec`,
  ],
  [
    'a single value',
    write(X, 'hello\n'),
    `\
environments/prod/platform/x.yaml:1:1: error: a document must be a mapping of fields, this one is a single value
>    1 | hello
       | ^^^^^
   start with the fields apiVersion, kind, metadata and spec`,
  ],
  [
    'null',
    write(X, 'null\n'),
    `\
environments/prod/platform/x.yaml:1:1: error: a document must be a mapping of fields, this one is a single value
>    1 | null
       | ^^^^
   start with the fields apiVersion, kind, metadata and spec`,
  ],
]);
