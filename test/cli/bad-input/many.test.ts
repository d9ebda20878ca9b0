import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import {
  change,
  type Files,
  GRANT,
  head,
  job,
  LEDGER,
  PATCH,
  PAY,
  RUNTIMES,
  TWO_TENANTS,
  WORKLOADS,
  write,
} from './declarations.js';
import { folderOf, refusal } from './refusal.js';

const TENANT = dirname(WORKLOADS);

/** Several changes, one after the other. */
function changed(files: Files, ...changes: readonly (readonly [file: string, from: string, to: string])[]): Files {
  return changes.reduce((all, [file, from, to]) => change(file, from, to, all), files);
}

it('tells of every mistake in every file that can be judged by itself, by file, line and column', () => {
  const folder = folderOf(
    changed(
      write(
        `${TENANT}/tenant.yaml`,
        `${head('Tenant', 'shop')}spec: {}\n`,
        write(`${TENANT}/b.yaml`, 'a: [\n---\nb: "c\n'),
      ),
      [RUNTIMES, 'preset: gvisor', 'preset: gvizor'],
      [GRANT, '[shop-admins]', '["system:masters", "system:nodes"]'],
      [GRANT, 'costCentre', 'costCenter'],
      [GRANT, 'memory: 8Gi', 'memory: 8GB'],
      [PATCH, 'memory: 16Gi', 'memory: 16Gi\n    memory: 8Gi'],
      [WORKLOADS, 'replicas: 3', 'replicas: many'],
      [WORKLOADS, 'retries: 1', 'retry: 1'],
    ),
  );
  symlinkSync('/etc/passwd', join(folder, TENANT, 'a.yaml'));
  mkdirSync(join(folder, TENANT, 'c.yaml'));
  expect(refusal(folder, true)).toBe(`\
environments/base/platform/runtimes.yaml:19:11: error: spec.preset: \`gvizor\` is not allowed here
    18 | spec:
>   19 |   preset: gvizor
       |           ^^^^^^
   did you mean \`gvisor\`? allowed: runc, gvisor, kata-clh, kata-clh-runtime-rs, kata-qemu, kata-qemu-runtime-rs, kata-fc, kata-dragonball, kata-stratovirt, kata-remote, kata-qemu-tdx, kata-qemu-tdx-runtime-rs, kata-qemu-snp, kata-qemu-snp-runtime-rs, kata-qemu-se, kata-qemu-se-runtime-rs, kata-qemu-coco-dev, kata-qemu-coco-dev-runtime-rs, kata-qemu-nvidia-cpu, kata-qemu-nvidia-cpu-runtime-rs, kata-qemu-nvidia-gpu, kata-qemu-nvidia-gpu-runtime-rs, kata-qemu-nvidia-gpu-tdx, kata-qemu-nvidia-gpu-tdx-runtime-rs, kata-qemu-nvidia-gpu-snp, kata-qemu-nvidia-gpu-snp-runtime-rs

environments/base/platform/shop.yaml:7:13: error: spec.owners.admin[0]: \`system:masters\` is not a group of the identity provider (never one that starts with "system:")
     6 |   owners:
>    7 |     admin: ["system:masters", "system:nodes"]
       |             ^^^^^^^^^^^^^^^^

environments/base/platform/shop.yaml:7:31: error: spec.owners.admin[1]: \`system:nodes\` is not a group of the identity provider (never one that starts with "system:")
     6 |   owners:
>    7 |     admin: ["system:masters", "system:nodes"]
       |                               ^^^^^^^^^^^^^^

environments/base/platform/shop.yaml:10:3: error: spec.costCenter: unknown field
     9 |   contact: shop@example.com
>   10 |   costCenter: cc-4711
       |   ^^^^^^^^^^
   did you mean \`costCentre\`?

environments/base/platform/shop.yaml:21:13: error: spec.quota.memory: \`8GB\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
    20 |     cpu: 4
>   21 |     memory: 8GB
       |             ^^^

environments/prod/platform/shop.yaml:8:5: error: spec.quota: the key "memory" stands twice, on lines 7 and 8
     7 |     memory: 16Gi
>    8 |     memory: 8Gi
       |     ^^^^^^
   keep one
   environments/prod/platform/shop.yaml:7:5: first written here
     6 |   quota:
>    7 |     memory: 16Gi
       |     ^^^^^^

environments/prod/tenants/shop/a.yaml:1:1: error: a symbolic link to \`/etc/passwd\`; links are not followed
   put the file itself here

environments/prod/tenants/shop/b.yaml:1:4: error: not valid YAML: the list that opens here is not closed
>    1 | a: [
       |    ^
   close it with ]

environments/prod/tenants/shop/b.yaml:3:4: error: not valid YAML: the quote " that opens here is never closed
     2 | ---
>    3 | b: "c
       |    ^
   close it at the end of the text

environments/prod/tenants/shop/c.yaml:1:1: error: a folder is named like a file
   use lower-case letters, digits, dashes and dots

environments/prod/tenants/shop/tenant.yaml:2:7: error: kind: a Tenant cannot be declared in tenants/, which is for Workload
     1 | apiVersion: bulkhead.dev/v1alpha1
>    2 | kind: Tenant
       |       ^^^^^^
   move it to prod/platform/

environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: expected a number, found the string \`many\`
     8 |   service:
>    9 |     replicas: many
       |               ^^^^

environments/prod/tenants/shop/workloads.yaml:79:5: error: spec.job.retry: unknown field
    78 |     schedule: 0 3 * * *
>   79 |     retry: 1
       |     ^^^^^
   allowed here: schedule, timeZone, concurrency, completions, parallelism, retries, deadlineSeconds, keepSeconds

13 problems in 8 files
`);
});

