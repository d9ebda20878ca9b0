import { expect, it } from 'vitest';
import type { Configuration } from '../../../lib/kata/configuration/declared.js';
import { type Case, judged, rows } from './judged.js';

// Keys that Kata does not read where they stand, or reads and does nothing with; and values of another type.
const CASES: readonly Case[] = [
  [
    'clh',
    { hypervisor: { machine_type: 'q35' } },
    'hypervisor.machine_type | [hypervisor.clh] machine_type has no effect: the Go runtime does not use it for clh | remove it; it has an effect on qemu, stratovirt',
  ],
  [
    'fc',
    { hypervisor: { cold_plug_vfio: 'root-port' } },
    'hypervisor.cold_plug_vfio | [hypervisor.firecracker] cold_plug_vfio has no effect: the Go runtime does not use it for firecracker (Kata: "Advanced PCIe Topology only available for QEMU/CLH hypervisor, ignoring hot(cold)_vfio_port setting") | remove it; it has an effect on clh, qemu',
  ],
  [
    'fc',
    { hypervisor: { shared_fs: 'virtio-fs', disable_block_device_use: true } },
    'hypervisor.shared_fs | [hypervisor.firecracker] shared_fs has no effect: the Go runtime does not use it for firecracker | remove it; it has an effect on clh, qemu, stratovirt',
    'hypervisor.disable_block_device_use | [hypervisor.firecracker] disable_block_device_use has no effect: the Go runtime always sets it to false for firecracker, which shares no file system | remove it; it has an effect on clh, qemu, stratovirt',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { enable_iommu: true } },
    'hypervisor.enable_iommu | [hypervisor.clh] enable_iommu has no effect: runtime-rs always sets it to false for clh | remove it; it has an effect on qemu',
  ],
  [
    'qemu',
    { hypervisor: { snp_guest_policy: 1 } },
    'hypervisor.snp_guest_policy | [hypervisor.qemu] snp_guest_policy has no effect: the Go runtime does not use it for qemu | remove it; it has an effect on kata-qemu-snp, kata-qemu-nvidia-gpu-snp',
  ],
  [
    'clh',
    { runtime: { disable_guest_selinux: true } },
    'runtime.disable_guest_selinux | [runtime] disable_guest_selinux stands in the wrong table and is silently ignored; Kata reads it in [hypervisor.clh] | move it to `hypervisor`',
  ],
  [
    'fc',
    { runtime: { machine_type: 'q35' } },
    'runtime.machine_type | [runtime] machine_type stands in the wrong table and is silently ignored; Kata reads it in [hypervisor.firecracker] | remove it: there it has no effect either, the Go runtime does not use it for firecracker',
  ],
  [
    'qemu',
    { agent: { create_container_timeout: 120 } },
    'agent.create_container_timeout | [agent.kata] create_container_timeout stands in the wrong table and is silently ignored; Kata reads it in [runtime] | move it to `runtime`',
  ],
  [
    'qemu-runtime-rs',
    { runtime: { create_container_timeout: 120 } },
    'runtime.create_container_timeout | [runtime] create_container_timeout stands in the wrong table and is silently ignored; Kata reads it in [agent.kata] | move it to `agent`',
  ],
  [
    'qemu-runtime-rs',
    { agent: { disable_new_netns: false } },
    'agent.disable_new_netns | [agent.kata] disable_new_netns stands in the wrong table and makes runtime-rs refuse the whole file; Kata reads it in [runtime] | move it to `runtime`',
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { seccompsandbox: 'on' } },
    'hypervisor.seccompsandbox | [hypervisor.qemu] seccompsandbox is a key of the Go runtime; kata-qemu-runtime-rs is runtime-rs, where it is silently ignored | write [hypervisor.qemu] seccomp_sandbox',
  ],
  [
    'qemu',
    { hypervisor: { seccomp_sandbox: 'on' } },
    'hypervisor.seccomp_sandbox | [hypervisor.qemu] seccomp_sandbox is a key of runtime-rs; kata-qemu is the Go runtime, where it is silently ignored | write [hypervisor.qemu] seccompsandbox',
  ],
  [
    'qemu-runtime-rs',
    { agent: { dial_timeout: 45 } },
    'agent.dial_timeout | [agent.kata] dial_timeout is a key of the Go runtime; kata-qemu-runtime-rs is runtime-rs, where it makes runtime-rs refuse the whole file | write [agent.kata] dial_timeout_ms, in milliseconds',
  ],
  [
    'qemu',
    { agent: { dial_timeout_ms: 45000 } },
    'agent.dial_timeout_ms | [agent.kata] dial_timeout_ms is a key of runtime-rs; kata-qemu is the Go runtime, where it is silently ignored | write [agent.kata] dial_timeout, in seconds',
  ],
  [
    'clh',
    { agent: { mem_agent: { mem_agent_enable: true } } },
    'agent.mem_agent.mem_agent_enable | [agent.kata.mem_agent] mem_agent_enable is a key of runtime-rs; kata-clh is the Go runtime, where it is silently ignored | remove it',
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { hot_plug_vfio: 'root-port' }, factory: { vm_cache_number: 1 } },
    'hypervisor.hot_plug_vfio | [hypervisor.qemu] hot_plug_vfio is a key of the Go runtime; kata-qemu-runtime-rs is runtime-rs, where it is silently ignored | remove it',
    'factory.vm_cache_number | [hypervisor.qemu.factory] vm_cache_number is a key of the Go runtime; kata-qemu-runtime-rs is runtime-rs, where it makes runtime-rs refuse the whole file | remove it',
  ],
  [
    'clh',
    { hypervisor: { default_vcpu: 2 } },
    'hypervisor.default_vcpu | [hypervisor.clh] default_vcpu is no key that the Go runtime knows; it is silently ignored | meant: default_vcpu',
  ],
  [
    'clh-runtime-rs',
    { agent: { kernel_module: ['nvme'] } },
    'agent.kernel_module | [agent.kata] kernel_module is no key that runtime-rs knows; it makes runtime-rs refuse the whole file | meant: kernel_module',
  ],

  // Types
  [
    'clh',
    { hypervisor: { default_memory: '2Gi' } },
    'hypervisor.default_memory | [hypervisor.clh] default_memory: found "2Gi", allowed is an integer from 1 (MiB)',
  ],
  [
    'clh',
    { hypervisor: { default_memory: 2048.5 } },
    'hypervisor.default_memory | [hypervisor.clh] default_memory: found 2048.5, allowed is an integer from 1 (MiB)',
  ],
  [
    'clh',
    { hypervisor: { enable_hugepages: 'true' } },
    'hypervisor.enable_hugepages | [hypervisor.clh] enable_hugepages: found "true", allowed is true or false',
  ],
  [
    'clh',
    { agent: { kernel_modules: 'nvme' } },
    'agent.kernel_modules | [agent.kata] kernel_modules: found "nvme", allowed is a list of strings',
  ],
  [
    'clh',
    { hypervisor: { rootfs_type: 'btrfs' } },
    'hypervisor.rootfs_type | [hypervisor.clh] rootfs_type: found "btrfs", allowed is "ext4", "xfs" or "erofs" | meant: btrfs',
  ],
  [
    'qemu',
    { hypervisor: { indep_iothreads: 51 } },
    'hypervisor.indep_iothreads | [hypervisor.qemu] indep_iothreads: found 51, allowed is an integer from 0 to 50',
  ],
  [
    'clh',
    { runtime: { emptydir_mode: 'block' } },
    'runtime.emptydir_mode | [runtime] emptydir_mode: found "block", allowed is "shared-fs", "block-plain" or "block-encrypted" | meant: block',
  ],
];

