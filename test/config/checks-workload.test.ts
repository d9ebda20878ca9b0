import { describe, expect, test } from 'vitest';
import {
  append,
  complaints,
  ENVIRONMENT_FILE,
  edit,
  FILES,
  type Files,
  SHOP_FILE,
  WEB_FILE,
  workload,
} from './declarations.js';

const web = (from: string, to: string, files?: Files) => complaints(edit(WEB_FILE, from, to, files));
const more = (text: string, files?: Files) => complaints(append(WEB_FILE, text, files));

/** A workload of that name, its type replaced. */
function named(name: string, type = 'service: {}'): string {
  const text = workload(name, 'shop-web')
    .replace('service: {}', type)
    .replace(/image: .*/, 'image: registry.example.com/x');
  const room = edit(
    SHOP_FILE,
    '  quota:\n',
    '  quota:\n    storage: {total: 1Gi, claims: 1, classes: {ssd: {storage: 1Gi}}}\n',
  );
  return complaints({ ...room, 'environments/prod/tenants/shop/x.yaml': text });
}

describe('names', () => {
  test.each([
    ['service: {}', 63],
    ['sandbox: {}\n  resources: {memory: 1Gi}', 63],
    ['job: {}', 54],
    ['job: {schedule: "@daily"}', 52],
    ['database: {ports: {}, storage: {size: 1Gi, mountPath: /data}}', 52],
    ['service: {}\n  files: {etc: {mountPath: /etc/x, data: {}}}', 59],
    ['service: {}\n  volumes: {data: {mountPath: /data, claim: data, create: {size: 1Gi}}}', 58],
  ])('%s leaves room for %i characters', (type, most) => {
    expect(named('x'.repeat(most), type)).toBe('');
    expect(named('x'.repeat(most + 1), type)).not.toBe('');
  });

  test('too long for what a CronJob makes of it', () => {
    expect(named('x'.repeat(53), 'job: {schedule: "@daily"}')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/x.yaml:4:9: error: metadata.name: \`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\` is 53 characters long; at most 52 fit into the names made from it
           3 | metadata:
      >    4 |   name: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
             |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('too long together with the name of a folder', () => {
    expect(named('x'.repeat(60), 'service: {}\n  files: {etc: {mountPath: /etc/x, data: {}}}')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/x.yaml:4:9: error: metadata.name: \`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\` is 60 characters long; at most 59 fit into the names made from it together with \`etc\`
           3 | metadata:
      >    4 |   name: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
             |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a dot, a digit in front', () => {
    expect(named('web.v2')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/x.yaml:4:9: error: metadata.name: \`web.v2\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
           3 | metadata:
      >    4 |   name: web.v2
             |         ^^^^^^

      1 problem in 1 file"
    `);
    expect(named('2web')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/x.yaml:4:9: error: metadata.name: \`2web\` is not a DNS label that starts with a letter (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
           3 | metadata:
      >    4 |   name: 2web
             |         ^^^^

      1 problem in 1 file"
    `);
  });
});

