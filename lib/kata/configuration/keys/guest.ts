import type { Key } from '../key.js';
import { keysIn } from './table.js';

const FILES = '/opt/kata/share/kata-containers';
const CGROUPS_V2 = 'cgroup_no_v1=all systemd.unified_cgroup_hierarchy=1';

/** What boots in the virtual machine. Files are upstream's, below its own folder (src/runtime/Makefile, src/runtime-rs/Makefile). */
export const GUEST: readonly Key[] = keysIn('hypervisor', {
  kernel: {
    type: 'string',
    meaning: 'Kernel of the guest: an absolute path on the node.',
    written: true,
    go: {
      'clh qemu firecracker stratovirt': `${FILES}/vmlinux.container`,
      'tdx snp coco': `${FILES}/vmlinuz.container`,
      'qemu-nvidia-cpu qemu-nvidia-gpu': `${FILES}/vmlinux-nvidia-gpu.container`,
      'qemu-nvidia-gpu-tdx qemu-nvidia-gpu-snp': `${FILES}/vmlinuz-nvidia-gpu.container`,
      se: `${FILES}/kata-containers-se.img`,
    },
    rust: {
      'clh qemu': `${FILES}/vmlinux.container`,
      dragonball: `${FILES}/vmlinux-dragonball-experimental.container`,
      'tdx snp coco': `${FILES}/vmlinuz.container`,
      'qemu-nvidia-cpu qemu-nvidia-gpu': `${FILES}/vmlinux-nvidia-gpu.container`,
      'qemu-nvidia-gpu-tdx qemu-nvidia-gpu-snp': `${FILES}/vmlinuz-nvidia-gpu.container`,
      se: `${FILES}/kata-containers-se.img`,
    },
  },
  image: {
    type: 'string',
    meaning: "The guest's root file system as a disk image. Either `image` or `initrd`, never both.",
    written: true,
    go: {
      'clh qemu firecracker stratovirt': `${FILES}/kata-containers.img`,
      'tdx snp coco': `${FILES}/kata-containers-confidential.img`,
      'qemu-nvidia-cpu qemu-nvidia-gpu': `${FILES}/kata-containers-nvidia-gpu.img`,
      'qemu-nvidia-gpu-tdx qemu-nvidia-gpu-snp': `${FILES}/kata-containers-nvidia-gpu-confidential.img`,
      // Secure Execution boots kernel and root file system from one encrypted file: `kernel`.
      se: '',
    },
    rust: {
      'clh qemu dragonball': `${FILES}/kata-containers.img`,
      'qemu-nvidia-cpu nvidia-gpu': `${FILES}/kata-containers-nvidia.img`,
      se: '',
    },
  },
  initrd: {
    type: 'string',
    meaning: "The guest's root file system as an initrd; default_memory must exceed its size.",
    go: { 'clh qemu firecracker stratovirt': '' },
    rust: { 'clh qemu dragonball': '' },
  },
  rootfs_type: {
    type: 'string',
    oneOf: ['ext4', 'xfs', 'erofs'],
    meaning: 'File system of `image`.',
    written: true,
    go: { 'clh qemu firecracker stratovirt': 'ext4', 'qemu-nvidia-cpu nvidia-gpu': 'erofs' },
    rust: { 'clh qemu dragonball': 'ext4', 'qemu-nvidia-cpu nvidia-gpu': 'erofs' },
  },
  vm_rootfs_driver: {
    type: 'string',
    oneOf: ['virtio-pmem', 'virtio-blk-pci', 'virtio-blk-mmio', 'virtio-blk-ccw', 'nvdimm'],
    meaning: 'How the guest sees `image`.',
    written: true,
    rust: {
      'clh dragonball': 'virtio-blk-pci',
      qemu: 'virtio-pmem',
      'tdx snp coco': 'virtio-blk-pci',
      se: 'virtio-blk-ccw',
    },
  },
  kernel_params: {
    type: 'string',
    meaning: "What is added to the kernel's command line, separated by spaces; wins over Kata's own.",
    written: true,
    go: {
      'clh qemu firecracker stratovirt': CGROUPS_V2,
      'qemu-nvidia-cpu nvidia-gpu': 'agent.hotplug_timeout=20 cgroup_no_v1=all',
      'qemu-nvidia-gpu-tdx': 'agent.hotplug_timeout=20 cgroup_no_v1=all clearcpuid=mtrr authorize_allow_devs=pci:ALL',
    },
    rust: { 'clh qemu': CGROUPS_V2, dragonball: 'console=ttyS1 agent.log_vport=1025' },
  },
  kernel_verity_params: {
    type: 'string',
    meaning:
      'dm-verity of `image` (root_hash=…,salt=…,data_blocks=…): without it the guest does not notice that its image was changed. Of the artifact; its root_hash file has it.',
    go: { qemu: '' },
    rust: { qemu: '' },
  },
  firmware: {
    type: 'string',
    meaning: "The guest's firmware; empty: the hypervisor's own. Cloud Hypervisor uses it in confidential guests only.",
    written: true,
    go: {
      'clh qemu firecracker': '',
      tdx: '/opt/kata/share/ovmf/OVMF.inteltdx.fd',
      snp: '/opt/kata/share/ovmf/AMDSEV.fd',
      'qemu-nvidia-gpu': '/opt/kata/share/ovmf/OVMF.fd',
    },
    rust: {
      'clh qemu': '',
      tdx: '/opt/kata/share/ovmf/OVMF.inteltdx.fd',
      snp: '/opt/kata/share/ovmf/AMDSEV.fd',
      'qemu-nvidia-gpu': '/opt/kata/share/ovmf/OVMF.fd',
    },
  },
  firmware_volume: {
    type: 'string',
    meaning: 'Where the firmware keeps its variables, apart from its code.',
    go: { qemu: '' },
  },
  machine_type: {
    type: 'string',
    meaning:
      'The machine that is emulated: q35 or microvm on amd64, virt on arm64, s390-ccw-virtio, pseries; StratoVirt: microvm.',
    written: true,
    go: { qemu: 'q35', stratovirt: 'microvm' },
    rust: { qemu: 'q35' },
  },
  machine_accelerators: {
    type: 'string',
    meaning: 'Options of the machine, separated by commas (nosmm,nosmbus,nosata,nopit).',
    written: true,
    go: { qemu: '' },
    rust: { qemu: '' },
  },
  cpu_features: {
    type: 'string',
    meaning: 'CPU features to add or remove, separated by commas (pmu=off,vmx=off).',
    written: true,
    go: { qemu: 'pmu=off', 'qemu-tdx qemu-nvidia-gpu-tdx': '-vmx-rdseed-exit,pmu=off' },
    rust: { qemu: 'pmu=off' },
  },
  pflashes: {
    type: 'strings',
    meaning: 'Flash images of the machine: absolute paths on the node.',
    go: { qemu: [] },
    rust: { qemu: [] },
  },
  guest_hook_path: {
    type: 'string',
    meaning: 'Folder in the guest with OCI hooks (prestart, poststart, poststop), run for every container.',
    go: { 'clh qemu firecracker stratovirt remote': '' },
    rust: { 'clh qemu dragonball': '' },
  },
  entropy_source: {
    type: 'string',
    meaning: "The node's source of randomness for the guest; /dev/random may block.",
    go: { 'qemu firecracker stratovirt': '/dev/urandom' },
    rust: { qemu: '/dev/urandom' },
  },
  valid_entropy_sources: {
    type: 'strings',
    meaning: 'What the annotation entropy_source may name.',
    go: { 'qemu firecracker': ['/dev/urandom', '/dev/random', ''] },
    rust: { qemu: ['/dev/urandom', '/dev/random', ''] },
  },
  use_legacy_serial: {
    type: 'boolean',
    meaning: "Serial port instead of virtio for the guest's console.",
    go: { qemu: false },
  },
  disable_image_nvdimm: {
    type: 'boolean',
    meaning: '`image` as a block device instead of non-volatile memory, which confidential guests cannot have.',
    written: true,
    go: { 'clh qemu': false, 'tee coco': true, 'nvidia-gpu': true },
    rust: { qemu: false, 'tee coco': true, 'nvidia-gpu': true },
  },
});
