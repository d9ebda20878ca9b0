import { type Failure, said } from '../failure.js';

export const blockDriver: Failure = {
  id: 'block-device-driver',
  cause: 'the configuration names a block_device_driver that this runtime does not know, and Kata refuses to load it',
  why: 'The two runtimes spell them differently: virtio-blk-pci, virtio-blk-mmio and virtio-pmem are names of runtime-rs; Go has virtio-scsi, virtio-blk, virtio-mmio, nvdimm and virtio-blk-ccw.',
  fix: 'Write the name that the runtime of the handler knows: for Cloud Hypervisor `virtio-blk` in Go and `virtio-blk-pci` in runtime-rs.',
  source:
    'https://github.com/kata-containers/kata-containers/blob/main/docs/design/migrating-config-go-runtime-to-runtime-rs.md',
  messages: [
    'Invalid hypervisor block storage driver virtio-blk-pci specified (supported drivers: [virtio-scsi virtio-blk virtio-mmio nvdimm virtio-blk-ccw])',
    'Invalid hypervisor block storage driver virtio-blk-pci specified in annotation (supported drivers: [virtio-scsi virtio-blk virtio-mmio nvdimm virtio-blk-ccw])',
  ],
  *find(bundle) {
    yield* said(bundle, 'certain', /Invalid hypervisor block storage driver [\w-]{1,40} specified/);
  },
};