describe('what was not granted', () => {
  test('a runtime, a priority class, a network, devices', () => {
    expect(
      more('  runtime: kata-qemu\n  priorityClass: high\n  networks: [fast]\n  devices: {gpu: 1}\n'),
    ).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:12: error: spec.runtime: \`kata-qemu\` is not among the runtimes of tenant \`shop\`
           8 |   image: registry.example.com/web:1
      >    9 |   runtime: kata-qemu
             |            ^^^^^^^^^
         runtimes: runc, kata-clh

      environments/prod/tenants/shop/web.yaml:10:18: error: spec.priorityClass: \`high\` is not among the priority classes of tenant \`shop\`
           9 |   runtime: kata-qemu
      >   10 |   priorityClass: high
             |                  ^^^^
         there are no priority classes

      environments/prod/tenants/shop/web.yaml:11:14: error: spec.networks[0]: \`fast\` is not among the networks of tenant \`shop\`
          10 |   priorityClass: high
      >   11 |   networks: [fast]
             |              ^^^^
         there are no networks

      environments/prod/tenants/shop/web.yaml:12:13: error: spec.devices.gpu: \`gpu\` is not among the devices of tenant \`shop\`
          11 |   networks: [fast]
      >   12 |   devices: {gpu: 1}
             |             ^^^
         there are no devices

      4 problems in 1 file"
    `);
  });
  test('all of that, granted', () => {
    const nodes = edit(ENVIRONMENT_FILE, '      count: 3\n', '      count: 3\n      devices: {gpu: 1}\n');
    const files = append(
      SHOP_FILE,
      '  priorityClasses: [high]\n  networks: [fast]\n  devices: [gpu]\n',
      edit(SHOP_FILE, '  quota:\n', '  quota:\n    devices: {gpu: 2}\n', nodes),
    );
    expect(more('  runtime: kata-clh\n  priorityClass: high\n  networks: [fast]\n  devices: {gpu: 1}\n', files)).toBe(
      '',
    );
  });
  test('a node to itself', () => {
    expect(more('  placement: {exclusiveNode: true}\n')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:30: error: spec.placement.exclusiveNode: tenant \`shop\` may not have nodes to itself
           8 |   image: registry.example.com/web:1
      >    9 |   placement: {exclusiveNode: true}
             |                              ^^^^
         the platform grants it in the Tenant: spec.exclusiveNodes

      1 problem in 1 file"
    `);
  });
  test('annotations that the runtime keeps for the platform', () => {
    expect(more('  runtime: kata-clh\n  vm: {vcpus: 2, memory: 2Gi}\n')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:10:26: error: spec.vm.memory: the runtime \`kata-clh\` does not let tenants set io.katacontainers.config.hypervisor.default_memory
           9 |   runtime: kata-clh
      >   10 |   vm: {vcpus: 2, memory: 2Gi}
             |                          ^^^
         the platform grants it in the Runtime: spec.podAnnotations

      1 problem in 1 file"
    `);
  });
  test('an image from elsewhere', () => {
    expect(web('registry.example.com/web:1', 'docker.io/library/nginx')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:8:10: error: spec.image: docker.io/library/nginx is not from an allowed registry
           7 |   service: {}
      >    8 |   image: docker.io/library/nginx
             |          ^^^^^^^^^^^^^^^^^^^^^^^
         allowed: registry.example.com

      1 problem in 1 file"
    `);
  });
  test('a registry whose name only begins like an allowed one', () => {
    expect(web('registry.example.com/web:1', 'registry.example.com.evil.example/web:1')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:8:10: error: spec.image: registry.example.com.evil.example/web is not from an allowed registry
           7 |   service: {}
      >    8 |   image: registry.example.com.evil.example/web:1
             |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         allowed: registry.example.com

      1 problem in 1 file"
    `);
  });
  test('an image that is none', () => {
    expect(web('registry.example.com/web:1', 'registry.example.com/web:1@sha256:abc')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:8:10: error: spec.image: \`registry.example.com/web:1@sha256:abc\` is not an image reference
           7 |   service: {}
      >    8 |   image: registry.example.com/web:1@sha256:abc
             |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         registry/repository:tag or registry/repository@sha256:…

      1 problem in 1 file"
    `);
  });
  test('an image without a digest where digests are demanded', () => {
    expect(complaints(append(SHOP_FILE, '  images: {digests: true}\n'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:8:10: error: spec.image: \`registry.example.com/web:1\` has no digest
           7 |   service: {}
      >    8 |   image: registry.example.com/web:1
             |          ^^^^^^^^^^^^^^^^^^^^^^^^^^
         tenant \`shop\` names images by digest: …@sha256:…

      1 problem in 1 file"
    `);
  });
  test('no registry at all', () => {
    expect(complaints(edit(ENVIRONMENT_FILE, '[registry.example.com]', '[]'))).toMatchInlineSnapshot(`
      "environments/prod/tenants/pay/ledger.yaml:8:10: error: spec.image: registry.example.com/ledger is not from an allowed registry
           7 |   service: {}
      >    8 |   image: registry.example.com/ledger:1
             |          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
         none is allowed: see spec.registries of the Environment

      environments/prod/tenants/shop/web.yaml:8:10: error: spec.image: registry.example.com/web is not from an allowed registry
           7 |   service: {}
      >    8 |   image: registry.example.com/web:1
             |          ^^^^^^^^^^^^^^^^^^^^^^^^^^
         none is allowed: see spec.registries of the Environment

      2 problems in 2 files"
    `);
  });
});

describe('what is not there', () => {
  test('StorageClasses', () => {
    expect(
      web(
        'service: {}',
        'database: {ports: {}, storage: {size: 1Gi, mountPath: /data, storageClass: hdd}}\n  volumes: {log: {mountPath: /log, claim: log, create: {size: 1Gi, storageClass: sdd}}}',
      ),
    ).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:7:78: error: spec.database.storage.storageClass: environment \`prod\` has no StorageClass \`hdd\`
           6 |   namespace: shop-web
      >    7 |   database: {ports: {}, storage: {size: 1Gi, mountPath: /data, storageClass: hdd}}
             |                                                                              ^^^
         storage classes: ssd

      environments/prod/tenants/shop/web.yaml:8:82: error: spec.volumes.log.create.storageClass: environment \`prod\` has no StorageClass \`sdd\`
           7 |   database: {ports: {}, storage: {size: 1Gi, mountPath: /data, storageClass: hdd}}
      >    8 |   volumes: {log: {mountPath: /log, claim: log, create: {size: 1Gi, storageClass: sdd}}}
             |                                                                                  ^^^
         did you mean \`ssd\`?

      2 problems in 1 file"
    `);
  });
  test('a workload to be apart from', () => {
    expect(more('  placement: {apartFrom: [wbe]}\n')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:27: error: spec.placement.apartFrom[0]: tenant \`shop\` has no Workload \`wbe\`
           8 |   image: registry.example.com/web:1
      >    9 |   placement: {apartFrom: [wbe]}
             |                           ^^^
         did you mean \`web\`?

      1 problem in 1 file"
    `);
  });
  test('a faulty workload is there', () => {
    expect(
      more('  placement: {apartFrom: [api]}\n', {
        ...FILES,
        'environments/prod/tenants/shop/api.yaml': workload('api', 'Shop'),
      }),
    ).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/api.yaml:6:14: error: spec.namespace: \`Shop\` is not a DNS label (lower-case letters, digits and "-", starting and ending with a letter or digit, at most 63 characters)
           5 | spec:
      >    6 |   namespace: Shop
             |              ^^^^

      1 problem in 1 file"
    `);
  });
  test('nothing is said of the workloads of a faulty tenant but what is wrong in themselves', () => {
    expect(
      web('namespace: shop-web', 'namespace: nowhere', edit(SHOP_FILE, 'cpu: 4', 'cpu: four')),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/shop.yaml:15:10: error: spec.quota.cpu: \`four\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
          14 |   quota:
      >   15 |     cpu: four
             |          ^^^^

      environments/prod/tenants/shop/web.yaml:6:14: error: spec.namespace: \`nowhere\` is not among the namespaces of tenant \`shop\`
           5 | spec:
      >    6 |   namespace: nowhere
             |              ^^^^^^^
         namespaces: shop-web

      2 problems in 2 files"
    `);
  });
});

