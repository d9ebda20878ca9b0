import type { Part } from '../capabilities.js';
import type { Shim } from '../shims.js';
import { SOURCES } from './sources.js';

const { virtualization, firecracker, stratovirt, remote } = SOURCES;

const boots = (rating: string) => ({
  value: `boots a guest; upstream rates it "${rating}"`,
  source: `${virtualization}#hypervisor-comparison-summary`,
});
const shared = { value: true, note: 'by virtio-fs', source: virtualization };
const disk = { value: true, note: 'as a disk of the guest', source: SOURCES.blockVolumes };
const noPassthrough = { value: false, source: virtualization } as const;

/** What each hypervisor adds to what all guests have. */
export const HYPERVISORS: Readonly<Record<Shim['hypervisor'], Part>> = {
  qemu: {
    startUp: boots('good'),
    filesystemVolumes: shared,
    blockVolumes: disk,
  },
  clh: {
    startUp: boots('excellent'),
    filesystemVolumes: shared,
    blockVolumes: disk,
  },
  dragonball: {
    startUp: boots('best'),
    filesystemVolumes: shared,
    blockVolumes: disk,
  },
  firecracker: {
    startUp: boots('excellent'),
    vfio: noPassthrough,
    gpu: { value: 'none', source: virtualization },
    virtualFunctions: noPassthrough,
    filesystemVolumes: { value: false, note: 'no virtio-fs; images need a block snapshotter', source: virtualization },
    blockVolumes: { value: true, note: 'from a pool of 8 drives', source: firecracker },
    resize: { value: false, source: virtualization },
  },
  stratovirt: {
    startUp: { value: 'boots a guest', source: stratovirt },
    vfio: { value: false, note: 'only disks are plugged', source: stratovirt },
    gpu: { value: 'none', source: stratovirt },
    virtualFunctions: { value: false, source: stratovirt },
    filesystemVolumes: { value: true, note: 'by virtio-fs', source: stratovirt },
    blockVolumes: { value: true, note: 'as a disk of the guest', source: stratovirt },
    resize: { value: false, source: stratovirt },
  },
  remote: {
    isolation: { value: 'virtual-machine', note: 'a kernel of its own, outside the node', source: remote },
    startUp: { value: 'creates a virtual machine elsewhere, through a service of its provider', source: remote },
    memory: { value: 'the guest runs outside the node', source: remote },
    vfio: { value: false, note: 'no device of the node reaches it', source: remote },
    gpu: { value: 'none', note: 'none of the node', source: remote },
    virtualFunctions: { value: false, source: remote },
    network: { value: 'whatever its provider connects to the pod network', source: remote },
    resize: { value: false, source: remote },
  },
};
