import type { Shim } from '../../shims.js';

/** The drivers that a loader takes (blockDeviceDriver of katautils/config.go; kata-types, config/hypervisor/mod.rs). */
export const BLOCK_DRIVERS: Readonly<Record<Shim['runtime'], readonly string[]>> = {
  go: ['virtio-scsi', 'virtio-blk', 'virtio-mmio', 'nvdimm', 'virtio-blk-ccw'],
  'runtime-rs': ['virtio-blk-pci', 'virtio-blk-ccw', 'virtio-blk-mmio', 'virtio-pmem', 'virtio-scsi'],
};

/** The same drivers where the two runtimes name them differently. */
const NAMES: readonly Readonly<Record<Shim['runtime'], string>>[] = [
  { go: 'virtio-blk', 'runtime-rs': 'virtio-blk-pci' },
  { go: 'virtio-mmio', 'runtime-rs': 'virtio-blk-mmio' },
  { go: 'nvdimm', 'runtime-rs': 'virtio-pmem' },
];

/** What the runtime of the shim calls a driver of the other runtime. */
export function blockDriverOf({ runtime }: Shim, theirs: string): string | undefined {
  return NAMES.find((each) => each[runtime === 'go' ? 'runtime-rs' : 'go'] === theirs)?.[runtime];
}
