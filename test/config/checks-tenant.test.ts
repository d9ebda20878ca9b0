import { describe, expect, test } from 'vitest';
import {
  append,
  complaints,
  ENVIRONMENT_FILE,
  edit,
  FILES,
  type Files,
  PAY_FILE,
  SHOP_FILE,
  tenant,
} from './declarations.js';

const shop = (from: string, to: string, files?: Files) => complaints(edit(SHOP_FILE, from, to, files));
const more = (text: string, files?: Files) => complaints(append(SHOP_FILE, text, files));

describe('names', () => {
  test('a tenant with a dot', () => {
    expect(
      complaints({ ...FILES, [PAY_FILE.replace('pay', 'x')]: tenant('x.y').replace('x.y-web', 'x-web') }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/x.yaml:4:9: error: metadata.name: \`x.y\` is not a DNS label (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
           3 | metadata:
      >    4 |   name: x.y
             |         ^^^

      1 problem in 1 file"
    `);
  });
  test('too long once it is part of other names', () => {
    const long = 'x'.repeat(57);
    expect(
      complaints({ ...FILES, [PAY_FILE.replace('pay', 'x')]: tenant(long).replace(`${long}-web`, 'x-web') }),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/x.yaml:4:9: error: metadata.name: \`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\` is 57 characters long; at most 51 fit into the names made from it
           3 | metadata:
      >    4 |   name: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
             |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('just short enough', () => {
    const long = 'x'.repeat(51);
    expect(complaints({ ...FILES, [PAY_FILE.replace('pay', 'x')]: tenant(long).replace(`${long}-web`, 'x-web') })).toBe(
      '',
    );
  });
});

describe('ownership', () => {
  test('a namespace of two tenants', () => {
    expect(shop('shop-web: {}', 'shop-web: {}\n    pay-web: {}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:5: error: spec.namespaces.pay-web: the namespace belongs to tenant \`pay\`
          11 |     shop-web: {}
      >   12 |     pay-web: {}
             |     ^^^^^^^
         a namespace belongs to one tenant
         environments/prod/platform/pay.yaml:11:5: declared here
          10 |   namespaces:
      >   11 |     pay-web: {}
             |     ^^^^^^^

      1 problem in 1 file"
    `);
  });
  test.each(['default', 'kube-system', 'kube-anything', 'argocd', 'logging', 'monitoring'])(
    'the platform keeps %s',
    (namespace) => {
      expect(shop('shop-web: {}', `shop-web: {}\n    ${namespace}: {}`)).toBe(
        [
          `${SHOP_FILE}:12:5: error: spec.namespaces.${namespace}: the namespace belongs to the platform`,
          '    11 |     shop-web: {}',
          `>   12 |     ${namespace}: {}`,
          `       |     ${'^'.repeat(namespace.length)}`,
          `   choose another name, such as shop-${namespace}`,
          '',
          '1 problem in 1 file',
        ].join('\n'),
      );
    },
  );
  test('the platform keeps the namespaces of its DNS and of an Argo CD of another name', () => {
    const files = edit(
      ENVIRONMENT_FILE,
      '    repoURL:',
      '    namespace: gitops\n    repoURL:',
      edit(ENVIRONMENT_FILE, '    nodes: [192', '    dns: {namespace: dns}\n    nodes: [192'),
    );
    expect(
      shop('shop-web: {}', 'shop-web: {}\n    dns: {}\n    gitops: {}\n    argocd: {}', files),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:5: error: spec.namespaces.dns: the namespace belongs to the platform
          11 |     shop-web: {}
      >   12 |     dns: {}
             |     ^^^
         choose another name, such as shop-dns

      environments/prod/platform/shop.yaml:13:5: error: spec.namespaces.gitops: the namespace belongs to the platform
          12 |     dns: {}
      >   13 |     gitops: {}
             |     ^^^^^^
         choose another name, such as shop-gitops

      2 problems in 1 file"
    `);
  });
  test('a group of two tenants', () => {
    expect(shop('admin: [shop-admins]', 'admin: [shop-admins]\n    viewer: [pay-admins]')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:8:14: error: spec.owners.viewer[0]: the group \`pay-admins\` belongs to tenant \`pay\`
           7 |     admin: [shop-admins]
      >    8 |     viewer: [pay-admins]
             |              ^^^^^^^^^^
         a group belongs to one tenant: who is in both teams is put into both groups
         environments/prod/platform/pay.yaml:7:13: declared here
           6 |   owners:
      >    7 |     admin: [pay-admins]
             |             ^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a group may have two roles in its own tenant', () => {
    expect(shop('admin: [shop-admins]', 'admin: [shop-admins]\n    viewer: [shop-admins]')).toBe('');
  });
});

describe('what a Tenant names', () => {
  test('a runtime that is none', () => {
    expect(shop('[runc, kata-clh]', '[runc, kata-clhh]')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:13:21: error: spec.runtimes.allowed[1]: no Runtime is named \`kata-clhh\`
          12 |   runtimes:
      >   13 |     allowed: [runc, kata-clhh]
             |                     ^^^^^^^^^
         did you mean \`kata-clh\`?

      1 problem in 1 file"
    `);
  });
  test('a default that is not allowed', () => {
    expect(shop('[runc, kata-clh]', '[runc]\n    default: kata-clh')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:14:14: error: spec.runtimes.default: \`kata-clh\` is not among the allowed runtimes
          13 |     allowed: [runc]
      >   14 |     default: kata-clh
             |              ^^^^^^^^
         allowed: runc

      1 problem in 1 file"
    `);
  });
  test("the Environment's default is not allowed", () => {
    expect(shop('[runc, kata-clh]', '[kata-clh]')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:13:14: error: spec.runtimes.allowed: lacks \`runc\`, the Environment's default runtime
          12 |   runtimes:
      >   13 |     allowed: [kata-clh]
             |              ^^^^^^^^^
         allow it, or declare spec.runtimes.default

      1 problem in 1 file"
    `);
  });
  test('no default at all', () => {
    expect(complaints(edit(ENVIRONMENT_FILE, '  defaultRuntime: runc\n', ''))).toMatchInlineSnapshot(`
      "environments/prod/platform/pay.yaml:12:3: error: spec.runtimes: names no default, and neither does the Environment
          11 |     pay-web: {}
      >   12 |   runtimes:
             |   ^^^^^^^^
         declare spec.runtimes.default

      environments/prod/platform/shop.yaml:12:3: error: spec.runtimes: names no default, and neither does the Environment
          11 |     shop-web: {}
      >   12 |   runtimes:
             |   ^^^^^^^^
         declare spec.runtimes.default

      2 problems in 2 files"
    `);
  });
  test('priority classes, devices, networks, pools, platform services and tenants that are none', () => {
    expect(
      more(`\
  priorityClasses: [hgih]
  devices: [fpga]
  networks: [fsat]
  nodePools: [genral]
  network:
    platformServices: [logz, constructor]
    tenants:
      pya: {offer: true}
      shop: {use: true}
`),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:21: error: spec.priorityClasses[0]: \`hgih\` is not among the priority classes of environment \`prod\`
          16 |     memory: 8Gi
      >   17 |   priorityClasses: [hgih]
             |                     ^^^^
         did you mean \`high\`?

      environments/prod/platform/shop.yaml:18:13: error: spec.devices[0]: \`fpga\` is not among the devices of environment \`prod\`
          17 |   priorityClasses: [hgih]
      >   18 |   devices: [fpga]
             |             ^^^^
         devices: gpu

      environments/prod/platform/shop.yaml:19:14: error: spec.networks[0]: \`fsat\` is not among the networks of environment \`prod\`
          18 |   devices: [fpga]
      >   19 |   networks: [fsat]
             |              ^^^^
         did you mean \`fast\`?

      environments/prod/platform/shop.yaml:20:15: error: spec.nodePools[0]: \`genral\` is not among the node pools of environment \`prod\`
          19 |   networks: [fsat]
      >   20 |   nodePools: [genral]
             |               ^^^^^^
         did you mean \`general\`?

      environments/prod/platform/shop.yaml:22:24: error: spec.network.platformServices[0]: \`logz\` is not among the platform services of environment \`prod\`
          21 |   network:
      >   22 |     platformServices: [logz, constructor]
             |                        ^^^^
         did you mean \`logs\`?

      environments/prod/platform/shop.yaml:22:30: error: spec.network.platformServices[1]: \`constructor\` is not among the platform services of environment \`prod\`
          21 |   network:
      >   22 |     platformServices: [logz, constructor]
             |                              ^^^^^^^^^^^
         platform services: logs, metrics

      environments/prod/platform/shop.yaml:24:7: error: spec.network.tenants.pya: no Tenant is named \`pya\`
          23 |     tenants:
      >   24 |       pya: {offer: true}
             |       ^^^
         did you mean \`pay\`?

      environments/prod/platform/shop.yaml:25:7: error: spec.network.tenants.shop: a tenant needs no path to itself
          24 |       pya: {offer: true}
      >   25 |       shop: {use: true}
             |       ^^^^
         see spec.network.betweenNamespaces

      8 problems in 1 file"
    `);
  });
  test('there is none to name', () => {
    expect(
      more(
        '  devices: [gpu]\n',
        edit(ENVIRONMENT_FILE, '  devices:\n    gpu:\n      resourceName: nvidia.com/gpu\n', ''),
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:13: error: spec.devices[0]: \`gpu\` is not among the devices of environment \`prod\`
          16 |     memory: 8Gi
      >   17 |   devices: [gpu]
             |             ^^^
         there are no devices

      1 problem in 1 file"
    `);
  });
});

describe('reach', () => {
  test('ranges of the cluster, of the metadata service and of the API server', () => {
    const files = edit(
      ENVIRONMENT_FILE,
      '      url: https://api.prod.example.com:6443\n',
      '      url: https://api.prod.example.com:6443\n      cidrs: [198.51.100.7/32]\n',
    );
    expect(
      more(
        `\
  network:
    cidrs:
      pods: {cidr: 10.244.7.0/24}
      meta: {cidr: 169.254.169.254/32}
      wire: {cidr: 168.63.129.16/32}
      api: {cidr: 198.51.100.7/32}
`,
        files,
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:19:20: error: spec.network.cidrs.pods.cidr: 10.244.7.0/24 lies within 10.244.0.0/16 (pod range), which stays closed
          18 |     cidrs:
      >   19 |       pods: {cidr: 10.244.7.0/24}
             |                    ^^^^^^^^^^^^^
         what tenants may reach inside the cluster is declared as platformServices of the Environment

      environments/prod/platform/shop.yaml:20:20: error: spec.network.cidrs.meta.cidr: 169.254.169.254/32 lies within 169.254.0.0/16 (link-local range), which stays closed
          19 |       pods: {cidr: 10.244.7.0/24}
      >   20 |       meta: {cidr: 169.254.169.254/32}
             |                    ^^^^^^^^^^^^^^^^^^
         what tenants may reach inside the cluster is declared as platformServices of the Environment

      environments/prod/platform/shop.yaml:21:20: error: spec.network.cidrs.wire.cidr: 168.63.129.16/32 lies within 168.63.129.16/32 (metadata service), which stays closed
          20 |       meta: {cidr: 169.254.169.254/32}
      >   21 |       wire: {cidr: 168.63.129.16/32}
             |                    ^^^^^^^^^^^^^^^^
         what tenants may reach inside the cluster is declared as platformServices of the Environment

      environments/prod/platform/shop.yaml:22:19: error: spec.network.cidrs.api.cidr: 198.51.100.7/32 lies within 198.51.100.7/32 (API server), which stays closed
          21 |       wire: {cidr: 168.63.129.16/32}
      >   22 |       api: {cidr: 198.51.100.7/32}
             |                   ^^^^^^^^^^^^^^^
         what tenants may reach inside the cluster is declared as platformServices of the Environment

      4 problems in 1 file"
    `);
  });
  test('a wider range is accepted: what lies in it of the cluster is excepted when it is rendered', () => {
    expect(more('  network: {cidrs: {office: {cidr: 10.0.0.0/8}}}\n')).toBe('');
  });
  test('exceptions from something else', () => {
    expect(
      more(
        '  network: {cidrs: {db: {cidr: 203.0.113.0/24, except: [203.0.113.9/32, 203.0.113.0/24, 198.51.100.0/24]}}}\n',
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:73: error: spec.network.cidrs.db.except[1]: 203.0.113.0/24 is not a smaller part of 203.0.113.0/24
          16 |     memory: 8Gi
      >   17 |   network: {cidrs: {db: {cidr: 203.0.113.0/24, except: [203.0.113.9/32, 203.0.113.0/24, 198.51.100.0/24]}}}
             |                                                                         ^^^^^^^^^^^^^^

      environments/prod/platform/shop.yaml:17:89: error: spec.network.cidrs.db.except[2]: 198.51.100.0/24 is not a smaller part of 203.0.113.0/24
          16 |     memory: 8Gi
      >   17 |   network: {cidrs: {db: {cidr: 203.0.113.0/24, except: [203.0.113.9/32, 203.0.113.0/24, 198.51.100.0/24]}}}
             |                                                                                         ^^^^^^^^^^^^^^^

      2 problems in 1 file"
    `);
  });
});

describe('quotas', () => {
  test('requests above limits', () => {
    expect(shop('cpu: 4', 'cpu: {requests: 2, limits: 1500m}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:15:10: error: spec.quota.cpu: requests (2) are above limits (1500m)
          14 |   quota:
      >   15 |     cpu: {requests: 2, limits: 1500m}
             |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('as much as the limits, spelled otherwise', () => {
    expect(shop('cpu: 4', 'cpu: {requests: 1.5, limits: 1500m}')).toBe('');
  });
  test('StorageClasses and devices that are none of its', () => {
    expect(more('    storage: {classes: {sdd: {storage: 1Gi}}}\n    devices: {gpu: 1}\n')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:25: error: spec.quota.storage.classes.sdd: environment \`prod\` has no StorageClass \`sdd\`
          16 |     memory: 8Gi
      >   17 |     storage: {classes: {sdd: {storage: 1Gi}}}
             |                         ^^^
         did you mean \`ssd\`?

      environments/prod/platform/shop.yaml:18:15: error: spec.quota.devices.gpu: \`gpu\` is not among the tenant's devices
          17 |     storage: {classes: {sdd: {storage: 1Gi}}}
      >   18 |     devices: {gpu: 1}
             |               ^^^
         there are no devices in the tenant's spec.devices

      2 problems in 1 file"
    `);
  });
  test('a budget for a priority class that is not granted', () => {
    expect(more('    scoped: {urgent: {priorityClass: high, cpu: 1}}\n')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:38: error: spec.quota.scoped.urgent.priorityClass: \`high\` is not among the tenant's priority classes
          16 |     memory: 8Gi
      >   17 |     scoped: {urgent: {priorityClass: high, cpu: 1}}
             |                                      ^^^^
         there are no priority classes in the tenant's spec.priorityClasses

      1 problem in 1 file"
    `);
  });
  test('a budget that bounds nothing, one that takes a name, one the wrong way round', () => {
    expect(
      more(`\
    scoped:
      idle: {priorityClass: high}
      compute: {priorityClass: high, pods: 1}
      urgent: {priorityClass: high, memory: {requests: 2Gi, limits: 1Gi}}
  priorityClasses: [high]
`),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:18:13: error: spec.quota.scoped.idle: bounds nothing: declare cpu, memory or pods
          17 |     scoped:
      >   18 |       idle: {priorityClass: high}
             |             ^^^^^^^^^^^^^^^^^^^^

      environments/prod/platform/shop.yaml:19:7: error: spec.quota.scoped.compute: a quota named \`compute\` is rendered anyway
          18 |       idle: {priorityClass: high}
      >   19 |       compute: {priorityClass: high, pods: 1}
             |       ^^^^^^^
         choose another name

      environments/prod/platform/shop.yaml:20:45: error: spec.quota.scoped.urgent.memory: requests (2Gi) are above limits (1Gi)
          19 |       compute: {priorityClass: high, pods: 1}
      >   20 |       urgent: {priorityClass: high, memory: {requests: 2Gi, limits: 1Gi}}
             |                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^

      3 problems in 1 file"
    `);
  });
});

describe('what a namespace declares of its own', () => {
  const own = (text: string, files?: Files) => shop('shop-web: {}', `shop-web:\n      ${text}`, files);

  test('fits', () => {
    expect(own('quota: {cpu: 2, storage: {total: 1Gi}}')).toBe('');
  });
  test('an unknown field', () => {
    expect(own('quota: {cpus: 1}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:15: error: spec.namespaces.shop-web.quota.cpus: unknown field
          11 |     shop-web:
      >   12 |       quota: {cpus: 1}
             |               ^^^^
         did you mean \`cpu\`?

      1 problem in 1 file"
    `);
  });
  test('no longer complete: the tenant has one number where the namespace has half of two', () => {
    expect(own('quota: {cpu: {requests: 1}}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:15: error: spec.namespaces.shop-web.quota.cpu.limits: required
          11 |     shop-web:
      >   12 |       quota: {cpu: {requests: 1}}
             |               ^^^

      1 problem in 1 file"
    `);
  });
  test('half of what the tenant has', () => {
    expect(
      own('quota: {cpu: {requests: 5}}', edit(SHOP_FILE, 'cpu: 4', 'cpu: {requests: 2, limits: 4}')),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:20: error: spec.namespaces.shop-web.quota.cpu: requests (5) are above limits (4)
          11 |     shop-web:
      >   12 |       quota: {cpu: {requests: 5}}
             |                    ^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a class without its sum', () => {
    expect(own('quota: {storage: {classes: {ssd: {claims: 1}}}}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:35: error: spec.namespaces.shop-web.quota.storage.classes.ssd.storage: required
          11 |     shop-web:
      >   12 |       quota: {storage: {classes: {ssd: {claims: 1}}}}
             |                                   ^^^

      1 problem in 1 file"
    `);
  });
  test('what is wrong with the tenant is told once, not for each namespace', () => {
    expect(
      shop(
        'shop-web: {}',
        'shop-web: {}\n    shop-b: {}\n    shop-c: {quota: {memory: 1Gi}}',
        edit(SHOP_FILE, 'cpu: 4', 'cpu: {requests: 5, limits: 4}'),
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:10: error: spec.quota.cpu: requests (5) are above limits (4)
          16 |   quota:
      >   17 |     cpu: {requests: 5, limits: 4}
             |          ^^^^^^^^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('null would leave the tenant quota as it is', () => {
    expect(own('quota: {storage: null}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:24: error: spec.namespaces.shop-web.quota.storage: null removes what an earlier layer declares, and none declares this
          11 |     shop-web:
      >   12 |       quota: {storage: null}
             |                        ^^^^
         leave it out where the tenant's spec.quota holds here too, or write 0 where the namespace gets none of it

      1 problem in 1 file"
    `);
  });
  test('limits below a default that nobody wrote', () => {
    expect(own('limits: {container: {max: {cpu: 250m}}}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:39: error: spec.namespaces.shop-web.limits.container.max.cpu: 250m is below default (500m)
          11 |     shop-web:
      >   12 |       limits: {container: {max: {cpu: 250m}}}
             |                                       ^^^^
         default is 500m unless declared

      1 problem in 1 file"
    `);
  });
  test("limits below the tenant's", () => {
    expect(
      own('limits: {container: {max: {cpu: 2}}}', append(SHOP_FILE, '  limits: {container: {default: {cpu: 3}}}\n')),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:12:39: error: spec.namespaces.shop-web.limits.container.max.cpu: 2 is below default (3)
          11 |     shop-web:
      >   12 |       limits: {container: {max: {cpu: 2}}}
             |                                       ^

      1 problem in 1 file"
    `);
  });
});

describe('limits, each at most the next: min, defaultRequest, default, max', () => {
  const container = (text: string) => more(`  limits: {container: {${text}}}\n`);

  test('in order', () => {
    expect(
      container(
        'min: {cpu: 10m}, defaultRequest: {cpu: 0.01}, default: {cpu: 500m}, max: {cpu: 0.5}, maxLimitRequestRatio: {cpu: 50}',
      ),
    ).toBe('');
  });
  test('defaults further apart than limits and requests may be', () => {
    expect(container('defaultRequest: {cpu: 250m}, maxLimitRequestRatio: {cpu: 2}')).toBe('');
    expect(container('defaultRequest: {cpu: 249m}, maxLimitRequestRatio: {cpu: 2}')).toContain(
      'spec.limits.container.defaultRequest.cpu: 249m is too little for default (500m): a limit may be 2 times the request',
    );
    // Nothing is overcommitted unless the Environment says so.
    expect(container('defaultRequest: {memory: 511Mi}')).toContain(
      'spec.limits.container.defaultRequest.memory: 511Mi is too little for default (512Mi): a limit may be 1 times the request',
    );
  });
  test('each out of order', () => {
    expect(
      container('min: {cpu: 4}, defaultRequest: {cpu: 3}, default: {cpu: 2}, max: {cpu: 1}'),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:35: error: spec.limits.container.min.cpu: 4 is above defaultRequest (3)
          16 |     memory: 8Gi
      >   17 |   limits: {container: {min: {cpu: 4}, defaultRequest: {cpu: 3}, default: {cpu: 2}, max: {cpu: 1}}}
             |                                   ^

      environments/prod/platform/shop.yaml:17:61: error: spec.limits.container.defaultRequest.cpu: 3 is above default (2)
          16 |     memory: 8Gi
      >   17 |   limits: {container: {min: {cpu: 4}, defaultRequest: {cpu: 3}, default: {cpu: 2}, max: {cpu: 1}}}
             |                                                             ^

      environments/prod/platform/shop.yaml:17:80: error: spec.limits.container.default.cpu: 2 is above max (1)
          16 |     memory: 8Gi
      >   17 |   limits: {container: {min: {cpu: 4}, defaultRequest: {cpu: 3}, default: {cpu: 2}, max: {cpu: 1}}}
             |                                                                                ^

      3 problems in 1 file"
    `);
  });
  test('of a default that nobody wrote', () => {
    expect(container('min: {ephemeral-storage: 2Gi}, max: {ephemeral-storage: 1Gi}')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:49: error: spec.limits.container.min.ephemeral-storage: 2Gi is above default (1Gi)
          16 |     memory: 8Gi
      >   17 |   limits: {container: {min: {ephemeral-storage: 2Gi}, max: {ephemeral-storage: 1Gi}}}
             |                                                 ^^^

      1 problem in 1 file"
    `);
  });
  test('claims', () => {
    expect(more('  limits: {claim: {min: 2Gi, max: 1Gi}}\n')).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:17:25: error: spec.limits.claim.min: 2Gi is above max (1Gi)
          16 |     memory: 8Gi
      >   17 |   limits: {claim: {min: 2Gi, max: 1Gi}}
             |                         ^^^

      1 problem in 1 file"
    `);
  });
});

test.each(['pod-security.kubernetes.io/enforce', 'kubernetes.io/metadata.name', 'bulkhead.dev/tenant', 'x.k8s.io/y'])(
  'a namespace label that decides what is admitted or reached: %s',
  (key) => {
    expect(complaints(append(SHOP_FILE, `  namespaceLabels: {${key}: x}\n`))).toContain(
      `\`${key}\` is not a label key outside kubernetes.io, k8s.io and bulkhead.dev`,
    );
  },
);