describe('amounts', () => {
  test('requests above limits', () => {
    expect(more('  resources: {cpu: 1, memory: 1Gi, requests: {cpu: 1500m, memory: 1025Mi}}\n')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:9:52: error: spec.resources.requests.cpu: 1500m is above the limit (1)
           8 |   image: registry.example.com/web:1
      >    9 |   resources: {cpu: 1, memory: 1Gi, requests: {cpu: 1500m, memory: 1025Mi}}
             |                                                    ^^^^^

      environments/prod/tenants/shop/web.yaml:9:67: error: spec.resources.requests.memory: 1025Mi is above the limit (1Gi)
           8 |   image: registry.example.com/web:1
      >    9 |   resources: {cpu: 1, memory: 1Gi, requests: {cpu: 1500m, memory: 1025Mi}}
             |                                                                   ^^^^^^

      2 problems in 1 file"
    `);
  });
  test('a sandbox without a memory limit', () => {
    expect(web('service: {}', 'sandbox: {}')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:5:1: error: spec.resources.memory: required for a sandbox
           4 |   name: web
      >    5 | spec:
             | ^^^^
         untrusted code has a memory limit of its own: declare spec.resources.memory

      1 problem in 1 file"
    `);
  });
  test('memory of a virtual machine', () => {
    const memory =
      'io.katacontainers.config.hypervisor.default_vcpus\n    - io.katacontainers.config.hypervisor.default_memory';
    const files = edit(
      'environments/prod/platform/runtimes.yaml',
      'io.katacontainers.config.hypervisor.default_vcpus',
      memory,
    );
    const vm = (size: string) => more(`  runtime: kata-clh\n  vm: {memory: ${size}}\n`, files);
    expect(vm('2Gi')).toBe('');
    expect(vm('1500M')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:10:16: error: spec.vm.memory: 1500M is not a whole number of MiB
           9 |   runtime: kata-clh
      >   10 |   vm: {memory: 1500M}
             |                ^^^^^

      1 problem in 1 file"
    `);
    expect(vm('128Mi')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:10:16: error: spec.vm.memory: 128Mi is below 256Mi, the least that Kata takes
           9 |   runtime: kata-clh
      >   10 |   vm: {memory: 128Mi}
             |                ^^^^^

      1 problem in 1 file"
    `);
  });
  test('a Job without a schedule that is removed, or has a time zone', () => {
    expect(web('service: {}', 'job: {keepSeconds: 60, timeZone: Europe/Berlin}')).toMatchInlineSnapshot(`
      "environments/prod/tenants/shop/web.yaml:7:22: error: spec.job.keepSeconds: needs a schedule: Argo CD would create a removed Job again, and it would run again
           6 |   namespace: shop-web
      >    7 |   job: {keepSeconds: 60, timeZone: Europe/Berlin}
             |                      ^^

      environments/prod/tenants/shop/web.yaml:7:36: error: spec.job.timeZone: needs a schedule
           6 |   namespace: shop-web
      >    7 |   job: {keepSeconds: 60, timeZone: Europe/Berlin}
             |                                    ^^^^^^^^^^^^^

      2 problems in 1 file"
    `);
  });
});

