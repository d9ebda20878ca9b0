import { describe, expect, it } from 'vitest';
import { type Case, judged, rows } from './judged.js';

// Size, devices and boot of the virtual machine, as the Go runtime takes them.
const CASES: readonly Case[] = [
  [
    'clh',
    { hypervisor: { default_memory: 128 } },
    'hypervisor.default_memory | [hypervisor.clh] default_memory: found 128, and the Go runtime silently takes 2048 MiB for anything below 256 | write 256 or more',
  ],
  ['clh', { hypervisor: { default_memory: 256 } }],
  [
    'clh',
    { hypervisor: { default_memory: -1 } },
    'hypervisor.default_memory | [hypervisor.clh] default_memory: found -1, allowed is an integer from 1 (MiB)',
  ],
  [
    'clh',
    { hypervisor: { default_memory: 4096, default_maxmemory: 1024 } },
    'hypervisor.default_maxmemory | [hypervisor.clh] default_memory is 4096 and default_maxmemory is 1024; the Go runtime silently takes the smaller',
  ],
  [
    'qemu',
    { hypervisor: { default_maxmemory: 1024 } },
    'hypervisor.default_maxmemory | [hypervisor.qemu] default_memory is 2048 and default_maxmemory is 1024; the Go runtime silently takes the smaller',
  ],
  [
    'qemu',
    { hypervisor: { memory_slots: 0 } },
    'hypervisor.memory_slots | [hypervisor.qemu] memory_slots: found 0, and the Go runtime silently takes 10 for it',
  ],
  [
    'qemu',
    { hypervisor: { enable_vhost_user_store: true } },
    'hypervisor.enable_vhost_user_store | [hypervisor.qemu] enable_vhost_user_store needs enable_hugepages (Kata: "Vhost-user-blk/scsi is enabled without HugePages. This configuration will not work") | set enable_hugepages to true, and reserve pages with the sysctl vm.nr_hugepages',
  ],
  [
    'clh',
    { hypervisor: { default_vcpus: 0 } },
    'hypervisor.default_vcpus | [hypervisor.clh] default_vcpus: found 0, and the Go runtime silently takes 1 for 0 | write 1',
  ],
  [
    'clh',
    { hypervisor: { default_vcpus: -1 } },
    'hypervisor.default_vcpus | [hypervisor.clh] default_vcpus: found -1, and the Go runtime silently takes all CPUs of the node for anything below 0 | write how many vCPUs a virtual machine starts with',
  ],
  [
    'fc',
    { hypervisor: { default_maxvcpus: 33 } },
    'hypervisor.default_maxvcpus | [hypervisor.firecracker] default_maxvcpus: found 33, and firecracker runs at most 32 vCPUs | write 32 or less',
  ],
  [
    'fc',
    { hypervisor: { default_vcpus: 40 } },
    'hypervisor.default_vcpus | [hypervisor.firecracker] default_vcpus: found 40, and firecracker runs at most 32 vCPUs | write 32 or less',
  ],
  ['qemu', { hypervisor: { default_vcpus: 40, default_maxvcpus: 300 } }],
  ['qemu', { hypervisor: { default_vcpus: 4, default_maxvcpus: 4, default_memory: 512, default_maxmemory: 512 } }],
  [
    'clh',
    { hypervisor: { default_vcpus: 8, default_maxvcpus: 4 } },
    'hypervisor.default_maxvcpus | [hypervisor.clh] default_vcpus is 8 and default_maxvcpus is 4; no virtual machine starts with more than its maximum',
  ],
  [
    'fc',
    { runtime: { static_sandbox_resource_mgmt: false } },
    'runtime.static_sandbox_resource_mgmt | [runtime] static_sandbox_resource_mgmt: found false, and firecracker adds no CPUs or memory to a running virtual machine: pods would get the default size whatever their limits are | remove it',
  ],
  [
    'qemu',
    { hypervisor: { enable_numa: true } },
    'hypervisor.enable_numa | [hypervisor.qemu] enable_numa is true and static_sandbox_resource_mgmt is false; Kata refuses this on a node with more than one NUMA node | set [runtime] static_sandbox_resource_mgmt to true',
  ],
  ['qemu', { hypervisor: { enable_numa: true }, runtime: { static_sandbox_resource_mgmt: true } }],
  [
    'qemu',
    { hypervisor: { default_bridges: 9 } },
    'hypervisor.default_bridges | [hypervisor.qemu] default_bridges: found 9, and the Go runtime silently takes 5 for anything above 5 | write 5 or less',
  ],
  [
    'clh',
    { hypervisor: { hypervisor_loglevel: 4 } },
    'hypervisor.hypervisor_loglevel | [hypervisor.clh] hypervisor_loglevel: found 4, and the Go runtime silently takes 3 for anything above 3 | write 3 or less',
  ],

  // Templates
  [
    'qemu',
    { factory: { enable_template: true } },
    'factory.enable_template | [factory] enable_template is true and shared_fs is "virtio-fs"; a templated virtual machine cannot share folders with it (Kata: "VM templating has been enabled with either virtio-fs or file backed memory and this configuration will not work") | set enable_template to false, or shared_fs to "none"',
  ],
  [
    'clh',
    { factory: { vm_cache_number: 3 } },
    'factory.vm_cache_number | [factory] vm_cache_number: found 3, and clh takes only 0 (Kata: "VM cache just support qemu") | remove it, or use a shim of qemu',
  ],
  ['qemu', { factory: { vm_cache_number: 3 } }],

  // Devices
  [
    'clh',
    { hypervisor: { cold_plug_vfio: 'switch-port' } },
    'hypervisor.cold_plug_vfio | [hypervisor.clh] cold_plug_vfio: found "switch-port", allowed is "no-port" or "root-port" (Kata: "only cold-plug=root-port supported on CLH") | meant: switch-port',
  ],
  [
    'clh',
    { hypervisor: { hot_plug_vfio: 'bridge-port' } },
    'hypervisor.hot_plug_vfio | [hypervisor.clh] hot_plug_vfio: found "bridge-port", allowed is "no-port" or "root-port" (Kata: "only hot-plug=root-port supported on CLH") | meant: bridge-port',
  ],
  [
    'qemu',
    { hypervisor: { cold_plug_vfio: 'root_port' } },
    'hypervisor.cold_plug_vfio | [hypervisor.qemu] cold_plug_vfio: found "root_port", allowed is "no-port", "bridge-port", "root-port" or "switch-port" (Kata: "invalid vfio_port=root_port setting, allowed values no-port, bridge-port, root-port, switch-port") | meant: root_port',
  ],
  [
    'qemu',
    { hypervisor: { hot_plug_vfio: 'switch-port', cold_plug_vfio: 'root-port' } },
    'hypervisor.cold_plug_vfio | [hypervisor.qemu] cold_plug_vfio is "root-port" and hot_plug_vfio is "switch-port"; only one of them can be set (Kata: "invalid hot-plug=root-port and cold-plug=switch-port settings, only one of them can be set") | set one of them to "no-port"',
  ],
  [
    'qemu-nvidia-gpu',
    { hypervisor: { hot_plug_vfio: 'root-port' } },
    'hypervisor.hot_plug_vfio | [hypervisor.qemu] cold_plug_vfio is "root-port" and hot_plug_vfio is "root-port"; only one of them can be set (Kata: "invalid hot-plug=root-port and cold-plug=root-port settings, only one of them can be set") | set one of them to "no-port"',
  ],
  [
    'qemu',
    { hypervisor: { pcie_root_port: 17, pcie_switch_port: 20 } },
    'hypervisor.pcie_root_port | [hypervisor.qemu] pcie_root_port: found 17, and the Go runtime silently takes 16 for anything above 16 | write 16 or less',
    'hypervisor.pcie_switch_port | [hypervisor.qemu] pcie_switch_port: found 20, and the Go runtime silently takes 16 for anything above 16 | write 16 or less',
  ],
  [
    'qemu',
    { hypervisor: { machine_type: 'microvm', cold_plug_vfio: 'root-port' } },
    'hypervisor.cold_plug_vfio | [hypervisor.qemu] cold_plug_vfio is "root-port" on machine_type "microvm"; only q35 and virt have PCIe ports, and Kata does not say so',
  ],
  [
    'clh',
    { hypervisor: { rootless: true, cold_plug_vfio: 'root-port' } },
    'hypervisor.rootless | [hypervisor.clh] rootless is true and cold_plug_vfio is "root-port"; a rootless clh cannot open VFIO devices | set cold_plug_vfio to "no-port", or rootless to false',
  ],
  ['clh', { hypervisor: { rootless: true } }],

  // Boot
  [
    'clh',
    { hypervisor: { image: '/a.img', initrd: '/b.img' } },
    'hypervisor.image | [hypervisor.clh] image and initrd are both set; a virtual machine boots one of them (Kata: "Image and initrd path cannot be both set") | remove one of them',
  ],
  [
    'stratovirt',
    { hypervisor: { image: '/a.img', initrd: '/b.img' } },
    'hypervisor.image | [hypervisor.stratovirt] image and initrd are both set; a virtual machine boots one of them (Kata: "having both an image and an initrd defined in the configuration file is not supported") | remove one of them',
  ],
  [
    'clh',
    { hypervisor: { image: '' } },
    'hypervisor.image | [hypervisor.clh] image is empty and no initrd is declared; a virtual machine boots one of them (Kata: "image or initrd must be defined in the configuration file") | leave it out for the image of the artifact',
  ],
  ['clh', { hypervisor: { image: '', initrd: '/b.img' } }],
  [
    'qemu',
    { hypervisor: { image: '' } },
    'hypervisor.image | [hypervisor.qemu] image is empty and no initrd is declared; a virtual machine boots one of them (Kata: "Missing image and initrd path") | leave it out for the image of the artifact',
  ],
  [
    'qemu',
    { hypervisor: { kernel: '' } },
    'hypervisor.kernel | [hypervisor.qemu] kernel is empty, and the Go runtime silently takes a path that was compiled in | leave it out for the kernel of the artifact',
  ],
  [
    'qemu-se',
    { hypervisor: { image: '/a.img' } },
    'hypervisor.image | [hypervisor.qemu] image is set, and a Secure Execution guest boots from kernel alone (Kata: "Neither the image or initrd path may be set for Secure Execution") | remove it',
  ],

  // Confidential guests, and debugging
  [
    'clh',
    { hypervisor: { confidential_guest: true } },
    'hypervisor.confidential_guest | [hypervisor.clh] confidential_guest is true and firmware is empty; clh starts a TDX guest from a firmware, and no SEV or SNP guest at all (Kata: "Firmware path is not specified") | declare firmware, or use a shim of qemu',
  ],
  [
    'qemu-tdx',
    { hypervisor: { confidential_guest: false } },
    'hypervisor.confidential_guest | [hypervisor.qemu] confidential_guest: found false, and kata-qemu-tdx promises a guest whose memory the node cannot read | remove it, or use a shim that is not confidential',
  ],
  [
    'qemu-snp',
    { hypervisor: { sev_snp_guest: false } },
    'hypervisor.sev_snp_guest | [hypervisor.qemu] sev_snp_guest: found false, and kata-qemu-snp promises a guest whose memory the node cannot read | remove it, or use a shim that is not confidential',
  ],
  ['qemu-tdx', { hypervisor: { sev_snp_guest: false } }],
  ['qemu-coco-dev', { hypervisor: { confidential_guest: false } }],
  ['clh', { hypervisor: { confidential_guest: true, firmware: '/opt/kata/share/tdvf.fd' } }],
  [
    'qemu-snp',
    { hypervisor: { block_device_driver: 'virtio-mmio' } },
    'hypervisor.block_device_driver | [hypervisor.qemu] block_device_driver is "virtio-mmio" for a confidential guest, where it is not hardened against the host | write "virtio-scsi"',
  ],
  [
    'qemu',
    { hypervisor: { extra_monitor_socket: 'hmp' } },
    'hypervisor.extra_monitor_socket | [hypervisor.qemu] extra_monitor_socket has no effect while enable_debug is false | remove it; enable_debug belongs on no node that runs tenants',
  ],
  [
    'qemu',
    { hypervisor: { extra_monitor_socket: 'vnc', enable_debug: true } },
    'hypervisor.extra_monitor_socket | [hypervisor.qemu] extra_monitor_socket: found "vnc", allowed is "hmp", "qmp" or "qmp-pretty" (Kata: "Invalid hypervisor extra monitor socket vnc specified (supported values: [hmp qmp qmp-pretty])") | meant: vnc',
  ],
];

