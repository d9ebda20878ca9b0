import type { Key } from '../key.js';
import { keysIn } from './table.js';

const PORTS = ['no-port', 'root-port', 'bridge-port', 'switch-port'];

/** PCI devices of the node in the guest, and the network devices that the hypervisor makes. */
export const DEVICES: readonly Key[] = keysIn('hypervisor', {
  cold_plug_vfio: {
    type: 'string',
    oneOf: PORTS,
    meaning:
      'Where VFIO devices are plugged in before the guest boots; no-port: they are not, and no pod can have one.',
    written: true,
    go: { 'clh qemu': 'no-port', 'nvidia-gpu': 'root-port' },
    rust: { qemu: 'no-port', 'nvidia-gpu': 'root-port' },
    inRust: { oneOf: ['no-port', 'root-port'] },
  },
  hot_plug_vfio: {
    type: 'string',
    oneOf: PORTS,
    meaning: 'Where VFIO devices are plugged in while the guest runs; only one of hot and cold plug may be set.',
    go: { 'clh qemu': 'no-port' },
  },
  pcie_root_port: {
    type: 'integer',
    minimum: 0,
    maximum: 16,
    meaning: 'PCIe root ports of the machine: one for each device that is plugged in there.',
    written: true,
    go: { qemu: 0, 'nvidia-gpu': 8 },
    rust: { qemu: 0, 'nvidia-gpu': 8 },
  },
  pcie_switch_port: {
    type: 'integer',
    minimum: 0,
    maximum: 16,
    meaning: 'PCIe switch ports of the machine.',
    go: { qemu: 0 },
    rust: { qemu: 0 },
  },
  default_bridges: {
    type: 'integer',
    minimum: 0,
    maximum: 5,
    meaning: 'PCI bridges, each with places for 30 devices that are plugged in later; 0: 1.',
    written: true,
    go: { qemu: 1 },
    rust: { 'clh qemu': 1, dragonball: 0 },
  },
  enable_iommu: {
    type: 'boolean',
    meaning: 'The guest has a virtual IOMMU.',
    go: { qemu: false },
    rust: { qemu: false },
  },
  enable_iommu_platform: {
    type: 'boolean',
    meaning: "The guest's devices are behind the IOMMU (iommu_platform=on); for CCW on s390x.",
    go: { qemu: false },
    rust: { qemu: false },
  },
  disable_vhost_net: {
    type: 'boolean',
    meaning: "Network packets pass the hypervisor instead of the node's kernel (vhost-net): safer and slower.",
    go: { qemu: false },
    rust: { 'clh qemu': false },
  },
  network_queues: {
    type: 'integer',
    minimum: 1,
    meaning: 'Queues of a network device.',
    written: true,
    rust: { 'clh qemu dragonball': 1 },
  },
  rx_rate_limiter_max_rate: {
    type: 'integer',
    minimum: 0,
    unit: 'bits/s',
    meaning: 'How much a machine may receive; 0: no limit.',
    go: { 'qemu firecracker': 0 },
    rust: { qemu: 0 },
  },
  tx_rate_limiter_max_rate: {
    type: 'integer',
    minimum: 0,
    unit: 'bits/s',
    meaning: 'How much a machine may send; 0: no limit.',
    go: { 'qemu firecracker': 0 },
    rust: { qemu: 0 },
  },
  net_rate_limiter_bw_max_rate: {
    type: 'integer',
    minimum: 0,
    unit: 'bits/s',
    meaning: 'How much a machine may receive, and how much it may send; 0: no limit.',
    go: { clh: 0 },
  },
  net_rate_limiter_bw_one_time_burst: {
    type: 'integer',
    minimum: 0,
    unit: 'bits',
    meaning: 'What may pass once above net_rate_limiter_bw_max_rate.',
    go: { clh: 0 },
  },
  net_rate_limiter_ops_max_rate: {
    type: 'integer',
    minimum: 0,
    unit: 'operations/s',
    meaning: 'How many packets a machine may receive, and send; 0: no limit.',
    go: { clh: 0 },
  },
  net_rate_limiter_ops_one_time_burst: {
    type: 'integer',
    minimum: 0,
    unit: 'operations',
    meaning: 'How many packets may pass once above net_rate_limiter_ops_max_rate.',
    go: { clh: 0 },
  },
});
