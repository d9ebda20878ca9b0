import {
  change,
  GRANT,
  job,
  LEDGER,
  LEDGER_TEXT,
  NEW,
  PAY,
  PAY_TEXT,
  TWO_TENANTS,
  WORKLOADS,
  write,
} from './declarations.js';
import { refuses } from './refusal.js';

const admins = (text: string) => change(GRANT, '[shop-admins]', text);

refuses([
  [
    'a namespace of two tenants',
    write(PAY, PAY_TEXT.replace('pay-web', 'shop-web')),
    `\
environments/base/platform/shop.yaml:12:5: error: spec.namespaces.shop-web: the namespace belongs to tenant \`pay\`
    11 |   namespaces:
>   12 |     shop-web: {}
       |     ^^^^^^^^
   a namespace belongs to one tenant
   environments/prod/platform/pay.yaml:11:5: declared here
    10 |   namespaces:
>   11 |     shop-web: {}
       |     ^^^^^^^^`,
  ],
  [
    'a workload in a namespace of another',
    change(WORKLOADS, 'namespace: shop-web', 'namespace: pay-web', TWO_TENANTS),
    `\
environments/prod/tenants/shop/workloads.yaml:6:14: error: spec.namespace: \`pay-web\` is not among the namespaces of tenant \`shop\`
     5 | spec:
>    6 |   namespace: pay-web
       |              ^^^^^^^
   namespaces: shop-data, shop-web`,
  ],
  [
    'the same from the other side',
    write(LEDGER, LEDGER_TEXT.replace('pay-web', 'shop-web'), TWO_TENANTS),
    `\
environments/prod/tenants/pay/ledger.yaml:6:14: error: spec.namespace: \`shop-web\` is not among the namespaces of tenant \`pay\`
     5 | spec:
>    6 |   namespace: shop-web
       |              ^^^^^^^^
   namespaces: pay-web`,
  ],
  [
    'a workload in a namespace of the platform',
    write(NEW, job('x').replace('shop-web', 'kube-system')),
    `\
environments/prod/tenants/shop/new.yaml:6:14: error: spec.namespace: \`kube-system\` is not among the namespaces of tenant \`shop\`
     5 | spec:
>    6 |   namespace: kube-system
       |              ^^^^^^^^^^^
   namespaces: shop-data, shop-web`,
  ],
  [
    'a workload that names another tenant',
    write(NEW, job('x', '  tenant: pay\n')),
    `\
environments/prod/tenants/shop/new.yaml:9:3: error: spec.tenant: unknown field
     8 |   job: {}
>    9 |   tenant: pay
       |   ^^^^^^
   allowed here: namespace, service, job, database, sandbox, image, imagePullSecrets, command, args, env, secretEnv, externalSecrets, files, secretFiles, volumes, existing, scratch, readOnlyRootFilesystem, user, resources, vm, runtime, priorityClass, readiness, liveness, startup, terminationGracePeriodSeconds, networks, devices, network, placement`,
  ],
  [
    'a namespace in the metadata',
    write(NEW, job('x').replace('  name: x', '  name: x\n  namespace: kube-system')),
    `\
environments/prod/tenants/shop/new.yaml:5:3: error: metadata.namespace: unknown field
     4 |   name: x
>    5 |   namespace: kube-system
       |   ^^^^^^^^^
   allowed here: name`,
  ],
  [
    'a namespace of the platform',
    change(GRANT, '    shop-web: {}', '    kube-system: {}\n    shop-web: {}'),
    `\
environments/base/platform/shop.yaml:12:5: error: spec.namespaces.kube-system: the namespace belongs to the platform
    11 |   namespaces:
>   12 |     kube-system: {}
       |     ^^^^^^^^^^^
   choose another name, such as shop-kube-system`,
  ],
  [
    'the group system:masters',
    admins('["system:masters"]'),
    `\
environments/base/platform/shop.yaml:7:13: error: spec.owners.admin[0]: \`system:masters\` is not a group of the identity provider (never one that starts with "system:")
     6 |   owners:
>    7 |     admin: ["system:masters"]
       |             ^^^^^^^^^^^^^^^^`,
  ],
  [
    'the group of everybody',
    change(GRANT, 'shop-contractors]', '"system:authenticated"]'),
    `\
environments/base/platform/shop.yaml:8:34: error: spec.owners.developer[1]: \`system:authenticated\` is not a group of the identity provider (never one that starts with "system:")
     7 |     admin: [shop-admins]
>    8 |     developer: [shop-developers, "system:authenticated"]
       |                                  ^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a group of another tenant',
    write(PAY, PAY_TEXT.replace('pay-admins', 'shop-contractors')),
    `\
environments/base/platform/shop.yaml:8:34: error: spec.owners.developer[1]: the group \`shop-contractors\` belongs to tenant \`pay\`
     7 |     admin: [shop-admins]
>    8 |     developer: [shop-developers, shop-contractors]
       |                                  ^^^^^^^^^^^^^^^^
   a group belongs to one tenant: who is in both teams is put into both groups
   environments/prod/platform/pay.yaml:7:13: declared here
     6 |   owners:
>    7 |     admin: [shop-contractors]
       |             ^^^^^^^^^^^^^^^^`,
  ],
  [
    'a group with a character that turns text around',
    admins('["shop-\\u202eadmins"]'),
    `\
environments/base/platform/shop.yaml:7:13: error: spec.owners.admin[0]: \`shop-\\u202eadmins\` is not a group of the identity provider (never one that starts with "system:")
     6 |   owners:
>    7 |     admin: ["shop-\\u202eadmins"]
       |             ^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a group without a name',
    admins('[""]'),
    `\
environments/base/platform/shop.yaml:7:13: error: spec.owners.admin[0]: \`\` is not a group of the identity provider (never one that starts with "system:")
     6 |   owners:
>    7 |     admin: [""]
       |             ^^`,
  ],
  [
    'no group',
    admins('[]'),
    `\
environments/base/platform/shop.yaml:7:12: error: spec.owners.admin: an empty list is too short: at least 1 item
     6 |   owners:
>    7 |     admin: []
       |            ^`,
  ],
]);
