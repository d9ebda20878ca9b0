import { change, ENVIRONMENT, GRANT, WORKLOADS } from './declarations.js';
import { refuses } from './refusal.js';

const DB = 'registry.example.com/shop/db:1';

refuses([
  [
    'an image with a space',
    change(WORKLOADS, DB, '"registry.example.com/shop/db :1"'),
    `\
environments/prod/tenants/shop/workloads.yaml:55:10: error: spec.image: \`registry.example.com/shop/db :1\` is not an image reference (registry/repository:tag or registry/repository@sha256:…)
    54 |   namespace: shop-data
>   55 |   image: "registry.example.com/shop/db :1"
       |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'an image from elsewhere',
    change(WORKLOADS, DB, 'docker.io/shop/db:1'),
    `\
environments/prod/tenants/shop/workloads.yaml:55:10: error: spec.image: docker.io/shop/db is not from an allowed registry
    54 |   namespace: shop-data
>   55 |   image: docker.io/shop/db:1
       |          ^^^^^^^^^^^^^^^^^^^
   allowed: registry.example.com`,
  ],
  [
    'a path that is not absolute',
    change(WORKLOADS, 'mountPath: /tmp', 'mountPath: ../tmp'),
    `\
environments/prod/tenants/shop/workloads.yaml:31:18: error: spec.scratch.tmp.mountPath: \`../tmp\` is not an absolute path without "..", ":" or spaces
    30 |     tmp:
>   31 |       mountPath: ../tmp
       |                  ^^^^^^`,
  ],
  [
    'two mounts in one place',
    change(WORKLOADS, 'mountPath: /tmp', 'mountPath: /etc/app/'),
    `\
environments/prod/tenants/shop/workloads.yaml:31:18: error: spec.scratch.tmp.mountPath: /etc/app is the mount path of files.conf too
    30 |     tmp:
>   31 |       mountPath: /etc/app/
       |                  ^^^^^^^^^
   environments/prod/tenants/shop/workloads.yaml:24:18: declared here
    23 |     conf:
>   24 |       mountPath: /etc/app
       |                  ^^^^^^^^`,
  ],
  [
    'a variable with a space',
    change(WORKLOADS, 'LOG_LEVEL: info', 'LOG LEVEL: info'),
    `\
environments/prod/tenants/shop/workloads.yaml:21:5: error: spec.env["LOG LEVEL"]: \`LOG LEVEL\` is not an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit or with "..")
    20 |   env:
>   21 |     LOG LEVEL: info
       |     ^^^^^^^^^`,
  ],
  [
    'no address of a person',
    change(GRANT, 'shop@example.com', 'shop'),
    `\
environments/base/platform/shop.yaml:9:12: error: spec.contact: \`shop\` is not an e-mail address
     8 |     developer: [shop-developers, shop-contractors]
>    9 |   contact: shop
       |            ^^^^`,
  ],
  [
    'an API server without TLS',
    change(ENVIRONMENT, 'https://10.0.0.1:6443', 'http://10.0.0.1:6443'),
    `\
environments/prod/platform/environment.yaml:10:12: error: spec.cluster.apiServer.url: \`http://10.0.0.1:6443\` is not an https:// address
     9 |     apiServer:
>   10 |       url: http://10.0.0.1:6443
       |            ^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a repository that a shell would read',
    change(ENVIRONMENT, 'https://git.example.com/platform.git', '"git.example.com/$(id)"'),
    `\
environments/prod/platform/environment.yaml:42:14: error: spec.argocd.repoURL: \`git.example.com/$(id)\` is not a repository address (https://…, ssh://…, git@host:path)
    41 |   argocd:
>   42 |     repoURL: "git.example.com/$(id)"
       |              ^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a version with its patch',
    change(ENVIRONMENT, '"1.34"', '"1.34.1"'),
    `\
environments/prod/platform/environment.yaml:12:22: error: spec.kubernetesVersion: \`1.34.1\` is not a Kubernetes minor version in quotes, such as "1.34"
    11 |       cidrs: [10.0.0.1/32]
>   12 |   kubernetesVersion: "1.34.1"
       |                      ^^^^^^^^`,
  ],
  [
    'a label value of 64 characters',
    change(ENVIRONMENT, 'kata-runtime: "true"', `kata-runtime: "true"\n        zone: ${'z'.repeat(64)}`),
    `\
environments/prod/platform/environment.yaml:22:15: error: spec.nodePools.kata.labels.zone: \`zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\` is not a label value (empty, or letters, digits, "-", "_" and ".", starting and ending with a letter or digit, at most 63 characters)
    21 |         katacontainers.io/kata-runtime: "true"
>   22 |         zone: zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a label key without a name',
    change(ENVIRONMENT, 'kata-runtime: "true"', 'kata-runtime: "true"\n        zone/: z'),
    `\
environments/prod/platform/environment.yaml:22:9: error: spec.nodePools.kata.labels["zone/"]: \`zone/\` is not a label key (letters, digits, "-", "_" and ".", starting and ending with a letter or digit, at most 63 characters, optionally after a DNS subdomain and "/")
    21 |         katacontainers.io/kata-runtime: "true"
>   22 |         zone/: z
       |         ^^^^^`,
  ],
  [
    'a label that is Kubernetes’ own',
    change(GRANT, '  contact:', '  namespaceLabels:\n    pod-security.kubernetes.io/enforce: privileged\n  contact:'),
    `\
environments/base/platform/shop.yaml:10:5: error: spec.namespaceLabels["pod-security.kubernetes.io/enforce"]: \`pod-security.kubernetes.io/enforce\` is not a label key outside kubernetes.io, k8s.io and bulkhead.dev
     9 |   namespaceLabels:
>   10 |     pod-security.kubernetes.io/enforce: privileged
       |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  ],
  [
    'a port name in capitals',
    change(WORKLOADS, '      http:\n', '      HTTP:\n'),
    `\
environments/prod/tenants/shop/workloads.yaml:11:7: error: spec.service.ports.HTTP: \`HTTP\` is not a port name (lower-case letters, digits and single "-" in between, at least one letter, at most 15 characters)
    10 |     ports:
>   11 |       HTTP:
       |       ^^^^`,
  ],
  [
    'a port name of 16 characters',
    change(WORKLOADS, '      http:\n', '      a-very-long-port:\n'),
    `\
environments/prod/tenants/shop/workloads.yaml:11:7: error: spec.service.ports.a-very-long-port: \`a-very-long-port\` is not a port name (lower-case letters, digits and single "-" in between, at least one letter, at most 15 characters)
    10 |     ports:
>   11 |       a-very-long-port:
       |       ^^^^^^^^^^^^^^^^`,
  ],
]);
