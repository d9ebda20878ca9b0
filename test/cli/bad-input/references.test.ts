import { change, ENVIRONMENT, GRANT, job, NEW, RUNTIMES, WORKLOADS, write } from './declarations.js';
import { refuses } from './refusal.js';

refuses([
  [
    'a runtime with a typing mistake',
    change(WORKLOADS, 'runtime: gvisor', 'runtime: gvsior'),
    `\
environments/prod/tenants/shop/workloads.yaml:76:12: error: spec.runtime: \`gvsior\` is not among the runtimes of tenant \`shop\`
    75 |   image: registry.example.com/shop/import:1
>   76 |   runtime: gvsior
       |            ^^^^^^
   did you mean \`gvisor\`?`,
  ],
  [
    'a runtime that is not granted',
    change(GRANT, 'allowed: [kata-clh, gvisor]', 'allowed: [kata-clh]'),
    `\
environments/prod/tenants/shop/workloads.yaml:76:12: error: spec.runtime: \`gvisor\` is not among the runtimes of tenant \`shop\`
    75 |   image: registry.example.com/shop/import:1
>   76 |   runtime: gvisor
       |            ^^^^^^
   runtimes: kata-clh`,
  ],
  [
    'a grant of a runtime that is none',
    change(GRANT, 'allowed: [kata-clh, gvisor]', 'allowed: [kata-clh, gvisor, kata-qemu]'),
    `\
environments/base/platform/shop.yaml:17:33: error: spec.runtimes.allowed[2]: no Runtime is named \`kata-qemu\`
    16 |   runtimes:
>   17 |     allowed: [kata-clh, gvisor, kata-qemu]
       |                                 ^^^^^^^^^
   runtimes: gvisor, kata-clh`,
  ],
  [
    'a default with a typing mistake',
    change(GRANT, 'default: kata-clh', 'default: kata-chl'),
    `\
environments/base/platform/shop.yaml:18:14: error: spec.runtimes.default: \`kata-chl\` is not among the allowed runtimes
    17 |     allowed: [kata-clh, gvisor]
>   18 |     default: kata-chl
       |              ^^^^^^^^
   did you mean \`kata-clh\`?`,
  ],
  [
    'a preset that is none',
    change(RUNTIMES, 'preset: gvisor', 'preset: firecracker'),
    `\
environments/base/platform/runtimes.yaml:19:11: error: spec.preset: \`firecracker\` is not allowed here
    18 | spec:
>   19 |   preset: firecracker
       |           ^^^^^^^^^^^
   allowed: runc, gvisor, kata-clh, kata-clh-runtime-rs, kata-qemu, kata-qemu-runtime-rs, kata-fc, kata-dragonball, kata-stratovirt, kata-remote, kata-qemu-tdx, kata-qemu-tdx-runtime-rs, kata-qemu-snp, kata-qemu-snp-runtime-rs, kata-qemu-se, kata-qemu-se-runtime-rs, kata-qemu-coco-dev, kata-qemu-coco-dev-runtime-rs, kata-qemu-nvidia-cpu, kata-qemu-nvidia-cpu-runtime-rs, kata-qemu-nvidia-gpu, kata-qemu-nvidia-gpu-runtime-rs, kata-qemu-nvidia-gpu-tdx, kata-qemu-nvidia-gpu-tdx-runtime-rs, kata-qemu-nvidia-gpu-snp, kata-qemu-nvidia-gpu-snp-runtime-rs`,
  ],
  [
    'a pool with a typing mistake',
    change(GRANT, '  contact:', '  nodePools: [katta]\n  contact:'),
    `\
environments/base/platform/shop.yaml:9:15: error: spec.nodePools[0]: \`katta\` is not among the node pools of environment \`prod\`
     8 |     developer: [shop-developers, shop-contractors]
>    9 |   nodePools: [katta]
       |               ^^^^^
   did you mean \`kata\`?`,
  ],
  [
    'no pool for a runtime',
    change(ENVIRONMENT, '        example.com/gvisor: "yes"\n', ''),
    `\
environments/base/platform/runtimes.yaml:20:3: error: spec.nodeSelector: no node pool of environment \`prod\` has the labels example.com/gvisor=yes
    19 |   preset: gvisor
>   20 |   nodeSelector:
       |   ^^^^^^^^^^^^
   label a pool in the Environment, declare another nodeSelector, or drop this Runtime there with \`spec: null\``,
  ],
  [
    'no pool for a workload',
    write(NEW, job('x', '  placement: {nodeLabels: {zone: a}}\n')),
    `\
environments/prod/tenants/shop/new.yaml:4:9: error: metadata.name: no node pool of environment \`prod\` can run it with runtime \`kata-clh\`
     3 | metadata:
>    4 |   name: x
       |         ^
   kata: has no label zone=a`,
  ],
  [
    'a priority class with a typing mistake',
    change(WORKLOADS, 'priorityClass: kata-high-security', 'priorityClass: kata-high-securty'),
    `\
environments/prod/tenants/shop/workloads.yaml:67:18: error: spec.priorityClass: \`kata-high-securty\` is not among the priority classes of tenant \`shop\`
    66 |     secrets: [db, db-replica]
>   67 |   priorityClass: kata-high-securty
       |                  ^^^^^^^^^^^^^^^^^
   did you mean \`kata-high-security\`?`,
  ],
  [
    'a storage class with a typing mistake',
    change(WORKLOADS, 'size: 10Gi', 'size: 10Gi\n      storageClass: fats'),
    `\
environments/prod/tenants/shop/workloads.yaml:62:21: error: spec.database.storage.storageClass: environment \`prod\` has no StorageClass \`fats\`
    61 |       size: 10Gi
>   62 |       storageClass: fats
       |                     ^^^^
   did you mean \`fast\`?`,
  ],
  [
    'a quota of a storage class that is none',
    change(GRANT, '        fast:\n', '        slow:\n'),
    `\
environments/base/platform/shop.yaml:26:9: error: spec.quota.storage.classes.slow: environment \`prod\` has no StorageClass \`slow\`
    25 |       classes:
>   26 |         slow:
       |         ^^^^
   storage classes: fast`,
  ],
  [
    'a namespace with a typing mistake',
    write(NEW, job('x').replace('shop-web', 'shop-wbe')),
    `\
environments/prod/tenants/shop/new.yaml:6:14: error: spec.namespace: \`shop-wbe\` is not among the namespaces of tenant \`shop\`
     5 | spec:
>    6 |   namespace: shop-wbe
       |              ^^^^^^^^
   did you mean \`shop-web\`?`,
  ],
  [
    'a device',
    write(NEW, job('x', '  devices: {gpu: 1}\n')),
    `\
environments/prod/tenants/shop/new.yaml:9:13: error: spec.devices.gpu: \`gpu\` is not among the devices of tenant \`shop\`
     8 |   job: {}
>    9 |   devices: {gpu: 1}
       |             ^^^
   there are no devices`,
  ],
  [
    'a network',
    write(NEW, job('x', '  networks: [fast]\n')),
    `\
environments/prod/tenants/shop/new.yaml:9:14: error: spec.networks[0]: \`fast\` is not among the networks of tenant \`shop\`
     8 |   job: {}
>    9 |   networks: [fast]
       |              ^^^^
   there are no networks`,
  ],
  [
    'a platform service that is not granted',
    change(WORKLOADS, 'platformService: ingress', 'platformService: ingres'),
    `\
environments/prod/tenants/shop/workloads.yaml:36:26: error: spec.network.ingress.ingress.platformService: \`ingres\` is not granted to tenant \`shop\`
    35 |       ingress:
>   36 |         platformService: ingres
       |                          ^^^^^^
   did you mean \`ingress\`?`,
  ],
  [
    'a platform service that is none',
    change(GRANT, 'platformServices: [ingress]', 'platformServices: [ingress, logs]'),
    `\
environments/base/platform/shop.yaml:40:33: error: spec.network.platformServices[1]: \`logs\` is not among the platform services of environment \`prod\`
    39 |     internet: true
>   40 |     platformServices: [ingress, logs]
       |                                 ^^^^
   platform services: ingress`,
  ],
]);
