import { isObject, valueAt } from '../../../lib/kubernetes/json.js';
import { both, type Case, type Plant, set } from './case.js';
import { BANK_TENANT, BANK_WORKLOAD, COMPANY, declared, ENVIRONMENT, RUNTIMES, rendered } from './company.js';

const FRONTEND = 'Deployment shop-web/frontend';
const LEDGER = 'Deployment bank-ledger/ledger';
const CLASS = 'RuntimeClass kata-clh';
const POD = ['spec', 'template', 'spec'];
const CONTAINER = [...POD, 'containers', 0];
const VCPUS = 'io.katacontainers.config.hypervisor.default_vcpus';
const KERNEL_MODULES = 'io.katacontainers.config.agent.kernel_modules';

/** A declaration with several places changed. */
function edited(path: string, ...edits: readonly Edit[]) {
  let text = COMPANY[path] ?? '';
  for (const [before, after] of edits) {
    if (text.split(before).length !== 2) throw new Error(`${path} does not have ${before} once`);
    text = text.replace(before, () => after);
  }
  return { [path]: text };
}

const runtime = (name: string, more = '') => `---
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: ${name}}
spec: {preset: ${name}${more}}
`;

type Edit = readonly [before: string, after: string];

const OF_HARDWARE: readonly Edit[] = [
  ['      allocatable:', '      devices: {gpu: 2}\n      networks: {fabric: 4}\n      allocatable:'],
  [
    '  storageClasses:',
    `  devices: {gpu: {resourceName: nvidia.com/pgpu, passthrough: true}}
  networks: {fabric: {attachment: fabrics/storage, resourceName: example.com/vf}}
  storageClasses:`,
  ],
];

/** Hardware in every node; the ledger of the bank runs on a runtime, and takes what is asked for. */
function accelerated(name: string, asks: string, more = '') {
  return {
    ...edited(ENVIRONMENT, ...OF_HARDWARE),
    ...edited(
      BANK_TENANT,
      ['{allowed: [kata-clh], default: kata-clh}', `{allowed: [${name}], default: ${name}}`],
      [
        '  quota: {cpu: 4, memory: 8Gi}\n',
        '  quota: {cpu: 4, memory: 32Gi, devices: {gpu: 2}, networks: {fabric: 4}}\n  devices: [gpu]\n  networks: [fabric]\n',
      ],
    ),
    [BANK_WORKLOAD]: `${COMPANY[BANK_WORKLOAD]}${asks}`,
    [RUNTIMES]: `${COMPANY[RUNTIMES]}${name === 'kata-clh' ? '' : runtime(name, more)}`,
  };
}

const NETWORK = '  networks: [fabric]\n';
const DEVICE = '  devices: {gpu: 1}\n';
const networkPath = 'spec.template.metadata.annotations["k8s.v1.cni.cncf.io/networks"]';
const devicePath = 'spec.template.spec.containers[name=ledger].resources.limits["nvidia.com/pgpu"]';
const foundNetwork = (rule: string) => ({
  is: `${rule}: ${LEDGER}: ${networkPath}`,
  declared: declared.ledger('networks: [»fabric]'),
  rendered: rendered.ledger('k8s.v1.cni.cncf.io/networks: »fabrics/storage'),
});
const foundDevice = (rule: string) => ({
  is: `${rule}: ${LEDGER}: ${devicePath}`,
  declared: declared.ledger('devices: {gpu: »1}'),
  rendered: rendered.ledger('nvidia.com/pgpu: »"1"\n          requests:'),
});

/** Nodes that are prepared for the Runtimes that there are. */
const OF_PREPARATION: readonly Edit[] = [
  [
    '      kvm: true\n',
    `      kvm: true
      containerRuntime: {version: "2.1.4"}
      kata:
        version: "4.1.0"
        artifact: {url: 'https://192.0.2.20/kata-static-4.1.0-amd64.tar.zst', sha256: ${'5d'.repeat(32)}, cidrs: [192.0.2.20/32]}
`,
  ],
  [
    '  registries:',
    `  nodePreparation: {image: registry.example.com/node-tools@sha256:${'8c'.repeat(32)}}\n  registries:`,
  ],
];
const PREPARED = edited(ENVIRONMENT, ...OF_PREPARATION);

const PREPARED_FOR_HARDWARE = {
  ...accelerated('kata-clh', NETWORK),
  ...edited(ENVIRONMENT, ...OF_PREPARATION, ...OF_HARDWARE),
};