it.each(rows(CASES))('%s', (_title, found, verdicts) => {
  expect(found()).toEqual(verdicts);
});

it('finds everything that is wrong with the configuration-clh.toml of the article, and nothing else', () => {
  const article: Configuration = {
    hypervisor: {
      path: '/opt/kata/bin/cloud-hypervisor',
      kernel: '/opt/kata/share/kata-containers/vmlinux.container',
      initrd: '/opt/kata/share/kata-containers/kata-containers-initrd.img',
      machine_type: 'q35',
      default_vcpus: 1,
      default_memory: 2048,
      block_device_driver: 'virtio-blk-pci',
      enable_iommu: true,
      enable_iommu_platform: true,
      disable_vhost_net: false,
      shared_fs: 'virtio-fs',
      virtio_fs_daemon: '/opt/kata/libexec/virtiofsd',
      virtio_fs_cache: 'auto',
      virtio_fs_cache_size: 0,
    },
    runtime: { name: 'virt_container', disable_guest_selinux: true },
  };
  expect(judged('clh', article)).toEqual([
    'hypervisor.machine_type | [hypervisor.clh] machine_type has no effect: the Go runtime does not use it for clh | remove it; it has an effect on qemu, stratovirt',
    'hypervisor.block_device_driver | [hypervisor.clh] block_device_driver: found "virtio-blk-pci", allowed is "virtio-scsi", "virtio-blk", "virtio-mmio", "nvdimm" or "virtio-blk-ccw" (Kata: "Invalid hypervisor block storage driver virtio-blk-pci specified (supported drivers: [virtio-scsi virtio-blk virtio-mmio nvdimm virtio-blk-ccw])") | "virtio-blk-pci" is what runtime-rs calls it; write "virtio-blk"',
    'hypervisor.enable_iommu | [hypervisor.clh] enable_iommu has no effect: the Go runtime never takes it over from the file for clh | remove it; it has an effect on qemu',
    'hypervisor.enable_iommu_platform | [hypervisor.clh] enable_iommu_platform has no effect: the Go runtime does not use it for clh | remove it; it has an effect on qemu',
    'hypervisor.disable_vhost_net | [hypervisor.clh] disable_vhost_net has no effect: the Go runtime always sets it to true for clh | remove it; it has an effect on qemu',
    'runtime.name | [runtime] name is a key of runtime-rs; kata-clh is the Go runtime, where it is silently ignored | remove it',
    'runtime.disable_guest_selinux | [runtime] disable_guest_selinux stands in the wrong table and is silently ignored; Kata reads it in [hypervisor.clh] | move it to `hypervisor`',
  ]);
});
