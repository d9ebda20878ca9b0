import { change, GRANT, job, NEW, PAY, PAY_TEXT, write } from './declarations.js';
import { refuses } from './refusal.js';

const named = (name: string) => write(NEW, job(name));

refuses([
  [
    'capitals',
    named('New'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`New\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: New
       |         ^^^`,
  ],
  [
    'an underscore',
    named('new_job'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`new_job\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: new_job
       |         ^^^^^^^`,
  ],
  [
    'a dot',
    named('new.job'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`new.job\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: new.job
       |         ^^^^^^^`,
  ],
  [
    'a dash at the start',
    named('-new'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`-new\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: -new
       |         ^^^^`,
  ],
  [
    'a dash at the end',
    named('new-'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`new-\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: new-
       |         ^^^^`,
  ],
  [
    'a digit at the start',
    named('1new'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`1new\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: 1new
       |         ^^^^`,
  ],
  [
    'nothing',
    named('""'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: ""
       |         ^^`,
  ],
  [
    'a Cyrillic letter that looks Latin',
    named('p\u0430y'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`pаy\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: pаy
       |         ^^^`,
  ],
  [
    'a full-width letter',
    named('\uff4eew'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`ｎew\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: ｎew
       |         ^^^`,
  ],
  [
    'a character that cannot be seen',
    named('ne\u200bw'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`ne\\u200bw\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: ne\\u200bw
       |         ^^^^^^^^^`,
  ],
  [
    'an escape that turns text around',
    named('"ne\\u202ew"'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`ne\\u202ew\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: "ne\\u202ew"
       |         ^^^^^^^^^^^`,
  ],
  [
    'a line break at the end',
    named('"new\\n"'),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`new\\x0a\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: "new\\n"
       |         ^^^^^^^`,
  ],
  [
    '64 characters',
    named('a'.repeat(64)),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a tenant with a dot',
    write(PAY, PAY_TEXT.replace('name: pay', 'name: p.ay')),
    `\
environments/prod/platform/pay.yaml:4:9: error: metadata.name: \`p.ay\` is not a DNS label (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
     3 | metadata:
>    4 |   name: p.ay
       |         ^^^^`,
  ],
  [
    'a namespace in capitals',
    change(GRANT, '    shop-web: {}', '    Shop-Web: {}\n    shop-web: {}'),
    `\
environments/base/platform/shop.yaml:12:5: error: spec.namespaces.Shop-Web: \`Shop-Web\` is not a DNS label (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
    11 |   namespaces:
>   12 |     Shop-Web: {}
       |     ^^^^^^^^`,
  ],
  [
    'a namespace of 64 characters',
    change(GRANT, '    shop-web: {}', `    ${'s'.repeat(64)}: {}\n    shop-web: {}`),
    `\
environments/base/platform/shop.yaml:12:5: error: spec.namespaces.ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss: \`ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss\` is not a DNS label (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
    11 |   namespaces:
>   12 |     ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss: {}
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
]);
