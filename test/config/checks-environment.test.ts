import { describe, expect, test } from 'vitest';
import {
  append,
  complaints,
  ENVIRONMENT,
  ENVIRONMENT_FILE,
  edit,
  FILES,
  type Files,
  loadAll,
  RUNTIMES_FILE,
  SHOP_FILE,
} from './declarations.js';

const environment = (from: string, to: string, files?: Files) => complaints(edit(ENVIRONMENT_FILE, from, to, files));

describe('address ranges', () => {
  test('services inside of pods', () => {
    expect(environment('10.96.0.0/12', '10.244.128.0/17')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:13:16: error: spec.network.services[0]: 10.244.128.0/17 overlaps 10.244.0.0/16
          12 |     pods: [10.244.0.0/16]
      >   13 |     services: [10.244.128.0/17]
             |                ^^^^^^^^^^^^^^^
         pods, services and nodes each need ranges of their own
         environments/prod/platform/environment.yaml:12:12: declared here
          11 |   network:
      >   12 |     pods: [10.244.0.0/16]
             |            ^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('IPv6 beside IPv4 overlaps nothing', () => {
    expect(environment('[10.96.0.0/12]', '[10.96.0.0/12, "fd00::/108"]')).toBe('');
  });
});

describe('Argo CD and platform services', () => {
  test('a destination of two names', () => {
    expect(
      complaints(append(ENVIRONMENT_FILE, '    destination: {server: https://kubernetes.default.svc, name: prod}\n')),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:18: error: spec.argocd.destination: needs exactly one of server and name
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |     destination: {server: https://kubernetes.default.svc, name: prod}
             |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      1 problem in 1 file"
    `);
  });
  test('a destination of none', () => {
    expect(complaints(append(ENVIRONMENT_FILE, '    destination: {}\n'))).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:46:18: error: spec.argocd.destination: needs exactly one of server and name
          45 |     repoURL: https://git.example.com/platform.git
      >   46 |     destination: {}
             |                  ^

      1 problem in 1 file"
    `);
  });
  test('a service that is nowhere', () => {
    expect(environment('      namespace: logging\n', '')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:36:5: error: spec.platformServices.logs: needs a namespace or cidrs: who is it?
          35 |   platformServices:
      >   36 |     logs:
             |     ^^^^

      1 problem in 1 file"
    `);
  });
});

describe('what an Environment names', () => {
  test('a default runtime that is none', () => {
    expect(environment('defaultRuntime: runc', 'defaultRuntime: rnuc')).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:43:19: error: spec.defaultRuntime: no Runtime is named \`rnuc\`
          42 |   registries: [registry.example.com]
      >   43 |   defaultRuntime: rnuc
             |                   ^^^^
         did you mean \`runc\`?

      1 problem in 1 file"
    `);
  });
  test('devices and networks of a pool', () => {
    expect(
      environment('      count: 3\n', '      count: 3\n      devices: {gqu: 1}\n      networks: {slow: 1}\n'),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:18:17: error: spec.nodePools.general.devices.gqu: spec.devices has no \`gqu\`
          17 |       count: 3
      >   18 |       devices: {gqu: 1}
             |                 ^^^
         did you mean \`gpu\`?

      environments/prod/platform/environment.yaml:19:18: error: spec.nodePools.general.networks.slow: spec.networks has no \`slow\`
          18 |       devices: {gqu: 1}
      >   19 |       networks: {slow: 1}
             |                  ^^^^
         networks: fast

      2 problems in 1 file"
    `);
  });
  test('two default StorageClasses', () => {
    expect(
      environment('    ssd:\n      default: true\n', '    ssd:\n      default: true\n    hdd: {default: true}\n'),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/environment.yaml:31:16: error: spec.storageClasses.ssd.default: \`hdd\` is the default StorageClass already
          30 |     ssd:
      >   31 |       default: true
             |                ^^^^

      1 problem in 1 file"
    `);
  });
});

describe('runtimes', () => {
  test('no nodes for one of a preset', () => {
    expect(environment('kata-runtime: "true"', 'kata-runtime: "false"')).toMatchInlineSnapshot(`
      "environments/prod/platform/runtimes.yaml:13:11: error: spec.preset: no node pool of environment \`prod\` has the labels katacontainers.io/kata-runtime=true
          12 | spec:
      >   13 |   preset: kata-clh
             |           ^^^^^^^^
         label a pool in the Environment, declare another nodeSelector, or drop this Runtime there with \`spec: null\`

      1 problem in 1 file"
    `);
  });
  test('no nodes for one of its own', () => {
    expect(
      complaints(edit(RUNTIMES_FILE, 'preset: runc\n', 'preset: runc\n  nodeSelector: {disk: ssd, zone: a}\n')),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/runtimes.yaml:7:17: error: spec.nodeSelector: no node pool of environment \`prod\` has the labels disk=ssd, zone=a
           6 |   preset: runc
      >    7 |   nodeSelector: {disk: ssd, zone: a}
             |                 ^^^^^^^^^^^^^^^^^^^
         label a pool in the Environment, declare another nodeSelector, or drop this Runtime there with \`spec: null\`

      1 problem in 1 file"
    `);
  });
  test('neither preset nor handler', () => {
    expect(
      complaints(edit(RUNTIMES_FILE, 'preset: runc\n', 'overhead: {cpu: 1, memory: 1Gi}\n')),
    ).toMatchInlineSnapshot(`
      "environments/prod/platform/runtimes.yaml:5:1: error: spec.handler: required where no preset is named (presets: runc, gvisor, kata-clh, kata-clh-runtime-rs, kata-qemu, kata-qemu-runtime-rs, kata-fc, kata-dragonball, kata-stratovirt, kata-remote, kata-qemu-tdx, kata-qemu-tdx-runtime-rs, kata-qemu-snp, kata-qemu-snp-runtime-rs, kata-qemu-se, kata-qemu-se-runtime-rs, kata-qemu-coco-dev, kata-qemu-coco-dev-runtime-rs, kata-qemu-nvidia-cpu, kata-qemu-nvidia-cpu-runtime-rs, kata-qemu-nvidia-gpu, kata-qemu-nvidia-gpu-runtime-rs, kata-qemu-nvidia-gpu-tdx, kata-qemu-nvidia-gpu-tdx-runtime-rs, kata-qemu-nvidia-gpu-snp, kata-qemu-nvidia-gpu-snp-runtime-rs)
           4 |   name: runc
      >    5 | spec:
             | ^^^^

      environments/prod/platform/runtimes.yaml:5:1: error: spec.isolation: required where no preset is named (presets: runc, gvisor, kata-clh, kata-clh-runtime-rs, kata-qemu, kata-qemu-runtime-rs, kata-fc, kata-dragonball, kata-stratovirt, kata-remote, kata-qemu-tdx, kata-qemu-tdx-runtime-rs, kata-qemu-snp, kata-qemu-snp-runtime-rs, kata-qemu-se, kata-qemu-se-runtime-rs, kata-qemu-coco-dev, kata-qemu-coco-dev-runtime-rs, kata-qemu-nvidia-cpu, kata-qemu-nvidia-cpu-runtime-rs, kata-qemu-nvidia-gpu, kata-qemu-nvidia-gpu-runtime-rs, kata-qemu-nvidia-gpu-tdx, kata-qemu-nvidia-gpu-tdx-runtime-rs, kata-qemu-nvidia-gpu-snp, kata-qemu-nvidia-gpu-snp-runtime-rs)
           4 |   name: runc
      >    5 | spec:
             | ^^^^

      2 problems in 1 file"
    `);
  });
  test('a faulty Runtime makes nobody faulty who names it', () => {
    expect(complaints(edit(RUNTIMES_FILE, 'preset: kata-clh', 'preset: kata-chl'))).toMatchInlineSnapshot(`
      "environments/prod/platform/runtimes.yaml:13:11: error: spec.preset: \`kata-chl\` is not allowed here
          12 | spec:
      >   13 |   preset: kata-chl
             |           ^^^^^^^^
         did you mean \`kata-clh\`? allowed: runc, gvisor, kata-clh, kata-clh-runtime-rs, kata-qemu, kata-qemu-runtime-rs, kata-fc, kata-dragonball, kata-stratovirt, kata-remote, kata-qemu-tdx, kata-qemu-tdx-runtime-rs, kata-qemu-snp, kata-qemu-snp-runtime-rs, kata-qemu-se, kata-qemu-se-runtime-rs, kata-qemu-coco-dev, kata-qemu-coco-dev-runtime-rs, kata-qemu-nvidia-cpu, kata-qemu-nvidia-cpu-runtime-rs, kata-qemu-nvidia-gpu, kata-qemu-nvidia-gpu-runtime-rs, kata-qemu-nvidia-gpu-tdx, kata-qemu-nvidia-gpu-tdx-runtime-rs, kata-qemu-nvidia-gpu-snp, kata-qemu-nvidia-gpu-snp-runtime-rs

      1 problem in 1 file"
    `);
  });
});

test('an environment without tenants', () => {
  const files = Object.fromEntries(
    Object.entries(FILES).filter(([path]) => path === ENVIRONMENT_FILE || path === RUNTIMES_FILE),
  );
  const { fleet, problems } = loadAll(files);
  expect(problems).toEqual([]);
  expect(fleet.clusters[0]?.tenants.size).toBe(0);
});

test('a faulty Environment: the others are judged as far as they can be', () => {
  expect(
    complaints(
      edit(SHOP_FILE, 'cpu: 4', 'cpu: four', {
        ...FILES,
        [ENVIRONMENT_FILE]: ENVIRONMENT.replace('count: 3', 'count: x'),
      }),
    ),
  ).toMatchInlineSnapshot(`
    "environments/prod/platform/environment.yaml:17:14: error: spec.nodePools.general.count: expected a number, found the string \`x\`
        16 |     general:
    >   17 |       count: x
           |              ^

    environments/prod/platform/shop.yaml:15:10: error: spec.quota.cpu: \`four\` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)
        14 |   quota:
    >   15 |     cpu: four
           |          ^^^^

    2 problems in 2 files"
  `);
});

test('a file that cannot be read: nobody is blamed for what it would have declared', () => {
  expect(complaints({ ...FILES, [RUNTIMES_FILE]: 'kind: [\n' })).toMatchInlineSnapshot(`
    "environments/prod/platform/runtimes.yaml:1:7: error: not valid YAML: the list that opens here is not closed
    >    1 | kind: [
           |       ^
       close it with ]

    1 problem in 1 file"
  `);
});

test('all problems of all files, in the order of files and lines', () => {
  const files = edit(
    SHOP_FILE,
    'cpu: 4',
    'cpu: four',
    edit(SHOP_FILE, 'costCentre: cc-1', 'costCentre: "-"', edit(ENVIRONMENT_FILE, 'count: 3', 'count: -3')),
  );
  const reversed = Object.fromEntries(Object.entries(files).reverse());
  expect(complaints(reversed)).toBe(complaints(files));
  expect(
    complaints(files)
      .split('\n')
      .filter((line) => line.startsWith('environments/')),
  ).toEqual([
    'environments/prod/platform/environment.yaml:17:14: error: spec.nodePools.general.count: the number `-3` is too small: at least 0',
    'environments/prod/platform/shop.yaml:9:15: error: spec.costCentre: `-` is not a label value',
    'environments/prod/platform/shop.yaml:15:10: error: spec.quota.cpu: `four` is not a quantity (such as 500m, 2, 512Mi or 1.5Gi; never negative)',
  ]);
});