/** In the one ConfigMap that has it. */
function editConfiguration(key: string, before: string, after: string): Plant {
  return (objects) => {
    const [found, ...more] = objects.filter(({ data }) => isObject(data) && Object.hasOwn(data, key));
    const text = valueAt(found, ['data', key]);
    if (more.length > 0 || typeof text !== 'string' || text.split(before).length !== 2)
      throw new Error(`no ConfigMap has ${before} once`);
    (found?.data as Record<string, string>)[key] = text.replace(before, after);
  };
}

/** Nodes beside the others, with a taint. */
const SECOND_POOL = edited(ENVIRONMENT, [
  '  storageClasses:',
  `    large:
      count: 1
      labels: {katacontainers.io/kata-runtime: "true", example.com/pool: large}
      taints: {example.com/large: {effect: NoSchedule}}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true
  storageClasses:`,
]);

export const kataCases: readonly Case[] = [
  {
    title: 'a virtual function without a port, in the Go runtime',
    declarations: accelerated('kata-clh', NETWORK),
    finds: [foundNetwork('kata/no-port')],
  },
  {
    title: 'a virtual function without a port, in runtime-rs',
    declarations: accelerated('kata-qemu-runtime-rs', NETWORK),
    finds: [foundNetwork('kata/no-port')],
  },
  {
    title: 'a VFIO device without a port, in the Go runtime',
    declarations: accelerated('kata-qemu', DEVICE),
    finds: [foundDevice('kata/no-port')],
  },
  {
    title: 'a VFIO device without a port, in runtime-rs',
    declarations: accelerated('kata-qemu-runtime-rs', DEVICE),
    finds: [foundDevice('kata/no-port')],
  },
  {
    title: 'no fault where there is a port',
    declarations: accelerated(
      'kata-qemu-runtime-rs',
      NETWORK + DEVICE,
      ', configuration: {hypervisor: {cold_plug_vfio: root-port}}',
    ),
    finds: [],
  },
  {
    title: 'a virtual function that runtime-rs loses on the way to Cloud Hypervisor, and a device that it does not',
    declarations: accelerated('kata-clh-runtime-rs', NETWORK + DEVICE),
    finds: [foundNetwork('kata/no-passthrough')],
  },
  {
    title: 'hardware on a hypervisor that hands none over',
    declarations: accelerated('kata-fc', NETWORK + DEVICE),
    finds: [foundNetwork('kata/no-passthrough'), foundDevice('kata/no-passthrough')],
  },
  {
    title: 'a handler that the nodes are not prepared for',
    declarations: PREPARED,
    plant: set('RuntimeClass gvisor', ['handler'], 'kata-qemu'),
    finds: [
      {
        is: 'kata/not-configured: RuntimeClass gvisor: scheduling.nodeSelector',
        declared: declared.environment('nodePools:\n    »kata:'),
        rendered: rendered.runtimeClasses('»nodeSelector:\n    example.com/gvisor: "yes"'),
      },
    ],
  },
  { title: 'no fault where nodes are prepared for what they have', declarations: PREPARED_FOR_HARDWARE, finds: [] },
  {
    title: 'a configuration of prepared nodes that somebody edited by hand',
    declarations: PREPARED_FOR_HARDWARE,
    plant: editConfiguration(
      'configuration-kata-clh.toml',
      'cold_plug_vfio = "root-port"',
      'cold_plug_vfio = "no-port"',
    ),
    finds: [foundNetwork('kata/no-port')],
  },
  {
    title: 'a workload that selects nodes which are kept from it',
    declarations: SECOND_POOL,
    plant: set(FRONTEND, [...POD, 'nodeSelector'], { 'example.com/pool': 'large' }),
    finds: [
      {
        is: `kata/untolerated: ${FRONTEND}: spec.template.spec.tolerations`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('    »spec:'),
      },
    ],
  },
  {
    title: 'an annotation that the configuration does not let through',
    declarations: edited(RUNTIMES, [
      '  preset: kata-clh\n',
      "  preset: kata-clh\n  configuration: {hypervisor: {enable_annotations: ['^default_memory$']}}\n",
    ]),
    finds: [
      {
        is: `kata/annotation: ${FRONTEND}: spec.template.metadata.annotations["${VCPUS}"]`,
        declared: declared.workloads('vcpus: »2'),
        rendered: rendered.frontend(`${VCPUS}: »"2"`),
      },
    ],
  },
  {
    title: 'more than the configuration lets a machine have',
    declarations: edited(RUNTIMES, [
      '  preset: kata-clh\n',
      '  preset: kata-clh\n  configuration: {hypervisor: {default_maxvcpus: 1}}\n',
    ]),
    finds: [
      {
        is: `kata/annotation: ${FRONTEND}: spec.template.metadata.annotations["${VCPUS}"]`,
        declared: declared.workloads('vcpus: »2'),
        rendered: rendered.frontend(`${VCPUS}: »"2"`),
      },
    ],
  },
  {
    title: 'an annotation that nothing asks about, on pods and in what tenants may set',
    declarations: edited(RUNTIMES, ['  podAnnotations:\n', `  podAnnotations:\n    - ${KERNEL_MODULES}\n`]),
    plant: set(FRONTEND, ['spec', 'template', 'metadata', 'annotations', KERNEL_MODULES], 'nbd'),
    finds: [
      {
        is: 'kata/ungated-annotation: Runtime kata-clh: spec.podAnnotations[0]',
        declared: declared.runtimes(`- »${KERNEL_MODULES}`),
      },
      {
        is: `kata/ungated-annotation: ${FRONTEND}: spec.template.metadata.annotations["${KERNEL_MODULES}"]`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend(`${KERNEL_MODULES}: »nbd`),
      },
    ],
  },
  {
    title: 'a volume that is the kernel of the node',
    plant: both(
      set(FRONTEND, [...POD, 'volumes', 0], { name: 'kernel', hostPath: { path: '/sys/kernel' } }),
      set(FRONTEND, [...CONTAINER, 'volumeMounts', 0], { name: 'kernel', mountPath: '/kernel' }),
    ),
    finds: [
      {
        is: `kata/host-volume: ${FRONTEND}: spec.template.spec.volumes[name=kernel].hostPath.path`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('path: »/sys/kernel'),
      },
      {
        is: `pod-security/restricted-volumes: ${FRONTEND}: spec.template.spec.volumes[name=kernel].hostPath`,
        declared: declared.workloads('»service:'),
        rendered: rendered.frontend('- »hostPath:'),
      },
    ],
  },
  {
    title: 'a part of a volume',
    plant: set(FRONTEND, [...CONTAINER, 'volumeMounts', 1, 'subPath'], 'cache'),
    finds: [
      {
        is: `kata/sub-path: ${FRONTEND}: spec.template.spec.containers[name=frontend].volumeMounts[name=scratch-tmp].subPath`,
        declared: declared.workloads('mountPath: »/tmp'),
        rendered: rendered.frontend('subPath: »cache'),
      },
    ],
  },
  {
    title: 'a database under Firecracker',
    declarations: edited(RUNTIMES, ['  preset: kata-clh\n', '  preset: kata-fc\n']),
    finds: [
      {
        is: 'kata/unshared-volume: StatefulSet shop-data/db: spec.template.spec.containers[name=db].volumeMounts[name=storage]',
        declared: declared.workloads('mountPath: »/data'),
        rendered: rendered.db('- »mountPath: /data'),
      },
    ],
  },
  {
    title: 'no memory limit under runtime-rs',
    declarations: edited(RUNTIMES, ['  preset: kata-clh\n', '  preset: kata-clh-runtime-rs\n']),
    plant: both(
      set('LimitRange bank-ledger/defaults', ['spec', 'limits', 0, 'default', 'memory'], undefined),
      set(LEDGER, [...CONTAINER, 'resources'], { limits: { cpu: '1' } }),
    ),
    finds: [
      {
        is: `kata/memory-limit: ${LEDGER}: spec.template.spec.containers[name=ledger].resources.limits.memory`,
        declared: declared.ledger('service: »{ports: {http: {port: 8080}}}'),
        rendered: rendered.ledger('»limits:'),
      },
      {
        is: `quota/limit-range: ${LEDGER}: spec.template.spec.containers[name=ledger].resources.limits.memory`,
        declared: declared.ledger('service: »{ports: {http: {port: 8080}}}'),
        rendered: rendered.ledger('»limits:'),
        related: rendered.bankQuota('maxLimitRequestRatio:\n      cpu: "1"\n      memory: »"1"'),
      },
    ],
  },
  {
    title: 'a virtual machine whose memory does not fit into its pod',
    declarations: edited(RUNTIMES, [
      '  preset: kata-clh\n',
      '  preset: kata-clh\n  configuration: {runtime: {sandbox_cgroup_only: true}}\n',
    ]),
    finds: [
      {
        is: `kata/small-overhead: ${CLASS}: overhead.podFixed.memory`,
        declared: declared.runtimes('preset: »kata-clh'),
        rendered: rendered.runtimeClasses('memory: »130Mi'),
      },
    ],
  },
];
