import { change, PATCH, shop, WORKLOADS, write } from './declarations.js';
import { refuses } from './refusal.js';

const memory = (text: string) => change(PATCH, '    memory: 16Gi\n', text);
const value = (text: string) => change(PATCH, '16Gi', text);

refuses([
  [
    'a field twice',
    memory('    memory: 16Gi\n    cpu: 4\n    memory: 8Gi\n'),
    `\
environments/prod/platform/shop.yaml:9:5: error: spec.quota: the key "memory" stands twice, on lines 7 and 9
     8 |     cpu: 4
>    9 |     memory: 8Gi
       |     ^^^^^^
   keep one
   environments/prod/platform/shop.yaml:7:5: first written here
     6 |   quota:
>    7 |     memory: 16Gi
       |     ^^^^^^`,
  ],
  [
    'a field twice on a line',
    change(PATCH, 'quota:\n    memory: 16Gi', 'quota: {memory: 16Gi, memory: 8Gi}'),
    `\
environments/prod/platform/shop.yaml:6:25: error: spec.quota: the key "memory" stands twice, on line 6
     5 | spec:
>    6 |   quota: {memory: 16Gi, memory: 8Gi}
       |                         ^^^^^^
   keep one
   environments/prod/platform/shop.yaml:6:11: first written here
     5 | spec:
>    6 |   quota: {memory: 16Gi, memory: 8Gi}
       |           ^^^^^^`,
  ],
  [
    'a spec twice',
    write(PATCH, `${shop(PATCH)}spec: {}\n`),
    `\
environments/prod/platform/shop.yaml:8:1: error: the key "spec" stands twice, on lines 5 and 8
     7 |     memory: 16Gi
>    8 | spec: {}
       | ^^^^
   keep one
   environments/prod/platform/shop.yaml:5:1: first written here
     4 |   name: shop
>    5 | spec:
       | ^^^^`,
  ],
  [
    '__proto__',
    memory('    __proto__: {cpu: 400}\n'),
    `\
environments/prod/platform/shop.yaml:7:5: error: spec.quota: the key __proto__ is reserved
     6 |   quota:
>    7 |     __proto__: {cpu: 400}
       |     ^^^^^^^^^
   choose another name`,
  ],
  [
    '__proto__ in quotes',
    memory('    "__proto__": {cpu: 400}\n'),
    `\
environments/prod/platform/shop.yaml:7:5: error: spec.quota: the key __proto__ is reserved
     6 |   quota:
>    7 |     "__proto__": {cpu: 400}
       |     ^^^^^^^^^^^
   choose another name`,
  ],
  [
    'constructor',
    change(WORKLOADS, 'LOG_LEVEL: info', 'constructor: info'),
    `\
environments/prod/tenants/shop/workloads.yaml:21:5: error: spec.env: the key constructor is reserved
    20 |   env:
>   21 |     constructor: info
       |     ^^^^^^^^^^^
   choose another name`,
  ],
  [
    'a folder named __proto__',
    write('environments/prod/tenants/__proto__/x.yaml', shop(PATCH)),
    `environments/prod/tenants/__proto__/x.yaml:1:1: error: the folder \`__proto__\` is not named like a tenant (a DNS label)`,
  ],
  [
    'an alias without an anchor',
    value('*memory'),
    `\
environments/prod/platform/shop.yaml:7:13: error: the alias *memory has no anchor &memory before it in this document
     6 |   quota:
>    7 |     memory: *memory
       |             ^^^^^^^
   quote the value if it is text that starts with an asterisk`,
  ],
  [
    'an alias inside of its anchor',
    change(PATCH, 'quota:\n    memory: 16Gi', 'quota: &q\n    memory: *q'),
    `\
environments/prod/platform/shop.yaml:7:13: error: the alias *q stands inside the value it names
     6 |   quota: &q
>    7 |     memory: *q
       |             ^^
   environments/prod/platform/shop.yaml:7:5: the anchor
     6 |   quota: &q
>    7 |     memory: *q
       |     ^^^^^^^^^^`,
  ],
  [
    'a merge key',
    memory('    <<: {cpu: 4}\n'),
    `\
environments/prod/platform/shop.yaml:7:5: error: spec.quota: the merge key << is not allowed
     6 |   quota:
>    7 |     <<: {cpu: 4}
       |     ^^
   write the fields out where they are needed`,
  ],
  [
    'a tag',
    value('!!str 16Gi'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: the tag !!str is not allowed
     6 |   quota:
>    7 |     memory: !!str 16Gi
       |             ^^^^^
   declarations are plain data and need no tags: remove it, and quote the value if it is text`,
  ],
  [
    'a tag that runs code elsewhere',
    value('!!python/object/apply:os.system [id]'),
    `\
environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: the tag !!python/object/apply:os.system is not allowed
     6 |   quota:
>    7 |     memory: !!python/object/apply:os.system [id]
       |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   declarations are plain data and need no tags: remove it, and quote the value if it is text`,
  ],
  [
    'YAML 1.1',
    write(PATCH, `%YAML 1.1\n---\n${shop(PATCH)}`),
    `\
environments/prod/platform/shop.yaml:1:1: error: the directive %YAML 1.1 is not allowed
>    1 | %YAML 1.1
       | ^^^^^^^^^
   declarations are YAML 1.2 without tags: remove the line`,
  ],
  [
    'a number for a key',
    memory('    1: 16Gi\n'),
    `\
environments/prod/platform/shop.yaml:7:5: error: spec.quota: the key 1 is a number, not text
     6 |   quota:
>    7 |     1: 16Gi
       |     ^
   quote it: '1'`,
  ],
  [
    'a list for a key',
    memory('    ? [a, b]\n    : 16Gi\n'),
    `\
environments/prod/platform/shop.yaml:7:7: error: spec.quota: a list cannot be a key
     6 |   quota:
>    7 |     ? [a, b]
       |       ^^^^^
   keys are text: write the name, or quote it`,
  ],
  [
    'no key',
    memory('    : 16Gi\n'),
    `\
environments/prod/platform/shop.yaml:7:5: error: spec.quota: a key is missing before the colon
     6 |   quota:
>    7 |     : 16Gi
       |     ^
   write the name of the field`,
  ],
]);
