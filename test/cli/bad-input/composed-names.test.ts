import { describe, expect, it } from 'vitest';
import { SHOP } from '../../shop.js';
import { synthInProcess } from '../in-process.js';
import { job, NEW, PAY, PAY_TEXT, write } from './declarations.js';
import { folderOf, refuses } from './refusal.js';

// Names that are short enough by themselves, and too long once something is made of them: 63 is what a DNS label holds.
const DATABASE = 'database: {ports: {pg: {port: 1}}, storage: {size: 1Gi, mountPath: /d}}';
const ofJob = (length: number, as = 'job: {}') => write(NEW, job('a'.repeat(length)).replace('job: {}', as));
const CRON = 'job: {schedule: 0 3 * * *}';
const tenant = (length: number) => write(PAY, PAY_TEXT.replace('name: pay', `name: ${'p'.repeat(length)}`));
const files = (length: number) =>
  write(NEW, job('a'.repeat(32), `  files:\n    ${'b'.repeat(length)}:\n      mountPath: /x\n      data: {}\n`));
const scratch = (length: number) =>
  write(NEW, job('new', `  scratch:\n    ${'b'.repeat(length)}:\n      mountPath: /x\n      size: 1Mi\n`));

const environment = (length: number) => {
  const name = 'e'.repeat(length);
  return Object.fromEntries(
    Object.entries(SHOP).map(([path, text]) => [
      path.replace('environments/prod/', `environments/${name}/`),
      text.replace('kind: Environment\nmetadata:\n  name: prod', `kind: Environment\nmetadata:\n  name: ${name}`),
    ]),
  );
};

refuses([
  [
    'an environment, which its parts in Argo CD are named after: 54',
    environment(55),
    `\
environments/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee/platform/environment.yaml:4:9: error: metadata.name: \`eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\` is 55 characters long; at most 54 fit into the names made from it in Argo CD
     3 | metadata:
>    4 |   name: eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a job, whose name carries a hash: 54',
    ofJob(55),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\` is 55 characters long; at most 54 fit into the names made from it
     3 | metadata:
>    4 |   name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a job with a schedule, whose runs are named after it: 52',
    ofJob(53, CRON),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\` is 53 characters long; at most 52 fit into the names made from it
     3 | metadata:
>    4 |   name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a database, whose pods carry a hash in a label: 52',
    ofJob(53, DATABASE),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\` is 53 characters long; at most 52 fit into the names made from it
     3 | metadata:
>    4 |   name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a ConfigMap, named after workload and folder',
    files(31),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: \`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\` is 32 characters long; at most 31 fit into the names made from it together with \`bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\`
     3 | metadata:
>    4 |   name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a volume',
    scratch(56),
    `\
environments/prod/tenants/shop/new.yaml:10:5: error: spec.scratch.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb: \`bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\` is too long; at most 55 characters fit into the volume's name
     9 |   scratch:
>   10 |     bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb:
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a tenant, named after environment and tenant: 51',
    tenant(52),
    `\
environments/prod/platform/pay.yaml:4:9: error: metadata.name: \`pppppppppppppppppppppppppppppppppppppppppppppppppppp\` is 52 characters long; at most 51 fit into the names made from it
     3 | metadata:
>    4 |   name: pppppppppppppppppppppppppppppppppppppppppppppppppppp
       |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
]);

describe('one character less', () => {
  it.each([
    ['a job', ofJob(54)],
    ['a job with a schedule', ofJob(52, CRON)],
    ['a database', ofJob(52, DATABASE)],
    ['a ConfigMap', files(30)],
    ['a volume', scratch(55)],
    ['a tenant', tenant(51)],
  ])('%s', (_, all) => {
    expect(synthInProcess(folderOf(all))).toMatchObject({ code: 0 });
  });
});
