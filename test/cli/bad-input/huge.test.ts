import { change, PATCH, shop, write } from './declarations.js';
import { refuses } from './refusal.js';

const list = (name: string) => `[${Array(10).fill(`*${name}`)}]`;
const LAUGHS = `a: &a [x]\nb: &b ${list('a')}\nc: &c ${list('b')}\nd: &d ${list('c')}\ne: &e ${list('d')}\nf: &f ${list('e')}\n`;
const lines = (count: number, line: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => `${line(number)}\n`).join('');

refuses([
  [
    '50 MB',
    write(PATCH, Buffer.alloc(50_000_000, '#')),
    `\
environments/prod/platform/shop.yaml:1:1: error: the file is 50000000 bytes large, 1048576 are allowed
   split it`,
  ],
  [
    'an alias bomb',
    write(PATCH, LAUGHS),
    `\
environments/prod/platform/shop.yaml:2:8: error: aliases expand to 234,560 values, 10,000 are allowed
     1 | a: &a [x]
>    2 | b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
       |        ^^
   write the values out, or split the declaration`,
  ],
  [
    'half a million brackets',
    write(PATCH, '['.repeat(500_000)),
    `\
environments/prod/platform/shop.yaml:1:101: error: values nest deeper than 100 levels
>    1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
       |                                          ^
   flatten the declaration`,
  ],
  [
    'half a million brackets that are closed',
    write(PATCH, '['.repeat(500_000) + ']'.repeat(500_000)),
    `\
environments/prod/platform/shop.yaml:1:101: error: values nest deeper than 100 levels
>    1 | …[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
       |                                          ^
   flatten the declaration`,
  ],
  [
    'a thousand dashes',
    write(PATCH, '- '.repeat(1000)),
    `\
environments/prod/platform/shop.yaml:1:203: error: values nest deeper than 100 levels
>    1 | …- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - …
       |                                          ^
   flatten the declaration`,
  ],
  [
    'a value of a megabyte',
    change(PATCH, '16Gi', 'x'.repeat(1_000_000)),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
       |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a key of a megabyte',
    change(PATCH, 'memory', 'x'.repeat(1_000_000)),
    `\
environments/prod/platform/shop.yaml:7:5: error: spec.quota: a key of 1000000 characters
     6 |   quota:
>    7 |     xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   at most 1024 are allowed`,
  ],
  [
    'a key of a thousand characters',
    change(PATCH, 'memory', 'x'.repeat(1000)),
    `\
environments/prod/platform/shop.yaml:7:5: error: spec.quota["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"]: unknown field
     6 |   quota:
>    7 |     xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   allowed here: cpu, memory, ephemeralStorage, storage, objects, loadBalancers, nodePorts, devices, networks, scoped`,
  ],
  [
    '100,000 keys',
    write(
      PATCH,
      lines(100_000, (number) => `k${number}: 1`),
    ),
    `\
environments/prod/platform/shop.yaml:1:1: error: apiVersion: required
>    1 | k0: 1
       | ^^^^^
   allowed: bulkhead.dev/v1alpha1

environments/prod/platform/shop.yaml:1:1: error: kind: required
>    1 | k0: 1
       | ^^^^^
   allowed: Environment, Runtime, Tenant, Workload, PolicyException

environments/prod/platform/shop.yaml:1:1: error: metadata: required
>    1 | k0: 1
       | ^^^^^`,
    '3 problems in 1 file',
  ],
  [
    'no text at all',
    write(PATCH, ''),
    `\
environments/prod/platform/shop.yaml:1:1: error: the file declares nothing
   declare something in it, or delete it`,
  ],
  [
    'nothing but blank lines',
    write(PATCH, '\n  \n\n'),
    `\
environments/prod/platform/shop.yaml:1:1: error: the file declares nothing
   declare something in it, or delete it`,
  ],
  [
    'nothing but comments',
    write(PATCH, '# kind: Tenant\n# spec: {}\n'),
    `\
environments/prod/platform/shop.yaml:1:1: error: the file declares nothing
   declare something in it, or delete it`,
  ],
  [
    'nothing but a marker',
    write(PATCH, '---\n'),
    `\
environments/prod/platform/shop.yaml:1:1: error: the file declares nothing
   declare something in it, or delete it`,
  ],
  [
    'a comment of a megabyte, and a mistake before it',
    write(PATCH, `${shop(PATCH).replace('16Gi', '16GB')}# ${'x'.repeat(1_000_000)}\n`),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`16GB\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: 16GB
       |             ^^^^`,
  ],
]);
