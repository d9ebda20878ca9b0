import type { Key } from '../key.js';
import { keysIn } from './table.js';

const QEMU = '/opt/kata/bin/qemu-system-x86_64';
const CLH = '/opt/kata/bin/cloud-hypervisor';
const FIRECRACKER = '/opt/kata/bin/firecracker';
const JAILER = '/opt/kata/bin/jailer';
const STRATOVIRT = '/opt/kata/bin/stratovirt';

/** The program that runs the virtual machine and how it is confined. Dragonball is part of the runtime and has neither. */
export const MONITOR: readonly Key[] = keysIn('hypervisor', {
  path: {
    type: 'string',
    meaning: 'The hypervisor: an absolute path on the node.',
    written: true,
    go: { clh: CLH, qemu: QEMU, firecracker: FIRECRACKER, stratovirt: STRATOVIRT },
    rust: { clh: CLH, qemu: QEMU },
  },
  valid_hypervisor_paths: {
    type: 'strings',
    meaning: 'What the annotation `path` may name, as patterns of glob(3).',
    written: true,
    go: { clh: [CLH], qemu: [QEMU], firecracker: [FIRECRACKER], stratovirt: [STRATOVIRT] },
    rust: { clh: [CLH], qemu: [QEMU] },
  },
  jailer_path: {
    type: 'string',
    meaning: "Firecracker's jailer; empty: none.",
    written: true,
    go: { firecracker: JAILER },
  },
  valid_jailer_paths: {
    type: 'strings',
    meaning: 'What the annotation `jailer_path` may name, as patterns of glob(3).',
    written: true,
    go: { firecracker: [JAILER] },
  },
  valid_ctlpaths: {
    type: 'strings',
    meaning: "What may be named as the hypervisor's control program.",
    rust: { 'clh dragonball': [] },
  },
  enable_annotations: {
    type: 'strings',
    meaning:
      'Regular expressions: which annotations io.katacontainers.config.hypervisor.<name> pods may set. Matched anywhere in the name: anchor them (`^default_vcpus$`).',
    written: true,
    go: {
      'clh qemu firecracker stratovirt': ['enable_iommu', 'kernel_params', 'kernel_verity_params'],
      'tee coco': [
        'enable_iommu',
        'kernel_params',
        'kernel_verity_params',
        'default_vcpus',
        'default_memory',
        'cc_init_data',
      ],
      remote: ['machine_type', 'default_memory', 'default_vcpus'],
    },
    rust: {
      'clh qemu dragonball': [
        'enable_iommu',
        'kernel_params',
        'kernel_verity_params',
        'default_vcpus',
        'default_memory',
      ],
      'tee coco': [
        'enable_iommu',
        'kernel_params',
        'kernel_verity_params',
        'default_vcpus',
        'default_memory',
        'cc_init_data',
      ],
    },
  },
  rootless: {
    type: 'boolean',
    meaning: 'The hypervisor runs as a user of its own. VFIO devices do not work then.',
    go: { 'clh qemu': false },
    rust: { 'clh qemu': false },
  },
  disable_seccomp: {
    type: 'boolean',
    meaning: "The hypervisor's own seccomp filters are off.",
    go: { clh: false },
    rust: { 'clh dragonball': false },
  },
  seccompsandbox: {
    type: 'string',
    meaning:
      "QEMU's seccomp sandbox (on,obsolete=deny,spawn=deny,resourcecontrol=deny); wants the sysctl net.core.bpf_jit_enable=1.",
    go: { qemu: '' },
  },
  seccomp_sandbox: {
    type: 'string',
    meaning:
      "QEMU's seccomp sandbox (on,obsolete=deny,spawn=deny,resourcecontrol=deny); wants the sysctl net.core.bpf_jit_enable=1.",
    rust: { qemu: '' },
  },
  disable_selinux: {
    type: 'boolean',
    meaning: 'No SELinux label for the process of the hypervisor.',
    go: { 'clh qemu firecracker stratovirt': false },
    rust: { qemu: false },
  },
  disable_guest_selinux: {
    type: 'boolean',
    meaning: 'No SELinux labels in the guest; they need a guest image built with SELinux.',
    written: true,
    go: { 'clh qemu stratovirt': true },
    rust: { qemu: true },
  },
  disable_nesting_checks: {
    type: 'boolean',
    meaning: 'As on bare metal, also where the node is a virtual machine itself.',
    written: true,
    go: { qemu: false, 'snp qemu-nvidia-gpu': true },
    rust: { qemu: false, snp: true },
  },
  disable_nested_virtualization: {
    type: 'boolean',
    meaning: 'The guest cannot run virtual machines itself.',
    rust: { clh: false },
  },
  enable_debug: {
    type: 'boolean',
    meaning: 'Debug output of hypervisor and guest kernel. Tells of what runs in the guest.',
    go: { 'clh qemu firecracker stratovirt': false },
    rust: { 'clh qemu dragonball': false },
  },
  hypervisor_loglevel: {
    type: 'integer',
    minimum: 0,
    maximum: 3,
    meaning: 'How much Cloud Hypervisor logs with enable_debug.',
    go: { clh: 1 },
  },
  log_level: {
    type: 'string',
    oneOf: ['trace', 'debug', 'info', 'warn', 'error', 'critical'],
    meaning: 'How much the hypervisor logs.',
    rust: { dragonball: 'info' },
  },
  extra_monitor_socket: {
    type: 'string',
    oneOf: ['', 'hmp', 'qmp', 'qmp-pretty'],
    meaning: 'One more control socket of QEMU, with enable_debug. Whoever reaches it controls the machine.',
    go: { qemu: '' },
    rust: { qemu: '' },
  },
  guest_memory_dump_path: {
    type: 'string',
    meaning: "Folder on the node for the guest's memory when its kernel panics; empty: none.",
    go: { qemu: '' },
    rust: { qemu: '' },
  },
  guest_memory_dump_paging: {
    type: 'boolean',
    meaning: 'Memory dumps with guest-virtual addresses, for gdb.',
    go: { qemu: false },
    rust: { qemu: false },
  },
});
