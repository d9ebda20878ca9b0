import { change, ENVIRONMENT, GRANT, PATCH, WORKLOADS } from './declarations.js';
import { refuses } from './refusal.js';

refuses([
  [
    'a word for a number',
    change(WORKLOADS, 'replicas: 3', 'replicas: three'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: expected a number, found the string \`three\`
     8 |   service:
>    9 |     replicas: three
       |               ^^^^^`,
  ],
  [
    'a number in quotes',
    change(WORKLOADS, 'replicas: 3', 'replicas: "3"'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: expected a number, found the string \`3\`
     8 |   service:
>    9 |     replicas: "3"
       |               ^^^
   remove the quotes`,
  ],
  [
    'a fraction for a whole number',
    change(WORKLOADS, 'replicas: 3', 'replicas: 1.5'),
    `\
environments/prod/tenants/shop/workloads.yaml:9:15: error: spec.service.replicas: expected a whole number, found the number \`1.5\`
     8 |   service:
>    9 |     replicas: 1.5
       |               ^^^`,
  ],
  [
    'yes, which is a boolean in YAML 1.1 only',
    change(GRANT, 'internet: true', 'internet: yes'),
    `\
environments/base/platform/shop.yaml:39:15: error: spec.network.internet: expected true or false, found the string \`yes\`
    38 |   network:
>   39 |     internet: yes
       |               ^^^
   write true or false: YAML 1.2 reads the other words as text`,
  ],
  [
    'on, the same',
    change(ENVIRONMENT, 'kvm: true', 'kvm: on'),
    `\
environments/prod/platform/environment.yaml:26:12: error: spec.nodePools.kata.kvm: expected true or false, found the string \`on\`
    25 |         memory: 64Gi
>   26 |       kvm: on
       |            ^^
   write true or false: YAML 1.2 reads the other words as text`,
  ],
  [
    'true in quotes',
    change(ENVIRONMENT, 'kvm: true', 'kvm: "true"'),
    `\
environments/prod/platform/environment.yaml:26:12: error: spec.nodePools.kata.kvm: expected true or false, found the string \`true\`
    25 |         memory: 64Gi
>   26 |       kvm: "true"
       |            ^^^^^^
   remove the quotes`,
  ],
  [
    'a version that is a number',
    change(ENVIRONMENT, '"1.34"', '1.34'),
    `\
environments/prod/platform/environment.yaml:12:22: error: spec.kubernetesVersion: expected a string, found the number \`1.34\`
    11 |       cidrs: [10.0.0.1/32]
>   12 |   kubernetesVersion: 1.34
       |                      ^^^^
   put it in quotes: without them YAML reads a number, and 1.30 becomes 1.3`,
  ],
  [
    'a label value that is a boolean',
    change(ENVIRONMENT, 'gvisor: "yes"', 'gvisor: true'),
    `\
environments/prod/platform/environment.yaml:22:29: error: spec.nodePools.kata.labels["example.com/gvisor"]: expected a string, found the boolean \`true\`
    21 |         katacontainers.io/kata-runtime: "true"
>   22 |         example.com/gvisor: true
       |                             ^^^^
   put it in quotes: without them YAML reads true or false`,
  ],
  [
    'an environment variable that is a number',
    change(WORKLOADS, 'LOG_LEVEL: info', 'LOG_LEVEL: 1'),
    `\
environments/prod/tenants/shop/workloads.yaml:21:16: error: spec.env.LOG_LEVEL: expected a string, found the number \`1\`
    20 |   env:
>   21 |     LOG_LEVEL: 1
       |                ^
   put it in quotes: without them YAML reads a number, and 1.30 becomes 1.3`,
  ],
  [
    'a list as in a pod',
    change(WORKLOADS, '    LOG_LEVEL: info', '    - name: LOG_LEVEL\n      value: info'),
    `\
environments/prod/tenants/shop/workloads.yaml:20:3: error: spec.env: expected a mapping, found a list
    19 |     memory: 1Gi
>   20 |   env:
       |   ^^^
   write what has a name as a field (name: …)`,
  ],
  [
    'a single value for a list',
    change(ENVIRONMENT, '[10.244.0.0/16]', '10.244.0.0/16'),
    `\
environments/prod/platform/environment.yaml:14:11: error: spec.network.pods: expected a list, found the string \`10.244.0.0/16\`
    13 |   network:
>   14 |     pods: 10.244.0.0/16
       |           ^^^^^^^^^^^^^
   write a list: [10.244.0.0/16]`,
  ],
  [
    'a mapping for a list',
    change(ENVIRONMENT, '[10.244.0.0/16]', '{a: 10.244.0.0/16}'),
    `\
environments/prod/platform/environment.yaml:14:11: error: spec.network.pods: expected a list, found a mapping
    13 |   network:
>   14 |     pods: {a: 10.244.0.0/16}
       |           ^^^^^^^^^^^^^^^^^
   write a list: each item on a line of its own, after "- "`,
  ],
  [
    'a list for the spec',
    change(PATCH, 'spec:\n  quota:\n    memory: 16Gi\n', 'spec:\n- quota\n'),
    `\
environments/prod/platform/shop.yaml:5:1: error: spec: expected a mapping, found a list
     4 |   name: shop
>    5 | spec:
       | ^^^^
   its fields: state, owners, contact, costCentre, namespaces, podSecurity, runtimes, quota, limits, priorityClasses, network, access, images, devices, networks, clusterSecretStores, nodePools, exclusiveNodes, namespaceLabels, source`,
  ],
  [
    'no space after a colon',
    change(PATCH, 'memory: 16Gi', 'memory:16Gi'),
    `\
environments/prod/platform/shop.yaml:6:3: error: spec.quota: expected a mapping, found the string \`memory:16Gi\`
     5 | spec:
>    6 |   quota:
       |   ^^^^^
   is a space missing after the colon?`,
  ],
  [
    'a space after a colon that is none',
    change(PATCH, 'memory: 16Gi', 'memory:\u00a016Gi'),
    `\
environments/prod/platform/shop.yaml:6:3: error: spec.quota: expected a mapping, found the string \`memory:\\xa016Gi\`
     5 | spec:
>    6 |   quota:
       |   ^^^^^
   is a space missing after the colon?`,
  ],
]);
