import { isObject, valueAt } from '../../../lib/kubernetes/json.js';
import type { Case, Plant } from './case.js';
import {
  BANK_TENANT,
  BANK_WORKLOAD,
  COMPANY,
  declared,
  type Edit,
  ENVIRONMENT,
  edited,
  RUNTIMES,
  rendered,
} from './company.js';

const LEDGER = 'Deployment bank-ledger/ledger';

const runtime = (name: string, more = '') => `---
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: ${name}}
spec: {preset: ${name}${more}}
`;

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
export const OF_PREPARATION: readonly Edit[] = [
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

/** Devices and virtual functions under Kata. */
export const kataHardwareCases: readonly Case[] = [
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
];
