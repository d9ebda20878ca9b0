import { SHOP } from '../../shop.js';
import { change, ENVIRONMENT, type Files, head, shop, write } from './declarations.js';
import { refuses } from './refusal.js';

const extending = (layers: string, files: Files = SHOP) => change(ENVIRONMENT, '[base]', layers, files);
const staging = (layers: string) =>
  write(
    'environments/staging/platform/environment.yaml',
    shop(ENVIRONMENT).replace('name: prod\n', 'name: staging\n').replace('[base]', layers),
  );

refuses([
  [
    'a layer with a typing mistake',
    extending('[base, bas]'),
    `\
environments/prod/platform/environment.yaml:6:19: error: spec.extends[1]: no layer is named \`bas\`
     5 | spec:
>    6 |   extends: [base, bas]
       |                   ^^^
   did you mean \`base\`?`,
  ],
  [
    'a layer that is none',
    extending('[base, europe]'),
    `\
environments/prod/platform/environment.yaml:6:19: error: spec.extends[1]: no layer is named \`europe\`
     5 | spec:
>    6 |   extends: [base, europe]
       |                   ^^^^^^
   layers: base`,
  ],
  [
    'a path',
    extending('[base, ../secrets]'),
    `\
environments/prod/platform/environment.yaml:6:19: error: spec.extends[1]: \`../secrets\` is not a DNS label (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     5 | spec:
>    6 |   extends: [base, ../secrets]
       |                   ^^^^^^^^^^`,
  ],
  [
    'a single name',
    extending('base'),
    `\
environments/prod/platform/environment.yaml:6:12: error: spec.extends: expected a list, found the string \`base\`
     5 | spec:
>    6 |   extends: base
       |            ^^^^
   write a list: [base]`,
  ],
  [
    'itself',
    extending('[base, prod]'),
    `\
environments/prod/platform/environment.yaml:6:19: error: spec.extends[1]: an environment cannot extend itself
     5 | spec:
>    6 |   extends: [base, prod]
       |                   ^^^^
   remove it`,
  ],
  [
    'a layer twice',
    extending('[base, base]'),
    `\
environments/prod/platform/environment.yaml:6:19: error: spec.extends[1]: \`base\` is named twice
     5 | spec:
>    6 |   extends: [base, base]
       |                   ^^^^
   remove one`,
  ],
  [
    'an environment',
    staging('[prod]'),
    `\
environments/staging/platform/environment.yaml:6:13: error: spec.extends[0]: \`prod\` is an environment of its own
     5 | spec:
>    6 |   extends: [prod]
       |             ^^^^
   move what both share into a layer (a folder without an Environment) and extend that`,
  ],
  [
    'a cycle',
    extending('[staging]', staging('[prod]')),
    `\
environments/prod/platform/environment.yaml:6:13: error: spec.extends[0]: \`staging\` is an environment of its own and extends \`prod\` in turn: a cycle
     5 | spec:
>    6 |   extends: [staging]
       |             ^^^^^^^
   move what both share into a layer (a folder without an Environment) and extend that

environments/staging/platform/environment.yaml:6:13: error: spec.extends[0]: \`prod\` is an environment of its own and extends \`staging\` in turn: a cycle
     5 | spec:
>    6 |   extends: [prod]
       |             ^^^^
   move what both share into a layer (a folder without an Environment) and extend that`,
    '2 problems in 2 files',
  ],
  [
    'what no layer declares is dropped',
    write('environments/prod/platform/x.yaml', `${head('Tenant', 'shpo')}spec: null\n`),
    `\
environments/prod/platform/x.yaml:5:7: error: spec: null drops what an earlier layer declares, and none declares the Tenant \`shpo\`
     4 |   name: shpo
>    5 | spec: null
       |       ^^^^
   did you mean \`shop\`?`,
  ],
]);