it('tells of every name that leads nowhere, and of what belongs to somebody else, in every file', () => {
  const files = changed(
    write(`${TENANT}/new.yaml`, job('new', '  runtime: kata-qemu\n  priorityClass: high\n'), TWO_TENANTS),
    [GRANT, 'allowed: [kata-clh, gvisor]', 'allowed: [kata-clh, gvisor, runc]'],
    [GRANT, 'default: kata-clh', 'default: kata'],
    [GRANT, '    shop-web: {}', '    shop-web: {}\n    pay-web: {}'],
    [LEDGER, 'namespace: pay-web', 'namespace: shop-web'],
    [LEDGER, 'service: {}', 'service: {}\n  devices: {gpu: 1}'],
    [WORKLOADS, 'workload: db', 'workload: dbs'],
    [WORKLOADS, 'runtime: gvisor', 'runtime: gvsior'],
  );
  expect(refusal(folderOf(files), true)).toBe(`\
environments/base/platform/shop.yaml:13:5: error: spec.namespaces.pay-web: the namespace belongs to tenant \`pay\`
    12 |     shop-web: {}
>   13 |     pay-web: {}
       |     ^^^^^^^
   a namespace belongs to one tenant
   environments/prod/platform/pay.yaml:11:5: declared here
    10 |   namespaces:
>   11 |     pay-web: {}
       |     ^^^^^^^

environments/base/platform/shop.yaml:18:33: error: spec.runtimes.allowed[2]: no Runtime is named \`runc\`
    17 |   runtimes:
>   18 |     allowed: [kata-clh, gvisor, runc]
       |                                 ^^^^
   runtimes: gvisor, kata-clh

environments/base/platform/shop.yaml:19:14: error: spec.runtimes.default: \`kata\` is not among the allowed runtimes
    18 |     allowed: [kata-clh, gvisor, runc]
>   19 |     default: kata
       |              ^^^^
   did you mean \`kata-clh\`?

environments/prod/tenants/pay/ledger.yaml:6:14: error: spec.namespace: \`shop-web\` is not among the namespaces of tenant \`pay\`
     5 | spec:
>    6 |   namespace: shop-web
       |              ^^^^^^^^
   namespaces: pay-web

environments/prod/tenants/pay/ledger.yaml:9:13: error: spec.devices.gpu: \`gpu\` is not among the devices of tenant \`pay\`
     8 |   service: {}
>    9 |   devices: {gpu: 1}
       |             ^^^
   there are no devices

environments/prod/tenants/shop/new.yaml:9:12: error: spec.runtime: \`kata-qemu\` is not among the runtimes of tenant \`shop\`
     8 |   job: {}
>    9 |   runtime: kata-qemu
       |            ^^^^^^^^^
   runtimes: kata-clh, gvisor, runc

environments/prod/tenants/shop/new.yaml:10:18: error: spec.priorityClass: \`high\` is not among the priority classes of tenant \`shop\`
     9 |   runtime: kata-qemu
>   10 |   priorityClass: high
       |                  ^^^^
   did you mean \`kata-high-security\`?

environments/prod/tenants/shop/workloads.yaml:40:19: error: spec.network.egress.db.workload: tenant \`shop\` has no Workload \`dbs\`
    39 |       db:
>   40 |         workload: dbs
       |                   ^^^
   did you mean \`db\`?

environments/prod/tenants/shop/workloads.yaml:76:12: error: spec.runtime: \`gvsior\` is not among the runtimes of tenant \`shop\`
    75 |   image: registry.example.com/shop/import:1
>   76 |   runtime: gvsior
       |            ^^^^^^
   did you mean \`gvisor\`?

9 problems in 4 files
`);
});