describe('nodes that can run it', () => {
  const pool = (text: string) => edit(ENVIRONMENT_FILE, '      count: 3\n', `      count: 3\n${text}`);

  test('none, for a taint that nothing tolerates', () => {
    const files = pool('      taints: {example.com/kata: {effect: NoSchedule}}\n');
    expect(web('service: {}', 'service: {}\n  runtime: kata-clh', files)).toContain(
      'shop/web.yaml:8:12: error: spec.runtime: no node pool of environment `prod` can run it with runtime `kata-clh`',
    );
    expect(web('service: {}', 'service: {}\n  runtime: kata-clh', files)).toContain(
      'general: nothing tolerates its taint example.com/kata',
    );
    expect(complaints(pool('      taints: {example.com/soft: {effect: PreferNoSchedule}}\n'))).toBe('');
  });

  test('none, for labels or devices that no node has', () => {
    expect(more('  placement: {nodeLabels: {disk: ssd}}\n')).toContain('general: has no label disk=ssd');
    const nodes = pool('      devices: {gpu: 2}\n');
    const files = append(
      SHOP_FILE,
      '  devices: [gpu]\n',
      edit(SHOP_FILE, '  quota:\n', '  quota:\n    devices: {gpu: 6}\n', nodes),
    );
    expect(more('  devices: {gpu: 3}\n', files)).toContain('general: a node has 2 of gpu, not 3');
    expect(more('  devices: {gpu: 2}\n', files)).toBe('');
  });

  test('none, for a pod that is larger than every node', () => {
    const files = edit(SHOP_FILE, '    cpu: 4\n    memory: 8Gi\n', '    cpu: 100\n    memory: 1Ti\n');
    // A node has 8 CPU and 32Gi, and kata-clh takes 250m and 130Mi beside a container.
    expect(more('  runtime: kata-clh\n  resources: {cpu: 7750m, memory: 1Gi}\n', files)).toBe('');
    expect(more('  runtime: kata-clh\n  resources: {cpu: 8}\n', files)).toContain(
      'general: a node has 8 of cpu, and a pod takes 8250m',
    );
    expect(more('  runtime: kata-clh\n  resources: {memory: 32Gi}\n', files)).toContain(
      'general: a node has 32Gi of memory, and a pod takes 32898Mi',
    );
  });
});

