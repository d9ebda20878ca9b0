import { describe, expect, test } from 'vitest';
import {
  append,
  complaints,
  ENVIRONMENT_FILE,
  edit,
  FILES,
  RUNTIMES_FILE,
  SHOP_FILE,
  WEB_FILE,
} from './declarations.js';

const environment = (from: string, to: string) => complaints(edit(ENVIRONMENT_FILE, from, to));
const shop = (from: string, to: string) => complaints(edit(SHOP_FILE, from, to));
const web = (from: string, to: string) => complaints(edit(WEB_FILE, from, to));
const more = (text: string) => complaints(append(WEB_FILE, text));

test('the files that these tests break are whole', () => {
  expect(complaints(FILES)).toBe('');
});

describe('fields', () => {
  test('unknown, but near a known one', () => {
    expect(shop('contact:', 'contcat:')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:8:3: error: spec.contcat: unknown field
           7 |     admin: [shop-admins]
      >    8 |   contcat: shop@example.com
             |   ^^^^^^^
         did you mean \`contact\`?

      1 problem in 1 file"
    `);
  });
  test('unknown and near none', () => {
    expect(
      environment('      direction: ingress\n', '      direction: ingress\n      qqq: 1\n'),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:41:7: error: spec.platformServices.metrics.qqq: unknown field
          40 |       direction: ingress
      >   41 |       qqq: 1
             |       ^^^
         allowed here: direction, namespace, podLabels, cidrs, ports

      1 problem in 1 file"
    `);
  });
  test('unknown in an alternative', () => {
    expect(shop('cpu: 4', 'cpu: {request: 2, limits: 4}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:15:11: error: spec.quota.cpu.request: unknown field
          14 |   quota:
      >   15 |     cpu: {request: 2, limits: 4}
             |           ^^^^^^^
         did you mean \`requests\`?

      1 problem in 1 file"
    `);
  });
  test('named like something that every object of JavaScript has', () => {
    expect(more('  toString: {valueOf: 1}\n')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:3: error: spec.toString: unknown field
           8 |   image: registry.example.com/web:1
      >    9 |   toString: {valueOf: 1}
             |   ^^^^^^^^
         allowed here: namespace, service, job, database, sandbox, image, imagePullSecrets, command, args, env, secretEnv, externalSecrets, files, secretFiles, volumes, existing, scratch, readOnlyRootFilesystem, user, resources, vm, runtime, priorityClass, readiness, liveness, startup, terminationGracePeriodSeconds, networks, devices, network, placement

      1 problem in 1 file"
    `);
  });
  test('missing', () => {
    expect(shop('  contact: shop@example.com\n', '')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:5:1: error: spec.contact: required
           4 |   name: shop
      >    5 | spec:
             | ^^^^

      1 problem in 1 file"
    `);
  });
  test('missing at all depths: each is told', () => {
    expect(
      environment('      url: https://api.prod.example.com:6443\n', '      port: 443\n').concat(
        '\n',
        environment('    pods: [10.244.0.0/16]\n', ''),
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:8:5: error: spec.cluster.apiServer.url: required
           7 |     name: prod-eu
      >    8 |     apiServer:
             |     ^^^^^^^^^

      1 problem in 1 file
      environments/prod/platform/environment.yaml:11:3: error: spec.network.pods: required
          10 |   kubernetesVersion: "1.34"
      >   11 |   network:
             |   ^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('missing in an alternative', () => {
    expect(shop('cpu: 4', 'cpu: {limits: 4}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:15:5: error: spec.quota.cpu.requests: required
          14 |   quota:
      >   15 |     cpu: {limits: 4}
             |     ^^^

      1 problem in 1 file"
    `);
  });
  test('an enum that is missing says what it may be', () => {
    expect(environment('      direction: ingress\n', '')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:39:5: error: spec.platformServices.metrics.direction: required
          38 |       namespace: logging
      >   39 |     metrics:
             |     ^^^^^^^
         allowed: egress, ingress

      1 problem in 1 file"
    `);
  });
  test('spec missing', () => {
    expect(complaints(edit(SHOP_FILE, 'spec:', 'spce:'))).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:1:1: error: spec: required
      >    1 | apiVersion: bulkhead.dev/v1alpha1
             | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      environments/prod/platform/shop.yaml:5:1: error: spce: unknown field
           4 |   name: shop
      >    5 | spce:
             | ^^^^
         did you mean \`spec\`?

      2 problems in 1 file"
    `);
  });
});

describe('types', () => {
  test('text for a number', () => {
    expect(environment('count: 3', 'count: many')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:17:14: error: spec.nodePools.general.count: expected a number, found the string \`many\`
          16 |     general:
      >   17 |       count: many
             |              ^^^^

      1 problem in 1 file"
    `);
  });
  test('a fraction for a whole number', () => {
    expect(environment('count: 3', 'count: 1.5')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:17:14: error: spec.nodePools.general.count: expected a whole number, found the number \`1.5\`
          16 |     general:
      >   17 |       count: 1.5
             |              ^^^

      1 problem in 1 file"
    `);
  });
  test('a list for a number', () => {
    expect(environment('count: 3', 'count: [3]')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:17:14: error: spec.nodePools.general.count: expected a number, found a list
          16 |     general:
      >   17 |       count: [3]
             |              ^^

      1 problem in 1 file"
    `);
  });
  test('a negative count', () => {
    expect(environment('count: 3', 'count: -1')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:17:14: error: spec.nodePools.general.count: the number \`-1\` is too small: at least 0
          16 |     general:
      >   17 |       count: -1
             |              ^^

      1 problem in 1 file"
    `);
  });
  test('a text for a list', () => {
    expect(environment('pods: [10.244.0.0/16]', 'pods: 10.244.0.0/16')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:12:11: error: spec.network.pods: expected a list, found the string \`10.244.0.0/16\`
          11 |   network:
      >   12 |     pods: 10.244.0.0/16
             |           ^^^^^^^^^^^^^
         write a list: [10.244.0.0/16]

      1 problem in 1 file"
    `);
  });
  test('an empty list', () => {
    expect(environment('pods: [10.244.0.0/16]', 'pods: []')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:12:11: error: spec.network.pods: an empty list is too short: at least 1 item
          11 |   network:
      >   12 |     pods: []
             |           ^

      1 problem in 1 file"
    `);
  });
  test('null in a list', () => {
    expect(environment('pods: [10.244.0.0/16]', 'pods: [null]')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:12:12: error: spec.network.pods[0]: expected a string, found null
          11 |   network:
      >   12 |     pods: [null]
             |            ^^^^

      1 problem in 1 file"
    `);
  });
  test('a boolean for a quantity', () => {
    expect(environment('cpu: 8', 'cpu: true')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:21:14: error: spec.nodePools.general.allocatable.cpu: expected a string or a number, found the boolean \`true\`
          20 |       allocatable:
      >   21 |         cpu: true
             |              ^^^^

      1 problem in 1 file"
    `);
  });
  test('a mapping for a quantity', () => {
    expect(environment('cpu: 8', 'cpu: {}')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:21:14: error: spec.nodePools.general.allocatable.cpu: expected a string or a number, found a mapping
          20 |       allocatable:
      >   21 |         cpu: {}
             |              ^

      1 problem in 1 file"
    `);
  });
});

describe('values', () => {
  test('an unquoted version is a number: 1.30 would be 1.3', () => {
    expect(environment('kubernetesVersion: "1.34"', 'kubernetesVersion: 1.30')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:10:22: error: spec.kubernetesVersion: expected a string, found the number \`1.3\`
           9 |       url: https://api.prod.example.com:6443
      >   10 |   kubernetesVersion: 1.30
             |                      ^^^^
         put it in quotes: without them YAML reads a number, and 1.30 becomes 1.3

      1 problem in 1 file"
    `);
  });
  test('an unquoted label is a boolean', () => {
    expect(environment('kata-runtime: "true"', 'kata-runtime: true')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:19:41: error: spec.nodePools.general.labels["katacontainers.io/kata-runtime"]: expected a string, found the boolean \`true\`
          18 |       labels:
      >   19 |         katacontainers.io/kata-runtime: true
             |                                         ^^^^
         put it in quotes: without them YAML reads true or false

      1 problem in 1 file"
    `);
  });
  test('a version of more than major and minor', () => {
    expect(environment('"1.34"', '"1.34.2"')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:10:22: error: spec.kubernetesVersion: \`1.34.2\` is not a Kubernetes minor version in quotes, such as "1.34"
           9 |       url: https://api.prod.example.com:6443
      >   10 |   kubernetesVersion: "1.34.2"
             |                      ^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('an enum, with the nearest value', () => {
    expect(environment('direction: ingress', 'direction: ingres')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:40:18: error: spec.platformServices.metrics.direction: \`ingres\` is not allowed here
          39 |     metrics:
      >   40 |       direction: ingres
             |                  ^^^^^^
         did you mean \`ingress\`? allowed: egress, ingress

      1 problem in 1 file"
    `);
  });
  test('an enum, near nothing', () => {
    expect(complaints(edit(RUNTIMES_FILE, 'preset: kata-clh', 'preset: 7'))).toMatchInlineSnapshot(`
      "environments/prod/platform/runtimes.yaml:13:11: error: spec.preset: \`7\` is not allowed here
          12 | spec:
      >   13 |   preset: 7
             |           ^
         allowed: runc, gvisor, kata-clh, kata-clh-runtime-rs, kata-qemu, kata-qemu-runtime-rs, kata-fc, kata-dragonball, kata-stratovirt, kata-remote, kata-qemu-tdx, kata-qemu-tdx-runtime-rs, kata-qemu-snp, kata-qemu-snp-runtime-rs, kata-qemu-se, kata-qemu-se-runtime-rs, kata-qemu-coco-dev, kata-qemu-coco-dev-runtime-rs, kata-qemu-nvidia-cpu, kata-qemu-nvidia-cpu-runtime-rs, kata-qemu-nvidia-gpu, kata-qemu-nvidia-gpu-runtime-rs, kata-qemu-nvidia-gpu-tdx, kata-qemu-nvidia-gpu-tdx-runtime-rs, kata-qemu-nvidia-gpu-snp, kata-qemu-nvidia-gpu-snp-runtime-rs

      1 problem in 1 file"
    `);
  });
  test('not a quantity', () => {
    expect(shop('memory: 8Gi', 'memory: 8 GB')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:16:13: error: spec.quota.memory: \`8 GB\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
          15 |     cpu: 4
      >   16 |     memory: 8 GB
             |             ^^^^

      1 problem in 1 file"
    `);
  });
  test('a negative quantity', () => {
    expect(shop('cpu: 4', 'cpu: -4')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:15:10: error: spec.quota.cpu: \`-4\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
          14 |   quota:
      >   15 |     cpu: -4
             |          ^^

      1 problem in 1 file"
    `);
  });
  test('neither a quantity nor requests and limits', () => {
    expect(shop('cpu: 4', 'cpu: [4]')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:15:10: error: spec.quota.cpu: expected a string, a number or a mapping, found a list
          14 |   quota:
      >   15 |     cpu: [4]
             |          ^^

      1 problem in 1 file"
    `);
  });
  test('a bad quantity inside the alternative', () => {
    expect(shop('cpu: 4', 'cpu: {requests: two, limits: 4}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:15:21: error: spec.quota.cpu.requests: \`two\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
          14 |   quota:
      >   15 |     cpu: {requests: two, limits: 4}
             |                     ^^^

      1 problem in 1 file"
    `);
  });
  test('a range with host bits', () => {
    expect(environment('10.244.0.0/16', '10.244.1.0/16')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:12:12: error: spec.network.pods[0]: \`10.244.1.0/16\` has bits set beyond its prefix length; the network is 10.244.0.0/16, the single address 10.244.1.0/32
          11 |   network:
      >   12 |     pods: [10.244.1.0/16]
             |            ^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('an address that is no https://', () => {
    expect(environment('https://api.prod', 'http://api.prod')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:9:12: error: spec.cluster.apiServer.url: \`http://api.prod.example.com:6443\` is not an https:// address
           8 |     apiServer:
      >    9 |       url: http://api.prod.example.com:6443
             |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a number that must be above zero', () => {
    expect(complaints(append(ENVIRONMENT_FILE, '  overcommit: {cpu: 0}\n'))).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:21: error: spec.overcommit.cpu: the number \`0\` is too small: more than 0
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |   overcommit: {cpu: 0}
             |                     ^

      1 problem in 1 file"
    `);
  });
  test('a port out of range and a port of no protocol', () => {
    expect(
      complaints(
        append(
          WEB_FILE,
          '  network:\n    egress:\n      logs: {platformService: logs, ports: [70000, 53/ICMP, true]}\n',
        ),
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:11:31: error: spec.network.egress.logs.platformService: \`logs\` is not granted to tenant \`shop\`
          10 |     egress:
      >   11 |       logs: {platformService: logs, ports: [70000, 53/ICMP, true]}
             |                               ^^^^
         there are no granted platform services

      environments/prod/tenants/shop/web.yaml:11:45: error: spec.network.egress.logs.ports[0]: the number \`70000\` is too big: at most 65535
          10 |     egress:
      >   11 |       logs: {platformService: logs, ports: [70000, 53/ICMP, true]}
             |                                             ^^^^^

      environments/prod/tenants/shop/web.yaml:11:52: error: spec.network.egress.logs.ports[1]: \`53/ICMP\` is not a port (8080) or a port with its protocol (53/UDP, 9000/SCTP)
          10 |     egress:
      >   11 |       logs: {platformService: logs, ports: [70000, 53/ICMP, true]}
             |                                                    ^^^^^^^

      environments/prod/tenants/shop/web.yaml:11:61: error: spec.network.egress.logs.ports[2]: expected a number or a string, found the boolean \`true\`
          10 |     egress:
      >   11 |       logs: {platformService: logs, ports: [70000, 53/ICMP, true]}
             |                                                             ^^^^

      4 problems in 1 file"
    `);
  });
  test('internet: false, which says nothing', () => {
    expect(more('  network: {egress: {all: {internet: false}}}\n')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:38: error: spec.network.egress.all.internet: \`false\` is not allowed here
           8 |   image: registry.example.com/web:1
      >    9 |   network: {egress: {all: {internet: false}}}
             |                                      ^^^^^
         allowed: true

      1 problem in 1 file"
    `);
  });
  test('a path of a probe', () => {
    expect(more('  readiness: {http: {path: healthz, port: 80}}\n')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:28: error: spec.readiness.http.path: \`healthz\` does not start with \`/\`
           8 |   image: registry.example.com/web:1
      >    9 |   readiness: {http: {path: healthz, port: 80}}
             |                            ^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a reason too short', () => {
    expect(
      complaints({
        ...FILES,
        'environments/prod/exceptions/web.yaml': `\
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: web}
spec: {rule: a/b, scope: {tenant: shop}, reason: because, owner: me, expires: "2026-02-30"}
`,
      }),
    ).toMatchInlineSnapshot(`
      "environments/prod/exceptions/web.yaml:4:50: error: spec.reason: the string \`because\` is too short: at least 10 characters
           3 | metadata: {name: web}
      >    4 | spec: {rule: a/b, scope: {tenant: shop}, reason: because, owner: me, expires: "2026-02-30"}
             |                                                  ^^^^^^^

      environments/prod/exceptions/web.yaml:4:79: error: spec.expires: \`2026-02-30\` is not a day as YYYY-MM-DD
           3 | metadata: {name: web}
      >    4 | spec: {rule: a/b, scope: {tenant: shop}, reason: because, owner: me, expires: "2026-02-30"}
             |                                                                               ^^^^^^^^^^^^

      2 problems in 1 file"
    `);
  });
});

describe('names', () => {
  test('keys that are no DNS labels', () => {
    expect(environment('    general:\n', '    General_Pool:\n')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:16:5: error: spec.nodePools.General_Pool: \`General_Pool\` is not a DNS label (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
          15 |   nodePools:
      >   16 |     General_Pool:
             |     ^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a namespace', () => {
    expect(shop('shop-web: {}', 'Shop.Web: {}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:11:5: error: spec.namespaces["Shop.Web"]: \`Shop.Web\` is not a DNS label (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
          10 |   namespaces:
      >   11 |     Shop.Web: {}
             |     ^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a key of a label', () => {
    expect(environment('katacontainers.io/kata-runtime', '-x/y')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:19:9: error: spec.nodePools.general.labels["-x/y"]: \`-x/y\` is not a label key (letters, digits, "-", "_" and ".", starting and ending with a letter or digit, at most 63 characters, optionally after a DNS subdomain and "/")
          18 |       labels:
      >   19 |         -x/y: "true"
             |         ^^^^

      1 problem in 1 file"
    `);
  });
  test('a group that the API server keeps for itself', () => {
    expect(shop('admin: [shop-admins]', 'admin: ["system:masters"]')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:7:13: error: spec.owners.admin[0]: \`system:masters\` is not a group of the identity provider (never one that starts with "system:")
           6 |   owners:
      >    7 |     admin: ["system:masters"]
             |             ^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a name in metadata', () => {
    expect(web('name: web', 'name: Web')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:4:9: error: metadata.name: \`Web\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
           3 | metadata:
      >    4 |   name: Web
             |         ^^^

      1 problem in 1 file"
    `);
  });
});

describe('exactly one type of workload', () => {
  test('several', () => {
    expect(web('  service: {}\n', '  service: {}\n  job: {}\n')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:5:1: error: spec: needs exactly one of service, job, database and sandbox
           4 |   name: web
      >    5 | spec:
             | ^^^^

      1 problem in 1 file"
    `);
  });
  test('none', () => {
    expect(web('  service: {}\n', '')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:5:1: error: spec: needs exactly one of service, job, database and sandbox
           4 |   name: web
      >    5 | spec:
             | ^^^^

      1 problem in 1 file"
    `);
  });
  test('a probe of two kinds, a rule of none', () => {
    expect(
      more('  readiness: {tcp: {port: 80}, exec: ["true"]}\n  network: {ingress: {all: {}}, egress: {all: {}}}\n'),
    ).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:14: error: spec.readiness: needs exactly one of http, tcp and exec
           8 |   image: registry.example.com/web:1
      >    9 |   readiness: {tcp: {port: 80}, exec: ["true"]}
             |              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      environments/prod/tenants/shop/web.yaml:10:28: error: spec.network.ingress.all: needs exactly one of workload (with or without tenant) and platformService
           9 |   readiness: {tcp: {port: 80}, exec: ["true"]}
      >   10 |   network: {ingress: {all: {}}, egress: {all: {}}}
             |                            ^

      environments/prod/tenants/shop/web.yaml:10:47: error: spec.network.egress.all: needs exactly one of workload (with or without tenant), platformService, cidr and internet
           9 |   readiness: {tcp: {port: 80}, exec: ["true"]}
      >   10 |   network: {ingress: {all: {}}, egress: {all: {}}}
             |                                               ^

      3 problems in 1 file"
    `);
  });
});
