import type { Key } from '../key.js';
import { keysIn } from './table.js';

const VIRTIOFSD = '/opt/kata/libexec/virtiofsd';

/** How files and volumes get into the guest. */
export const STORAGE: readonly Key[] = keysIn('hypervisor', {
  shared_fs: {
    type: 'string',
    oneOf: ['virtio-fs', 'virtio-fs-nydus', 'virtio-9p', 'none'],
    meaning: 'How the guest gets at the folders of its containers.',
    written: true,
    go: { 'clh qemu stratovirt': 'virtio-fs', 'tee coco': 'none' },
    rust: { 'clh qemu': 'virtio-fs', dragonball: 'inline-virtio-fs', 'tee coco': 'none' },
    inRust: { oneOf: ['virtio-fs', 'inline-virtio-fs', 'virtio-fs-nydus', 'none'] },
  },
  virtio_fs_daemon: {
    type: 'string',
    meaning: 'virtiofsd: an absolute path on the node.',
    written: true,
    go: { 'clh qemu stratovirt': VIRTIOFSD },
    rust: { 'clh qemu': VIRTIOFSD },
  },
  valid_virtio_fs_daemon_paths: {
    type: 'strings',
    meaning: 'What the annotation virtio_fs_daemon may name, as patterns of glob(3).',
    written: true,
    go: { 'clh qemu stratovirt': [VIRTIOFSD] },
    rust: { qemu: [VIRTIOFSD] },
  },
  virtio_fs_cache: {
    type: 'string',
    oneOf: ['never', 'metadata', 'auto', 'always'],
    meaning:
      'What the guest caches: nothing, names, names for a second and data of open files (auto), or all for ever.',
    written: true,
    go: { 'clh qemu stratovirt': 'auto' },
    rust: { 'clh qemu dragonball': 'auto' },
    inRust: { oneOf: ['never', 'auto', 'always'] },
  },
  virtio_fs_cache_size: {
    type: 'integer',
    minimum: 0,
    unit: 'MiB',
    meaning: 'Window for direct access (DAX); 0: none, which Cloud Hypervisor needs.',
    go: { 'clh qemu stratovirt': 0 },
    rust: { 'clh qemu dragonball': 0 },
  },
  virtio_fs_queue_size: {
    type: 'integer',
    minimum: 1,
    meaning: 'Requests in the queue of a shared folder.',
    written: true,
    go: { qemu: 1024 },
    rust: { 'clh qemu': 1024 },
  },
  virtio_fs_extra_args: {
    type: 'strings',
    meaning: 'More arguments of virtiofsd.',
    written: true,
    go: { 'clh qemu stratovirt': ['--thread-pool-size=1', '--announce-submounts'] },
    rust: { 'clh qemu dragonball': ['--thread-pool-size=1', '-o', 'announce_submounts'] },
  },
  msize_9p: {
    type: 'integer',
    minimum: 1,
    unit: 'bytes',
    meaning: 'Size of a packet of virtio-9p.',
    go: { qemu: 8192 },
  },
  disable_block_device_use: {
    type: 'boolean',
    meaning: "A container's root file system that is a block device of the node is shared as files all the same.",
    written: true,
    go: { 'clh qemu stratovirt': true },
    rust: { qemu: false },
  },
  block_device_driver: {
    type: 'string',
    oneOf: ['virtio-scsi', 'virtio-blk', 'virtio-mmio', 'nvdimm', 'virtio-blk-ccw'],
    meaning: 'How the guest sees block devices. Cloud Hypervisor: virtio-blk (Go), virtio-blk-pci (runtime-rs).',
    written: true,
    go: { clh: 'virtio-blk', qemu: 'virtio-scsi', firecracker: 'virtio-mmio', stratovirt: 'virtio-mmio' },
    rust: { 'clh dragonball': 'virtio-blk-pci', qemu: 'virtio-scsi' },
    inRust: { oneOf: ['virtio-blk-pci', 'virtio-blk-ccw', 'virtio-blk-mmio', 'virtio-scsi', 'virtio-pmem'] },
  },
  block_device_aio: {
    type: 'string',
    oneOf: ['io_uring', 'native', 'threads'],
    meaning: 'How QEMU reads and writes block devices.',
    written: true,
    go: { qemu: 'io_uring' },
    rust: { qemu: 'io_uring' },
  },
  block_device_cache_set: {
    type: 'boolean',
    meaning: 'Whether the other block_device_cache keys count.',
    go: { 'clh qemu': false },
    rust: { qemu: false },
  },
  block_device_cache_direct: {
    type: 'boolean',
    meaning: "Block devices bypass the node's page cache (O_DIRECT).",
    go: { 'clh qemu': false },
    rust: { 'clh qemu dragonball': false },
  },
  block_device_cache_noflush: {
    type: 'boolean',
    meaning: 'Requests to flush block devices are ignored: data may be lost with the node.',
    go: { qemu: false },
    rust: { qemu: false },
  },
  block_device_logical_sector_size: {
    type: 'integer',
    minimum: 0,
    maximum: 65536,
    unit: 'bytes',
    meaning:
      'Logical sector of block devices: a power of two from 512, at most the physical one; 0: the hypervisor decides.',
    go: { qemu: 0 },
    rust: { qemu: 0 },
  },
  block_device_physical_sector_size: {
    type: 'integer',
    minimum: 0,
    maximum: 65536,
    unit: 'bytes',
    meaning: 'Physical sector of block devices: a power of two from 512; 0: the hypervisor decides.',
    go: { qemu: 0 },
    rust: { qemu: 0 },
  },
  enable_iothreads: {
    type: 'boolean',
    meaning: 'Threads of their own for block devices (virtio-scsi).',
    go: { qemu: false },
    rust: { qemu: false },
  },
  indep_iothreads: {
    type: 'integer',
    minimum: 0,
    maximum: 50,
    meaning: 'Threads for block devices that are plugged in later (virtio-blk); 0: none.',
    go: { qemu: 0 },
    rust: { qemu: 0 },
  },
  queue_size: {
    type: 'integer',
    minimum: 1,
    meaning: 'Requests in a queue of a block device.',
    written: true,
    rust: { 'clh qemu dragonball': 128 },
  },
  num_queues: {
    type: 'integer',
    minimum: 1,
    meaning: 'Queues of a block device.',
    written: true,
    rust: { 'clh qemu dragonball': 1 },
  },
  enable_vhost_user_store: {
    type: 'boolean',
    meaning: 'Block devices of vhost-user (SPDK); wants enable_hugepages.',
    go: { qemu: false },
    rust: { qemu: false },
  },
  vhost_user_store_path: {
    type: 'string',
    meaning: 'Folder with the sockets and devices of vhost-user.',
    go: { qemu: '/var/run/kata-containers/vhost-user' },
    rust: { qemu: '/var/run/kata-containers/vhost-user' },
  },
  valid_vhost_user_store_paths: {
    type: 'strings',
    meaning: 'What the annotation vhost_user_store_path may name, as patterns of glob(3).',
    go: { qemu: ['/var/run/kata-containers/vhost-user'] },
    rust: { qemu: ['/var/run/kata-containers/vhost-user'] },
  },
  vhost_user_reconnect_timeout_sec: {
    type: 'integer',
    minimum: 0,
    unit: 'seconds',
    meaning: 'How long QEMU waits before it connects to a lost vhost-user socket again; 0: never.',
    go: { qemu: 0 },
  },
  ...diskRates(),
});

function diskRates() {
  return Object.fromEntries(
    [
      ['bw_max_rate', 'bits/s', 'How fast all disks of a machine may be; 0: no limit.'],
      ['bw_one_time_burst', 'bits', 'What may be read and written once above disk_rate_limiter_bw_max_rate.'],
      ['ops_max_rate', 'operations/s', 'How many operations all disks of a machine may do; 0: no limit.'],
      ['ops_one_time_burst', 'operations', 'What may be done once above disk_rate_limiter_ops_max_rate.'],
    ].map(([name = '', unit = '', meaning = '']) => [
      `disk_rate_limiter_${name}`,
      { type: 'integer' as const, minimum: 0, unit, meaning, go: { clh: 0 }, rust: { clh: 0 } },
    ]),
  );
}
