import { expect, it } from 'vitest';
import { type Case, rows } from './judged.js';

// What the Go loader says of values (src/runtime/pkg/katautils/config.go), and what a sandbox would fail of
// (src/runtime/virtcontainers: hypervisor_config_linux.go, clh.go, qemu.go, virtiofsd.go).
const CASES: readonly Case[] = [
  ['clh', { hypervisor: { default_vcpus: 2, default_memory: 512, cold_plug_vfio: 'root-port' } }],
  ['clh', { hypervisor: { default_vcpus: 0.5 } }],
  ['clh', { hypervisor: { initrd: '/opt/initrd.img' } }],
  ['clh', { hypervisor: { shared_fs: 'none' }, factory: { enable_template: true } }],
  ['qemu', { hypervisor: { machine_type: 'microvm', block_device_driver: 'virtio-mmio' } }],
  ['qemu', { hypervisor: { hot_plug_vfio: 'bridge-port', pcie_root_port: 16 } }],
  ['qemu', { hypervisor: { block_device_logical_sector_size: 512, block_device_physical_sector_size: 4096 } }],
  ['qemu', { hypervisor: { enable_vhost_user_store: true, enable_hugepages: true } }],
  ['qemu', { runtime: { disable_new_netns: true, internetworking_model: 'none' } }],
  ['fc', { hypervisor: { default_maxvcpus: 32, default_memory: 256 } }],

  // Block devices
  [
    'clh',
    { hypervisor: { block_device_driver: 'virtio-blk-pci' } },
    'hypervisor.block_device_driver | [hypervisor.clh] block_device_driver: found "virtio-blk-pci", allowed is "virtio-scsi", "virtio-blk", "virtio-mmio", "nvdimm" or "virtio-blk-ccw" (Kata: "Invalid hypervisor block storage driver virtio-blk-pci specified (supported drivers: [virtio-scsi virtio-blk virtio-mmio nvdimm virtio-blk-ccw])") | "virtio-blk-pci" is what runtime-rs calls it; write "virtio-blk"',
  ],
  [
    'clh',
    { hypervisor: { block_device_driver: 'virtio-scsi' } },
    `hypervisor.block_device_driver | [hypervisor.clh] block_device_driver: found "virtio-scsi", and clh plugs only "virtio-blk" (Kata: "incorrect hypervisor configuration on 'block_device_driver': using 'virtio-scsi' but only support 'virtio-blk'") | write "virtio-blk"`,
  ],
  [
    'qemu',
    { hypervisor: { block_device_driver: 'virtio-sscsi' } },
    'hypervisor.block_device_driver | [hypervisor.qemu] block_device_driver: found "virtio-sscsi", allowed is "virtio-scsi", "virtio-blk", "virtio-mmio", "nvdimm" or "virtio-blk-ccw" (Kata: "Invalid hypervisor block storage driver virtio-sscsi specified (supported drivers: [virtio-scsi virtio-blk virtio-mmio nvdimm virtio-blk-ccw])") | meant: virtio-sscsi',
  ],
  [
    'qemu',
    { hypervisor: { block_device_aio: 'iouring' } },
    'hypervisor.block_device_aio | [hypervisor.qemu] block_device_aio: found "iouring", allowed is "io_uring", "native" or "threads" (Kata: "Invalid hypervisor block storage I/O mechanism  iouring specified (supported AIO: [io_uring native threads])") | meant: iouring',
  ],
  [
    'qemu',
    { hypervisor: { block_device_logical_sector_size: 4096, block_device_physical_sector_size: 512 } },
    'hypervisor.block_device_logical_sector_size | [hypervisor.qemu] block_device_logical_sector_size is 4096, and may not exceed block_device_physical_sector_size, which is 512',
  ],
  [
    'qemu',
    { hypervisor: { block_device_logical_sector_size: 256, block_device_physical_sector_size: 1000 } },
    'hypervisor.block_device_logical_sector_size | [hypervisor.qemu] block_device_logical_sector_size: found 256, allowed is 0 or a power of two from 512 to 65536',
    'hypervisor.block_device_physical_sector_size | [hypervisor.qemu] block_device_physical_sector_size: found 1000, allowed is 0 or a power of two from 512 to 65536',
  ],
  [
    'qemu',
    { hypervisor: { block_device_physical_sector_size: 131072 } },
    'hypervisor.block_device_physical_sector_size | [hypervisor.qemu] block_device_physical_sector_size: found 131072, allowed is 0 or a power of two from 512 to 65536',
  ],
  [
    'qemu',
    { hypervisor: { block_device_cache_direct: true } },
    'hypervisor.block_device_cache_direct | [hypervisor.qemu] block_device_cache_direct has no effect while block_device_cache_set is false | set block_device_cache_set to true, or remove it',
  ],
  ['qemu', { hypervisor: { block_device_cache_set: true, block_device_cache_direct: true } }],

  // Files
  [
    'clh',
    { hypervisor: { shared_fs: 'virtio-9p' } },
    'hypervisor.shared_fs | [hypervisor.clh] shared_fs: found "virtio-9p", and clh does not support it (Kata: "Cloud Hypervisor does not support virtio-9p shared filesystem option") | write "virtio-fs" or "none"',
  ],
  [
    'stratovirt',
    { hypervisor: { shared_fs: 'virtio-9p' } },
    'hypervisor.shared_fs | [hypervisor.stratovirt] shared_fs: found "virtio-9p", and stratovirt does not support it (Kata: "Stratovirt Hypervisor does not support virtio-9p shared filesystem option") | write "virtio-fs" or "none"',
  ],
  [
    'qemu',
    { hypervisor: { shared_fs: 'inline-virtio-fs' } },
    'hypervisor.shared_fs | [hypervisor.qemu] shared_fs: found "inline-virtio-fs", allowed is "virtio-9p", "virtio-fs", "virtio-fs-nydus" or "none" (Kata: "Invalid hypervisor shared file system inline-virtio-fs specified (supported file systems: [virtio-9p virtio-fs virtio-fs-nydus none])") | meant: inline-virtio-fs',
  ],
  [
    'qemu',
    { hypervisor: { virtio_fs_daemon: '' } },
    'hypervisor.virtio_fs_daemon | [hypervisor.qemu] virtio_fs_daemon is empty and shared_fs is "virtio-fs", which needs a daemon (Kata: "cannot enable virtio-fs without daemon path in configuration file") | leave virtio_fs_daemon out for the one of the artifact, or share nothing with shared_fs "none"',
  ],
  ['qemu', { hypervisor: { virtio_fs_daemon: '', shared_fs: 'virtio-9p' } }],
  [
    'clh',
    { hypervisor: { shared_fs: 'virtio-fs-nydus', virtio_fs_daemon: '' } },
    'hypervisor.virtio_fs_daemon | [hypervisor.clh] virtio_fs_daemon is empty and shared_fs is "virtio-fs-nydus", which needs a daemon (Kata: "cannot enable virtio-fs-nydus without daemon path in configuration file") | leave virtio_fs_daemon out for the one of the artifact, or share nothing with shared_fs "none"',
  ],
  [
    'qemu',
    { hypervisor: { virtio_fs_cache: 'none' } },
    'hypervisor.virtio_fs_cache | [hypervisor.qemu] virtio_fs_cache: found "none", allowed is "never", "metadata", "auto" or "always" (Kata: "Invalid virtio-fs cache mode: none") | meant: none',
  ],
  [
    'clh',
    { hypervisor: { virtio_fs_cache_size: 1024 } },
    'hypervisor.virtio_fs_cache_size | [hypervisor.clh] virtio_fs_cache_size: found 1024, and clh has no DAX window: the guest could not mount what is shared | write 0',
  ],
  [
    'qemu',
    { hypervisor: { shared_fs: 'none', virtio_fs_queue_size: 512 } },
    'hypervisor.virtio_fs_queue_size | [hypervisor.qemu] virtio_fs_queue_size has no effect while shared_fs is "none" | remove it, or declare shared_fs',
  ],
  [
    'qemu',
    { runtime: { sandbox_bind_mounts: ['/etc/pki/ca.crt', '/srv/other/', '/srv/ca.crt'] } },
    'runtime.sandbox_bind_mounts | [runtime] sandbox_bind_mounts: "/srv/ca.crt" would stand where "/etc/pki/ca.crt" does, as both are named "ca.crt" (Kata: "sandbox-bindmounts: File /srv/ca.crt has base that matches already specified bindmount")',
  ],

  // Network
  [
    'qemu',
    { runtime: { disable_new_netns: true } },
    `runtime.disable_new_netns | [runtime] disable_new_netns is true and internetworking_model is "tcfilter" (Kata: "config disable_new_netns only works with 'none' internetworking_model") | set disable_new_netns to false: virtual machines in the network namespace of the node are outside every NetworkPolicy`,
  ],
  [
    'remote',
    { runtime: { internetworking_model: 'macvtap' } },
    `runtime.internetworking_model | [runtime] disable_new_netns is true and internetworking_model is "macvtap" (Kata: "config disable_new_netns only works with 'none' internetworking_model") | set disable_new_netns to false: virtual machines in the network namespace of the node are outside every NetworkPolicy`,
  ],
  [
    'clh',
    { runtime: { internetworking_model: 'l3forwarding' } },
    'runtime.internetworking_model | [runtime] internetworking_model: found "l3forwarding", allowed is "macvtap", "tcfilter" or "none" (Kata: "Unknown type l3forwarding") | meant: l3forwarding',
  ],
  [
    'clh',
    { runtime: { vfio_mode: 'guest_kernel' } },
    'runtime.vfio_mode | [runtime] vfio_mode: found "guest_kernel", allowed is "vfio" or "guest-kernel" (Kata: "Unknown VFIO mode guest_kernel") | meant: guest_kernel',
  ],
  [
    'clh',
    { hypervisor: { net_rate_limiter_bw_one_time_burst: 1000 } },
    'hypervisor.net_rate_limiter_bw_one_time_burst | [hypervisor.clh] net_rate_limiter_bw_one_time_burst has no effect while net_rate_limiter_bw_max_rate is 0 (Kata: "The NetRateLimiterBwOneTimeBurst is set but NetRateLimiterBwMaxRate is not set, this option will be ignored.") | declare net_rate_limiter_bw_max_rate, or remove it',
  ],
  ['clh', { hypervisor: { disk_rate_limiter_ops_one_time_burst: 100, disk_rate_limiter_ops_max_rate: 1000 } }],
];

it.each(rows(CASES))('%s', (_title, found, verdicts) => {
  expect(found()).toEqual(verdicts);
});
