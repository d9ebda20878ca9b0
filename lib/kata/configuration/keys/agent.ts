import type { Key } from '../key.js';
import { keysIn } from './table.js';

const ALL_GO = 'clh qemu firecracker stratovirt remote';
const ALL_RUST = 'clh qemu dragonball';

/** `[agent.kata]`: what runs in the guest. runtime-rs refuses to load a key that it does not know in this table. */
export const AGENT: readonly Key[] = keysIn('agent', {
  enable_debug: {
    type: 'boolean',
    meaning: 'Debug messages of the agent.',
    go: { [ALL_GO]: false },
    rust: { [ALL_RUST]: false },
  },
  enable_tracing: {
    type: 'boolean',
    meaning: 'Traces of the agent (OpenTelemetry); containers take longer to stop.',
    go: { [ALL_GO]: false },
    rust: { [ALL_RUST]: false },
  },
  debug_console_enabled: {
    type: 'boolean',
    meaning: 'A root shell in the guest for whoever can reach its vsock on the node (kata-runtime exec).',
    go: { [ALL_GO]: false },
    rust: { [ALL_RUST]: false },
  },
  kernel_modules: {
    type: 'strings',
    meaning:
      'Kernel modules that the guest loads, each with its parameters ("e1000e EEE=1"); without one no container starts.',
    go: { 'clh qemu firecracker stratovirt': [] },
    rust: { [ALL_RUST]: [] },
  },
  dial_timeout: {
    type: 'integer',
    minimum: 1,
    unit: 'seconds',
    meaning: 'How long the runtime tries to reach the agent of a starting guest.',
    written: true,
    go: { 'clh qemu firecracker stratovirt': 45, tdx: 60, snp: 90, remote: 30, ...nvidia(500) },
  },
  dial_timeout_ms: {
    type: 'integer',
    minimum: 1,
    unit: 'milliseconds',
    meaning: 'How long one attempt to reach the agent may take; reconnect_timeout_ms says how long it is tried.',
    written: true,
    rust: { [ALL_RUST]: 10, 'tee coco': 100 },
  },
  reconnect_timeout_ms: {
    type: 'integer',
    minimum: 1,
    unit: 'milliseconds',
    meaning: 'How long the runtime tries to reach the agent of a starting guest.',
    written: true,
    rust: { [ALL_RUST]: 3000, 'tee coco': 45_000 },
  },
  create_container_timeout: {
    type: 'integer',
    minimum: 1,
    unit: 'seconds',
    meaning:
      'How long a container may take to be created, with its image where the guest pulls it; the kubelet waits for runtimeRequestTimeout at most.',
    written: true,
    rust: { [ALL_RUST]: 30, 'tee coco': 60 },
  },
  launch_process_timeout: {
    type: 'integer',
    minimum: 1,
    unit: 'seconds',
    meaning: "How long the agent waits for the guest's own services.",
    written: true,
    go: { tee: 6, ...nvidia(15) },
    rust: { tee: 6 },
  },
  cdh_api_timeout: {
    type: 'integer',
    minimum: 1,
    unit: 'seconds',
    meaning: 'How long a call to the Confidential Data Hub may take.',
    go: { 'clh qemu firecracker stratovirt': 50 },
  },
  cdh_api_timeout_ms: {
    type: 'integer',
    minimum: 1,
    unit: 'milliseconds',
    meaning: 'How long a call to the Confidential Data Hub may take.',
    rust: { 'tee coco': 50_000 },
  },
  visible_cdi_devices: {
    type: 'boolean',
    meaning: 'Containers see the devices that their CDI annotations name.',
    go: { 'nvidia-gpu': false },
  },
  container_pipe_size: {
    type: 'integer',
    minimum: 0,
    unit: 'bytes',
    meaning: "Size of the pipes of a container's output; 0: the kernel's.",
    rust: { 'clh dragonball': 1 },
  },
  log_level: {
    type: 'string',
    oneOf: ['trace', 'debug', 'info', 'warn', 'error', 'critical'],
    meaning: 'How much the agent logs.',
    rust: { dragonball: 'info' },
  },
});

/** The shims with an NVIDIA GPU wait for its driver. */
function nvidia(value: number): Record<string, number> {
  return { 'qemu-nvidia-gpu qemu-nvidia-gpu-tdx qemu-nvidia-gpu-snp': value };
}
