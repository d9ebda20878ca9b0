import { expect, it } from 'vitest';
import { type Case, rows } from './judged.js';

// What runtime-rs says of values (src/libs/kata-types/src/config of kata-containers).
const CASES: readonly Case[] = [
  ['clh-runtime-rs', { hypervisor: { block_device_driver: 'virtio-blk-pci', default_memory: 64 } }],
  ['qemu-runtime-rs', { hypervisor: { cold_plug_vfio: 'root-port', pcie_root_port: 4 } }],
  ['qemu-runtime-rs', { runtime: { internetworking_model: 'l3forwarding' } }],
  // Only Go wants other last names.
  ['qemu-runtime-rs', { runtime: { sandbox_bind_mounts: ['/etc/ca.crt', '/srv/ca.crt'] } }],
  ['dragonball', { hypervisor: { shared_fs: 'virtio-fs', block_device_driver: 'virtio-pmem' } }],
  [
    'clh-runtime-rs',
    { hypervisor: { block_device_driver: 'virtio-blk' } },
    'hypervisor.block_device_driver | [hypervisor.clh] block_device_driver: found "virtio-blk", allowed is "virtio-blk-pci", "virtio-blk-ccw", "virtio-blk-mmio", "virtio-pmem" or "virtio-scsi" (Kata: "virtio-blk is unsupported block device type.") | "virtio-blk" is what the Go runtime calls it; write "virtio-blk-pci"',
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { vm_rootfs_driver: 'nvdimm' } },
    'hypervisor.vm_rootfs_driver | [hypervisor.qemu] vm_rootfs_driver: found "nvdimm", allowed is "virtio-blk-pci", "virtio-blk-ccw", "virtio-blk-mmio", "virtio-pmem" or "virtio-scsi" (Kata: "nvdimm is unsupported block device type.") | "nvdimm" is what the Go runtime calls it; write "virtio-pmem"',
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { block_device_driver: 'virtio-blk-mmio' } },
    `hypervisor.block_device_driver | [hypervisor.qemu] block_device_driver: found "virtio-blk-mmio", and qemu does not take it (Kata: "Qemu doesn't support virtio-blk-mmio")`,
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { disable_block_device_use: true, block_device_driver: 'virtio-blk-pci' } },
    'hypervisor.block_device_driver | [hypervisor.qemu] block_device_driver has no effect: runtime-rs clears it while disable_block_device_use is true | remove one of the two',
  ],
  [
    'dragonball',
    { hypervisor: { block_device_driver: 'virtio-scsi' } },
    'hypervisor.block_device_driver | [hypervisor.dragonball] block_device_driver: found "virtio-scsi", and dragonball takes only "virtio-blk-pci", "virtio-blk-mmio" or "virtio-pmem" (Kata: "virtio-scsi is unsupported block device type.")',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { virtio_fs_cache: 'metadata' } },
    'hypervisor.virtio_fs_cache | [hypervisor.clh] virtio_fs_cache: found "metadata", allowed is "never", "auto" or "always" (Kata: "Invalid virtio-fs cache mode: metadata") | meant: metadata',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { virtio_fs_cache: 'none' } },
    'hypervisor.virtio_fs_cache | [hypervisor.clh] virtio_fs_cache: found "none", and runtime-rs silently takes "never" for it | write "never"',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { virtio_fs_cache_size: 512 } },
    'hypervisor.virtio_fs_cache_size | [hypervisor.clh] virtio_fs_cache_size: found 512, and clh has no DAX window: the guest could not mount what is shared | write 0',
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { shared_fs: 'virtio-9p' } },
    'hypervisor.shared_fs | [hypervisor.qemu] shared_fs: found "virtio-9p", allowed is "virtio-fs", "inline-virtio-fs", "virtio-fs-nydus" or "none" (Kata: "Invalid shared_fs type virtio-9p") | meant: virtio-9p',
  ],
  [
    'dragonball',
    { hypervisor: { shared_fs: 'none' } },
    `hypervisor.shared_fs | [hypervisor.dragonball] shared_fs: found "none", and dragonball does not support it (Kata: "dragonball hypervisor doesn't support none") | write "inline-virtio-fs" or "virtio-fs"`,
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { cold_plug_vfio: 'switch-port' } },
    'hypervisor.cold_plug_vfio | [hypervisor.qemu] cold_plug_vfio: found "switch-port", allowed is "no-port" or "root-port" | meant: switch-port',
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { pcie_root_port: 2, pcie_switch_port: 2 } },
    'hypervisor.pcie_switch_port | [hypervisor.qemu] pcie_root_port is 2 and pcie_switch_port is 2; only one of them may be above 0 (Kata: "Root Port and Switch Port set at the same time is forbidden.") | set one of them to 0',
  ],
  [
    'qemu-runtime-rs',
    { hypervisor: { default_memory: 32 } },
    'hypervisor.default_memory | [hypervisor.qemu] default_memory: found 32, and qemu needs 64 MiB (Kata: "Qemu hypervisor has minimal memory limitation 64") | write 64 or more',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { default_memory: 0 } },
    'hypervisor.default_memory | [hypervisor.clh] default_memory: found 0, and runtime-rs silently takes 128 MiB for it | write 64 or more',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { default_maxvcpus: 300 } },
    'hypervisor.default_maxvcpus | [hypervisor.clh] default_maxvcpus: found 300, and clh runs at most 256 vCPUs (Kata: "CH hypervisor cannot support 300 vCPUs") | write 256 or less',
  ],
  [
    'dragonball',
    { hypervisor: { default_vcpus: 4, default_maxvcpus: 2 } },
    'hypervisor.default_maxvcpus | [hypervisor.dragonball] default_vcpus is 4 and default_maxvcpus is 2; runtime-rs silently takes the smaller',
  ],
  [
    'qemu-runtime-rs',
    { agent: { dial_timeout_ms: 0 } },
    `agent.dial_timeout_ms | [agent.kata] dial_timeout_ms: found 0, at least 1 is needed (Kata: "dial_timeout_ms couldn't be 0.")`,
  ],
  [
    'clh-runtime-rs',
    { runtime: { name: 'virt-container', hypervisor_name: 'qemu', agent_name: '' } },
    'runtime.name | [runtime] name: found "virt-container", allowed is "virt_container" | remove it: it is rendered',
    'runtime.hypervisor_name | [runtime] hypervisor_name: found "qemu", allowed is "clh" (Kata: "Invalid hypervisor name qemu") | remove it: it is rendered',
    'runtime.agent_name | [runtime] agent_name: found "", allowed is "kata" (Kata: "Agent name is missing in the configuration") | remove it: it is rendered',
  ],
  [
    'clh-runtime-rs',
    { runtime: { internetworking_model: 'bridged' } },
    'runtime.internetworking_model | [runtime] internetworking_model: found "bridged", allowed is "macvtap", "tcfilter", "none" or "l3forwarding" (Kata: "Invalid internetworking_model `bridged` in configuration file") | meant: bridged',
  ],
  [
    'qemu-runtime-rs',
    { runtime: { disable_new_netns: true, vfio_mode: 'kernel' } },
    'runtime.disable_new_netns | [runtime] disable_new_netns is true and internetworking_model is "tcfilter"; it works with "none" only | set disable_new_netns to false: virtual machines in the network namespace of the node are outside every NetworkPolicy',
    'runtime.vfio_mode | [runtime] vfio_mode: found "kernel", allowed is "vfio" or "guest-kernel" (Kata: "Invalid vfio_mode `kernel` in configuration file") | meant: kernel',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { confidential_guest: true, vm_rootfs_driver: 'virtio-blk-mmio' } },
    'hypervisor.vm_rootfs_driver | [hypervisor.clh] vm_rootfs_driver is "virtio-blk-mmio" for a confidential guest, where it is not hardened against the host (Kata: "Confidential guests must not use virtio-blk-mmio (use virtio-blk-pci); virtio-mmio is not hardened for CoCo") | write "virtio-blk-pci"',
  ],
  [
    'qemu-runtime-rs',
    { factory: { enable_template: true } },
    'factory.enable_template | [hypervisor.qemu.factory] enable_template is true and shared_fs is "virtio-fs"; a templated virtual machine cannot share folders with it | set enable_template to false, or shared_fs to "none"',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { image: '/a.img', initrd: '/b.img' } },
    'hypervisor.image | [hypervisor.clh] image and initrd are both set; a virtual machine boots one of them (Kata: "Can not configure both initrd and image for boot") | remove one of them',
  ],
  [
    'dragonball',
    { hypervisor: { image: '' } },
    'hypervisor.image | [hypervisor.dragonball] image is empty and no initrd is declared; a virtual machine boots one of them (Kata: "Both of guest boot image and initrd for dragonball hypervisor is empty") | leave it out for the image of the artifact',
  ],

  // Dragonball is part of the runtime: it has no program, no firmware and no PCI bus of its own.
  [
    'dragonball',
    {
      hypervisor: {
        path: '/opt/kata/bin/dragonball',
        firmware: '/ovmf.fd',
        enable_iommu: true,
        machine_type: 'q35',
        pcie_root_port: 1,
        default_bridges: 1,
        enable_iothreads: true,
        rootless: true,
        pflashes: ['/flash.img'],
        valid_ctlpaths: ['/opt/*'],
      },
    },
    'hypervisor.path | [hypervisor.dragonball] path: found "/opt/kata/bin/dragonball", and dragonball takes only "" (Kata: "Path for dragonball hypervisor should be empty") | remove it',
    'hypervisor.firmware | [hypervisor.dragonball] firmware: found "/ovmf.fd", and dragonball takes only "" (Kata: "Firmware for dragonball hypervisor should be empty") | remove it',
    'hypervisor.enable_iommu | [hypervisor.dragonball] enable_iommu: found true, and dragonball takes only false (Kata: "dragonball hypervisor does not support vIOMMU") | remove it',
    'hypervisor.machine_type | [hypervisor.dragonball] machine_type: found "q35", and dragonball takes only "" (Kata: "dragonball hypervisor does not support machine_type") | remove it',
    'hypervisor.pcie_root_port | [hypervisor.dragonball] pcie_root_port: found 1, and dragonball takes only 0 (Kata: "dragonball hypervisor does not support PCI hotplug options") | remove it',
    'hypervisor.default_bridges | [hypervisor.dragonball] default_bridges: found 1, and dragonball takes only 0 (Kata: "dragonball hypervisor does not support PCI hotplug options") | remove it',
    `hypervisor.enable_iothreads | [hypervisor.dragonball] enable_iothreads: found true, and dragonball takes only false (Kata: "dragonball hypervisor doesn't support IO threads.") | remove it`,
    'hypervisor.rootless | [hypervisor.dragonball] rootless: found true, and dragonball takes only false (Kata: "dragonball hypervisor does not support rootless mode") | remove it',
    'hypervisor.pflashes | [hypervisor.dragonball] pflashes: found ["/flash.img"], and dragonball takes only [] (Kata: "dragonball hypervisor does not support pflashes") | remove it',
    'hypervisor.valid_ctlpaths | [hypervisor.dragonball] valid_ctlpaths: found ["/opt/*"], and dragonball takes only [] (Kata: "CtlPath for dragonball hypervisor should be empty") | remove it',
  ],
  [
    'dragonball',
    { hypervisor: { path: '', enable_iothreads: false } },
    'hypervisor.path | [hypervisor.dragonball] path has no effect: runtime-rs does not use it for dragonball | remove it; it has an effect on clh, qemu',
    'hypervisor.enable_iothreads | [hypervisor.dragonball] enable_iothreads has no effect: runtime-rs does not use it for dragonball | remove it; it has an effect on qemu',
  ],
  [
    'clh-runtime-rs',
    { hypervisor: { jailer_path: '/opt/kata/bin/jailer' } },
    'hypervisor.jailer_path | [hypervisor.clh] jailer_path: found "/opt/kata/bin/jailer", and clh takes only "" (Kata: "Path for CH jailer should be empty") | remove it',
  ],
];

it.each(rows(CASES))('%s', (_title, found, verdicts) => {
  expect(found()).toEqual(verdicts);
});
