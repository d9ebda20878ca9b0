import { change, ENVIRONMENT, PATCH, WORKLOADS, write } from './declarations.js';
import { refuses } from './refusal.js';

const memory = (text: string) => change(PATCH, '    memory: 16Gi\n', text);
const OURS = '<<<<<<< HEAD\n    memory: 16Gi\n';

refuses([
  [
    'a tab',
    memory('\tmemory: 16Gi\n'),
    `\
environments/prod/platform/shop.yaml:7:1: error: not valid YAML: a tab is not allowed as indentation
     6 |   quota:
>    7 |     memory: 16Gi
       | ^^^^
   indent with spaces`,
  ],
  [
    'a tab after spaces',
    memory('  \tmemory: 16Gi\n'),
    `\
environments/prod/platform/shop.yaml:7:3: error: not valid YAML: a tab is not allowed as indentation
     6 |   quota:
>    7 |       memory: 16Gi
       |   ^^^^
   indent with spaces`,
  ],
  [
    'less indentation than the fields above',
    memory('    memory: 16Gi\n   cpu: 4\n'),
    `\
environments/prod/platform/shop.yaml:8:4: error: not valid YAML: the field does not start in the column of the fields above
     7 |     memory: 16Gi
>    8 |    cpu: 4
       |    ^^^^
   mend the indentation`,
  ],
  [
    'no colon',
    change(PATCH, 'spec:', 'spec'),
    `\
environments/prod/platform/shop.yaml:5:1: error: not valid YAML: this line is no field
     4 |   name: shop
>    5 | spec
       | ^^^^
   a field is \`name: value\`: is the colon missing, or the indentation wrong?`,
  ],
  [
    'a quote that is not closed',
    change(PATCH, 'name: shop', 'name: "shop'),
    `\
environments/prod/platform/shop.yaml:4:9: error: not valid YAML: the quote " that opens here is never closed
     3 | metadata:
>    4 |   name: "shop
       |         ^
   close it at the end of the text`,
  ],
  [
    'the same where other quotes follow',
    change(ENVIRONMENT, 'name: prod-1', "name: 'prod-1"),
    `\
environments/prod/platform/environment.yaml:8:11: error: not valid YAML: the quote ' that opens here is never closed
     7 |   cluster:
>    8 |     name: 'prod-1
       |           ^
   close it at the end of the text`,
  ],
  [
    'an apostrophe',
    change(WORKLOADS, 'LOG_LEVEL: info', "LOG_LEVEL: 'it's'"),
    `\
environments/prod/tenants/shop/workloads.yaml:21:20: error: not valid YAML: the value before this has ended
    20 |   env:
>   21 |     LOG_LEVEL: 'it's'
       |                    ^^
   quote the whole value (an apostrophe inside of '…' is written twice), or mend the indentation`,
  ],
  [
    'a list that is not closed',
    change(ENVIRONMENT, '[10.0.0.0/24]', '[10.0.0.0/24'),
    `\
environments/prod/platform/environment.yaml:16:12: error: not valid YAML: the list that opens here is not closed
    15 |     services: [10.96.0.0/12]
>   16 |     nodes: [10.0.0.0/24
       |            ^
   close it with ]`,
  ],
  [
    'a list that is closed twice',
    change(ENVIRONMENT, '[10.0.0.0/24]', '[10.0.0.0/24]]'),
    `\
environments/prod/platform/environment.yaml:16:25: error: not valid YAML: ] closes nothing that is open
    15 |     services: [10.96.0.0/12]
>   16 |     nodes: [10.0.0.0/24]]
       |                         ^
   remove it`,
  ],
  [
    'a colon in a value',
    memory('    memory: a: b\n'),
    `\
environments/prod/platform/shop.yaml:7:13: error: not valid YAML: a single value cannot hold fields
     6 |   quota:
>    7 |     memory: a: b
       |             ^
   quote the value if it is text with a colon, or mend the indentation of the next line`,
  ],
  [
    'a value that starts with @',
    memory('    memory: @16Gi\n'),
    `\
environments/prod/platform/shop.yaml:7:13: error: not valid YAML: a value cannot start with @
     6 |   quota:
>    7 |     memory: @16Gi
       |             ^
   quote it`,
  ],
  [
    'a schedule without quotes',
    change(WORKLOADS, '0 3 * * *', '*/5 * * * *'),
    `\
environments/prod/tenants/shop/workloads.yaml:78:15: error: not valid YAML: a value that starts with * is an alias, which stands alone
    77 |   job:
>   78 |     schedule: */5 * * * *
       |               ^
   quote the value if it is text, such as a cron schedule`,
  ],
  [
    'an escape that is none',
    memory('    memory: "16\\Gi"\n'),
    `\
environments/prod/platform/shop.yaml:7:16: error: not valid YAML: there is no escape \\G
     6 |   quota:
>    7 |     memory: "16\\Gi"
       |                ^^
   write \\\\ for a backslash, or use single quotes`,
  ],
  [
    'a template',
    memory('    memory: {{ .Values.memory }}\n'),
    `\
environments/prod/platform/shop.yaml:7:14: error: spec.quota.memory: a mapping cannot be a key
     6 |   quota:
>    7 |     memory: {{ .Values.memory }}
       |              ^^^^^^^^^^^^^^^^
   keys are text; templates ({{ … }}) are not filled in: write the value itself`,
  ],
  [
    'a merge conflict',
    memory(`${OURS}=======\n    memory: 12Gi\n>>>>>>> shop/more-memory\n`),
    `\
environments/prod/platform/shop.yaml:7:1: error: a merge conflict is not resolved
     6 |   quota:
>    7 | <<<<<<< HEAD
       | ^^^^^^^^^^^^
   keep one side and remove the markers`,
  ],
  [
    'what is left of one',
    memory('    memory: 16Gi\n=======\n    memory: 12Gi\n'),
    `\
environments/prod/platform/shop.yaml:8:1: error: a merge conflict is not resolved
     7 |     memory: 16Gi
>    8 | =======
       | ^^^^^^^
   keep one side and remove the markers`,
  ],
  [
    'two mistakes in two documents',
    write(PATCH, 'a: [\n---\nb: "c\n'),
    `\
environments/prod/platform/shop.yaml:1:4: error: not valid YAML: the list that opens here is not closed
>    1 | a: [
       |    ^
   close it with ]

environments/prod/platform/shop.yaml:3:4: error: not valid YAML: the quote " that opens here is never closed
     2 | ---
>    3 | b: "c
       |    ^
   close it at the end of the text`,
    '2 problems in 1 file',
  ],
]);