it.each(rows(CASES))('%s', (_title, found, verdicts) => {
  expect(found()).toEqual(verdicts);
});

describe('what is known of node and artifact', () => {
  it('judges an initrd that does not fit into the memory', () => {
    const configuration = { hypervisor: { initrd: '/b.img', default_memory: 256 } };
    expect(judged('clh', configuration, { initrd: 256 })).toEqual([
      'hypervisor.initrd | [hypervisor.clh] initrd "/b.img" has 256 MiB and default_memory is 256; the initrd must fit into the memory (Kata: "VM memory (256MB) smaller than image "/b.img" size (256MB)")',
    ]);
    expect(judged('clh', configuration, { initrd: 255 })).toEqual([]);
  });

  it('judges by the devices that pods get', () => {
    const configuration = { hypervisor: { rootless: true } };
    expect(judged('qemu', configuration, { plugsDevices: true })).toEqual([
      'hypervisor.rootless | [hypervisor.qemu] rootless is true and cold_plug_vfio is "root-port"; a rootless qemu cannot open VFIO devices | set cold_plug_vfio to "no-port", or rootless to false',
    ]);
    expect(judged('qemu', configuration)).toEqual([]);
  });

  it('says when the node has fewer CPUs', () => {
    const configuration = { hypervisor: { default_vcpus: 12, default_maxvcpus: 16 } };
    expect(judged('qemu', configuration, { processors: 12 })).toEqual([
      'hypervisor.default_maxvcpus | [hypervisor.qemu] default_maxvcpus: found 16, and the Go runtime silently takes no more than a node has; one of them has 12 CPUs',
    ]);
    expect(judged('qemu', configuration)).toEqual([]);
  });
});
