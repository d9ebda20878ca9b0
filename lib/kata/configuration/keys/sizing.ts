import type { Key } from '../key.js';
import { keysIn } from './table.js';

const TEMPLATES = 'clh qemu firecracker stratovirt';

/** How large the virtual machine is. */
export const SIZING: readonly Key[] = keysIn('hypervisor', {
  default_vcpus: {
    type: 'number',
    unit: 'vCPUs',
    meaning: "vCPUs before the containers ask for more; 0: 1; below 0 or above the node's: all of the node.",
    written: true,
    go: { [TEMPLATES]: 1 },
    rust: { 'clh qemu dragonball': 1 },
  },
  default_maxvcpus: {
    type: 'integer',
    minimum: 0,
    unit: 'vCPUs',
    meaning: 'The most vCPUs that a pod gets; 0: as many as the node has.',
    written: true,
    go: { [TEMPLATES]: 0 },
    rust: { 'clh qemu dragonball': 0 },
    inRust: { maximum: 256 },
  },
  default_memory: {
    type: 'integer',
    minimum: 1,
    unit: 'MiB',
    meaning: 'Memory before the containers ask for more. The Go runtime takes less than 256 for 2048.',
    written: true,
    go: { [TEMPLATES]: 2048 },
    rust: { 'clh qemu dragonball': 2048 },
    inRust: { minimum: 64 },
  },
  default_maxmemory: {
    type: 'integer',
    minimum: 0,
    unit: 'MiB',
    meaning: "The most memory that a pod gets; 0: all of the node's.",
    go: { 'clh qemu': 0 },
    rust: { 'qemu dragonball': 0 },
  },
  memory_slots: {
    type: 'integer',
    minimum: 0,
    meaning: 'How often memory can be added to a running machine.',
    written: true,
    go: { qemu: 10 },
    rust: { 'clh qemu': 10 },
  },
  memory_offset: {
    type: 'integer',
    minimum: 0,
    unit: 'MiB',
    meaning:
      'Address space for non-volatile memory, added to the most memory; the size of the device with the driver nvdimm.',
    go: { qemu: 0 },
    rust: { qemu: 0 },
  },
  overhead_vcpus: {
    type: 'number',
    minimum: 0,
    unit: 'vCPUs',
    meaning: "vCPUs of the guest itself, added to the containers' limits.",
    written: true,
    rust: { 'clh qemu dragonball': 0.2, 'tee coco': 0.4 },
  },
  overhead_memory: {
    type: 'integer',
    minimum: 0,
    unit: 'MiB',
    meaning: "Memory of the guest itself, added to the containers' limits: all that a pod without a memory limit gets.",
    written: true,
    rust: { 'clh qemu dragonball': 32, 'tdx snp coco': 128, se: 768 },
  },
  enable_virtio_mem: {
    type: 'boolean',
    meaning: 'Memory is added and taken through virtio-mem; wants the sysctl vm.overcommit_memory=1.',
    go: { qemu: false },
    rust: { qemu: false },
  },
  enable_mem_prealloc: {
    type: 'boolean',
    meaning: "All of the guest's memory is taken from the node at once and locked.",
    go: { qemu: false },
    rust: { 'clh qemu': false },
  },
  enable_hugepages: {
    type: 'boolean',
    meaning: "The guest's memory is of huge pages; wants the sysctl vm.nr_hugepages.",
    go: { 'clh qemu firecracker': false },
    rust: { 'clh qemu dragonball': false },
  },
  hugepage_type: {
    type: 'string',
    oneOf: ['hugetlbfs', 'thp'],
    meaning: 'Which huge pages, with enable_hugepages.',
    rust: { dragonball: 'hugetlbfs' },
  },
  reclaim_guest_freed_memory: {
    type: 'boolean',
    meaning: 'Memory that the guest frees goes back to the node.',
    go: { 'clh qemu': false },
    rust: { 'clh qemu dragonball': false },
  },
  enable_guest_swap: {
    type: 'boolean',
    meaning: 'Swap in the guest, for containers that ask for it.',
    go: { qemu: false },
    rust: { 'clh dragonball': false },
  },
  guest_swap_path: {
    type: 'string',
    meaning: 'Folder on the node for the files that guests swap to.',
    rust: { 'clh dragonball': '/run/kata-containers/swap' },
  },
  guest_swap_size_percent: {
    type: 'integer',
    minimum: 0,
    unit: "% of the guest's memory",
    meaning: 'Size of the swap.',
    rust: { 'clh dragonball': 100 },
  },
  guest_swap_create_threshold_secs: {
    type: 'integer',
    minimum: 0,
    unit: 'seconds',
    meaning: 'How long a guest runs before it gets its swap.',
    rust: { 'clh dragonball': 60 },
  },
  enable_numa: {
    type: 'boolean',
    meaning: "The guest has the node's NUMA nodes; wants static_sandbox_resource_mgmt.",
    written: true,
    go: { qemu: false, 'nvidia-gpu': true },
  },
  numa_mapping: {
    type: 'strings',
    meaning: 'Which of the node\'s NUMA nodes are behind each of the guest\'s (["0", "1-2"]); empty: one each.',
    go: { qemu: [] },
  },
});
