import type { Key } from '../key.js';
import { keysIn } from './table.js';

const GO = 'clh qemu firecracker stratovirt';
const ALL_GO = `${GO} remote`;
const ALL_RUST = 'clh qemu dragonball';

const off = { go: { [ALL_GO]: false }, rust: { [ALL_RUST]: false } };
const empty = { go: { [ALL_GO]: '' }, rust: { [ALL_RUST]: '' } };

/** `[runtime]`: the process on the node that answers containerd. */
export const RUNTIME: readonly Key[] = keysIn('runtime', {
  name: {
    type: 'string',
    oneOf: ['virt_container'],
    meaning: 'Kind of runtime; runtime-rs does not start without it.',
    written: true,
    rust: { [ALL_RUST]: 'virt_container' },
  },
  hypervisor_name: {
    type: 'string',
    oneOf: ['clh', 'qemu', 'dragonball'],
    meaning: 'Which hypervisor table counts; runtime-rs does not start without it.',
    written: true,
    rust: { clh: 'clh', qemu: 'qemu', dragonball: 'dragonball' },
  },
  agent_name: {
    type: 'string',
    oneOf: ['kata'],
    meaning: 'Which agent table counts; runtime-rs does not start without it.',
    written: true,
    rust: { [ALL_RUST]: 'kata' },
  },
  enable_debug: { type: 'boolean', meaning: 'Debug messages of the runtime.', ...off },
  log_level: {
    type: 'string',
    oneOf: ['trace', 'debug', 'info', 'warn', 'error', 'critical'],
    meaning: 'How much the runtime logs.',
    rust: { dragonball: 'info' },
  },
  internetworking_model: {
    type: 'string',
    oneOf: ['tcfilter', 'macvtap', 'none'],
    meaning: "How the pod's network interface is joined to the guest's.",
    written: true,
    go: { [GO]: 'tcfilter', remote: 'none' },
    rust: { [ALL_RUST]: 'tcfilter' },
    inRust: { oneOf: ['tcfilter', 'macvtap', 'none', 'l3forwarding'] },
  },
  disable_new_netns: {
    type: 'boolean',
    meaning: "Hypervisor and runtime stay in the node's network; only with internetworking_model none.",
    written: true,
    go: { [GO]: false, remote: true },
    rust: { [ALL_RUST]: false },
  },
  disable_guest_seccomp: {
    type: 'boolean',
    meaning:
      "The guest does not apply the containers' seccomp profiles. Upstream's default is true; Bulkhead writes false.",
    written: true,
    go: { [ALL_GO]: true },
    rust: { [ALL_RUST]: true },
  },
  sandbox_cgroup_only: {
    type: 'boolean',
    meaning:
      "All of a pod's processes are in its cgroup: its limits and its overhead must then cover the hypervisor and the guest's own memory.",
    written: true,
    go: { [ALL_GO]: false, 'nvidia-gpu': true },
    rust: { [ALL_RUST]: true },
  },
  static_sandbox_resource_mgmt: {
    type: 'boolean',
    meaning: "The machine has the size of all containers' limits from the start; nothing is plugged in later.",
    written: true,
    go: {
      'clh qemu': false,
      'firecracker stratovirt remote': true,
      'tee coco': true,
      'qemu-nvidia-cpu': true,
      'nvidia-gpu': true,
    },
    rust: { [ALL_RUST]: true },
  },
  enable_vcpus_pinning: {
    type: 'boolean',
    meaning: 'Each vCPU stays on a CPU of its own, where a pod has as many CPUs of its own as vCPUs.',
    written: true,
    go: { qemu: false, stratovirt: true },
    rust: { qemu: false },
  },
  vfio_mode: {
    type: 'string',
    oneOf: ['guest-kernel', 'vfio'],
    meaning: "VFIO devices go to the guest kernel's own drivers, or appear as /dev/vfio/N in the container.",
    written: true,
    go: { 'clh qemu': 'guest-kernel', se: 'vfio' },
    rust: { qemu: 'guest-kernel', se: 'vfio' },
  },
  emptydir_mode: {
    type: 'string',
    oneOf: ['shared-fs', 'block-plain', 'block-encrypted'],
    meaning: 'Where emptyDir volumes are: in a shared folder, or on a disk of the guest.',
    written: true,
    go: { [ALL_GO]: 'shared-fs', 'tee coco': 'block-encrypted' },
    rust: { [ALL_RUST]: 'shared-fs', 'tee coco': 'block-encrypted' },
  },
  disable_guest_empty_dir: {
    type: 'boolean',
    meaning: 'emptyDir volumes are folders of the node: slower, and visible there.',
    go: { [ALL_GO]: false },
  },
  sandbox_bind_mounts: {
    type: 'strings',
    meaning:
      'Files and folders of the node that every guest sees (not its containers): absolute paths, each with another last name, read-only unless ":rw".',
    go: { 'clh qemu': [] },
    rust: { [ALL_RUST]: [] },
  },
  guest_selinux_label: {
    type: 'string',
    meaning: 'SELinux label of containers in the guest instead of container_t (user:role:type).',
    go: { 'clh qemu stratovirt remote': '' },
  },
  create_container_timeout: {
    type: 'integer',
    minimum: 1,
    unit: 'seconds',
    meaning:
      'How long a container may take to be created, with its image where the guest pulls it; the kubelet waits for runtimeRequestTimeout at most.',
    written: true,
    go: { [ALL_GO]: 60, 'nvidia-gpu': 500 },
  },
  dan_conf: {
    type: 'string',
    meaning: 'Folder with the descriptions of directly attachable networks.',
    written: true,
    go: { [ALL_GO]: '/run/kata-containers/dans' },
    rust: { [ALL_RUST]: '/run/kata-containers/dans' },
  },
  kubelet_root_dir: {
    type: 'string',
    meaning: "The kubelet's folder, by which volumes are known as its.",
    go: { [ALL_GO]: '/var/lib/kubelet' },
  },
  pod_resource_api_sock: {
    type: 'string',
    meaning:
      "The kubelet's PodResources socket, which tells of a pod's devices before it starts: what cold_plug_vfio needs for devices of a device plugin.",
    written: true,
    go: {
      [ALL_GO]: '',
      'nvidia-gpu': '/var/lib/kubelet/pod-resources/kubelet.sock',
    },
  },
  experimental: {
    type: 'strings',
    meaning: 'Names of features that may change.',
    go: { [ALL_GO]: [] },
    rust: { [ALL_RUST]: [] },
  },
  experimental_force_guest_pull: {
    type: 'boolean',
    meaning: 'The guest pulls images itself, without the snapshotter nydus.',
    go: { 'tee coco': false },
  },
  enable_tracing: { type: 'boolean', meaning: 'Traces of the runtime (OpenTelemetry).', ...off },
  jaeger_endpoint: { type: 'string', meaning: 'Where traces go (http://…/api/traces).', ...empty },
  jaeger_user: { type: 'string', meaning: 'User at jaeger_endpoint.', ...empty },
  jaeger_password: { type: 'string', meaning: 'Password at jaeger_endpoint; it would stand in a ConfigMap.', ...empty },
  enable_pprof: {
    type: 'boolean',
    meaning: 'Profiles of the runtime, to be read through kata-monitor by anybody who reaches it.',
    ...off,
  },
  keep_abnormal: {
    type: 'boolean',
    meaning: 'A machine that failed is left for inspection.',
    rust: { 'clh dragonball': false },
  },
  use_passfd_io: {
    type: 'boolean',
    meaning: "A container's input and output pass through vsock as file descriptors.",
    written: true,
    rust: { dragonball: true },
  },
  passfd_listener_port: {
    type: 'integer',
    minimum: 1,
    maximum: 4_294_967_295,
    meaning: 'vsock port of use_passfd_io.',
    rust: { dragonball: 1027 },
  },
});