describe('parts of a pod', () => {
  test.each([
    ['  env: {A: b}\n  secretEnv: {A: {secret: s, key: k}}\n', 'spec.secretEnv.A: `A` is declared in spec.env too'],
    [
      '  scratch: {a: {mountPath: /tmp, size: 1Gi}, b: {mountPath: /tmp/, size: 1Gi}}\n',
      'spec.scratch.b.mountPath: /tmp is the mount path of scratch.a too',
    ],
    [
      `  scratch: {${'x'.repeat(56)}: {mountPath: /tmp, size: 1Gi}}\n`,
      `is too long; at most 55 characters fit into the volume's name`,
    ],
  ])('%s', (text, message) => {
    expect(more(text)).toContain(message);
  });

  test('a port twice', () => {
    const ports = (second: string) => web('service: {}', `service: {ports: {a: {port: 80}, b: ${second}}}`);
    expect(ports('{port: 80}')).toContain('spec.service.ports.b.port: 80/TCP is the port of `a` too');
    expect(ports('{port: 80, protocol: UDP}')).toBe('');
  });
});

test('a tenant with a repository of its own has no workloads here', () => {
  expect(complaints(append(SHOP_FILE, '  source: {repoURL: https://git.example.com/shop.git}\n'))).toContain(
    'web.yaml:1:1: error: the manifests of tenant `shop` come from a repository of its own, so nobody would deliver this',
  );
});

test('a request that is too little for its limit', () => {
  expect(more('  resources: {cpu: 1, requests: {cpu: 1}}\n')).toBe('');
  expect(more('  resources: {cpu: 1, requests: {cpu: 999m}}\n')).toContain(
    'spec.resources.requests.cpu: 999m is too little for the limit (1), which may be 1 times the request',
  );
  expect(more('  resources: {requests: {memory: 0}}\n')).toContain(
    'spec.resources.requests.memory: 0 is too little for the limit (512Mi), which may be 1 times the request',
  );
});

test('a request above the limit that the namespace gives', () => {
  expect(more('  resources: {requests: {memory: 1Gi}}\n')).toContain(
    'spec.resources.requests.memory: 1Gi is above the limit that the namespace gives (512Mi)',
  );
  expect(more('  resources: {memory: 1Gi, requests: {memory: 1Gi}}\n')).toBe('');
});

describe('what an API server would refuse', () => {
  const job = (text: string) => web('service: {}', `job: {${text}}`);
  test.each([
    [job('schedule: "60 * * * *"'), 'spec.job.schedule: `60 * * * *` has the minute `60`; allowed: 0 to 59'],
    [
      job('schedule: "@daily", timeZone: Mars/Phobos'),
      'spec.job.timeZone: `Mars/Phobos` is not a time zone of the IANA database, such as Europe/Berlin',
    ],
    [job('schedule: "@daily", timeZone: Europe/Berlin'), ''],
    [
      web('service: {}', 'database: {ports: {pg: {port: 80, targetPort: 81}}, storage: {size: 1Gi, mountPath: /d}}'),
      'spec.database.ports.pg.targetPort: a headless Service does not translate ports: 81 must be 80',
    ],
    [
      more('  runtime: kata-clh\n  placement: {nodeLabels: {katacontainers.io/kata-runtime: "false"}}\n'),
      'the nodes of runtime `kata-clh` have katacontainers.io/kata-runtime=true',
    ],
    [
      web('service: {}', 'sandbox: {}\n  resources: {memory: 1Gi}\n  readOnlyRootFilesystem: false'),
      'spec.readOnlyRootFilesystem: a sandbox always has a read-only root',
    ],
  ])('%#', (found, expected) => {
    if (expected === '') expect(found).toBe('');
    else expect(found).toContain(expected);
  });
});

describe('a shared secret store', () => {
  const secret = (remoteKey: string) =>
    `  externalSecrets: {s: {store: vault, clusterStore: true, keys: {k: {remoteKey: ${remoteKey}}}}}\n`;
  const granted = append(SHOP_FILE, '  clusterSecretStores: {vault: {keyPrefix: shop/}}\n');

  test('is open where it was granted, on keys of its own', () => {
    expect(more(secret('shop/db'), granted)).toBe('');
    expect(more(secret('pay/db'), granted)).toContain(
      "`pay/db` is not the tenant's: its keys in `vault` begin with `shop/`",
    );
    expect(more(secret('shop/../pay/db'), granted)).toContain("is not the tenant's");
    expect(more(secret('shop/db'))).toContain('tenant `shop` may not read from the ClusterSecretStore `vault`');
  });
});