it('tells of a file that cannot be read, and of names that lead nowhere elsewhere; of those in the file alone nothing', () => {
  const files = changed(
    write(`${TENANT}/new.yaml`, `${head('Workload', 'new')}spec:\n  namespace: "shop-web\n`, TWO_TENANTS),
    [WORKLOADS, 'workload: db', 'workload: new'],
    [WORKLOADS, 'runtime: gvisor', 'runtime: gvsior'],
    [PAY, 'allowed: [kata-clh]', 'allowed: [kata-clh, runc]'],
  );
  expect(refusal(folderOf(files))).toBe(`\
environments/prod/platform/pay.yaml:13:25: error: spec.runtimes.allowed[1]: no Runtime is named \`runc\`
    12 |   runtimes:
>   13 |     allowed: [kata-clh, runc]
       |                         ^^^^
   runtimes: gvisor, kata-clh

environments/prod/tenants/shop/new.yaml:6:14: error: not valid YAML: the quote " that opens here is never closed
     5 | spec:
>    6 |   namespace: "shop-web
       |              ^
   close it at the end of the text

environments/prod/tenants/shop/workloads.yaml:76:12: error: spec.runtime: \`gvsior\` is not among the runtimes of tenant \`shop\`
    75 |   image: registry.example.com/shop/import:1
>   76 |   runtime: gvsior
       |            ^^^^^^
   did you mean \`gvisor\`?

3 problems in 3 files
`);
});

it('tells of a name that leads nowhere beside an unknown field, and of workloads whose tenant has misspelt what it must have', () => {
  const files = changed(
    TWO_TENANTS,
    [GRANT, '  namespaces:', '  namepsaces:'],
    [PATCH, 'memory: 16Gi', 'memory: 16GB'],
    [WORKLOADS, '  runtime: gvisor', '  runtime: gvsior\n  nodes: 3'],
    [WORKLOADS, 'namespace: shop-web', 'namespace: shop-wbe'],
    [LEDGER, 'image: registry.example.com/pay', 'image: quay.io/pay'],
  );
  expect(refusal(folderOf(files))).toBe(`\
environments/base/platform/shop.yaml:11:3: error: spec.namepsaces: unknown field
    10 |   costCentre: cc-4711
>   11 |   namepsaces:
       |   ^^^^^^^^^^
   did you mean \`namespaces\`?

environments/prod/platform/shop.yaml:7:13: error: spec.quota.memory: \`16GB\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
     6 |   quota:
>    7 |     memory: 16GB
       |             ^^^^

environments/prod/tenants/pay/ledger.yaml:7:10: error: spec.image: quay.io/pay/ledger is not from an allowed registry
     6 |   namespace: pay-web
>    7 |   image: quay.io/pay/ledger:1
       |          ^^^^^^^^^^^^^^^^^^^^
   allowed: registry.example.com

environments/prod/tenants/shop/workloads.yaml:6:14: error: spec.namespace: \`shop-wbe\` is not among the namespaces of tenant \`shop\`
     5 | spec:
>    6 |   namespace: shop-wbe
       |              ^^^^^^^^
   did you mean \`shop-web\`?

environments/prod/tenants/shop/workloads.yaml:76:12: error: spec.runtime: \`gvsior\` is not among the runtimes of tenant \`shop\`
    75 |   image: registry.example.com/shop/import:1
>   76 |   runtime: gvsior
       |            ^^^^^^
   did you mean \`gvisor\`?

environments/prod/tenants/shop/workloads.yaml:77:3: error: spec.nodes: unknown field
    76 |   runtime: gvsior
>   77 |   nodes: 3
       |   ^^^^^
   allowed here: namespace, service, job, database, sandbox, image, imagePullSecrets, command, args, env, secretEnv, externalSecrets, files, secretFiles, volumes, existing, scratch, readOnlyRootFilesystem, user, resources, vm, runtime, priorityClass, readiness, liveness, startup, terminationGracePeriodSeconds, networks, devices, network, placement

6 problems in 4 files
`);
});
