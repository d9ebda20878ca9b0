import type { TableName } from './configuration/declared.js';
import type { Shim } from './shims.js';

/** Pod annotations that change a key of the hypervisor's table (docs/how-to/how-to-set-sandbox-config-kata.md). */
export const HYPERVISOR_PREFIX = 'io.katacontainers.config.hypervisor.';

/** Both size the virtual machine, and are gated by `enable_annotations` of the hypervisor's configuration. */
export const DEFAULT_VCPUS = `${HYPERVISOR_PREFIX}default_vcpus`;

/** Its key has another name: default_maxvcpus. */
export const DEFAULT_MAX_VCPUS = `${HYPERVISOR_PREFIX}default_max_vcpus`;

/** In MiB. */
export const DEFAULT_MEMORY = `${HYPERVISOR_PREFIX}default_memory`;

/** Less is refused: MinHypervisorMemory in Go, MIN_*_MEMORY_SIZE_MB of each plugin in runtime-rs. */
export const MINIMUM_MEMORY_MIB = { go: 256, 'runtime-rs': 64 } as const;

export const ANNOTATION_PREFIX = 'io.katacontainers.config.';

type Runtime = Shim['runtime'];
type AnnotationType = 'string' | 'boolean' | 'unsigned' | 'number' | 'json' | 'base64';

/** A pod annotation that Kata heeds (src/runtime/virtcontainers/pkg/annotations, src/libs/kata-types/src/annotations). */
export interface Annotation {
  readonly name: string;
  /** Whether `enable_annotations` must admit it. Kata takes the others from every pod that may set annotations at all. */
  readonly gated: boolean;
  readonly type: AnnotationType;
  readonly runtimes: readonly Runtime[];
  readonly table: TableName;
  /** The key that it sets (see keySetBy); a hash, a policy and the like set none. */
  readonly key?: string;
}

const BOTH: readonly Runtime[] = ['go', 'runtime-rs'];
const GO: readonly Runtime[] = ['go'];
const RUST: readonly Runtime[] = ['runtime-rs'];

function each(table: TableName, type: AnnotationType, runtimes: readonly Runtime[], names: string): Annotation[] {
  return names.split(' ').map((name) => ({
    name: `${ANNOTATION_PREFIX}${table}.${name}`,
    gated: table === 'hypervisor',
    type,
    runtimes,
    table,
    key: name,
  }));
}

/** Annotations whose key is called otherwise, or that set none. */
function other(
  table: TableName,
  type: AnnotationType,
  runtimes: readonly Runtime[],
  name: string,
  key?: string,
): Annotation {
  const prefix = `${ANNOTATION_PREFIX}${table}.`;
  const known = { name: `${prefix}${name}`, gated: table === 'hypervisor', type, runtimes, table };
  return key === undefined ? known : { ...known, key };
}

const ALL: readonly Annotation[] = [
  ...each(
    'hypervisor',
    'string',
    BOTH,
    'kernel image initrd path jailer_path firmware kernel_params kernel_verity_params machine_type machine_accelerators ' +
      'cpu_features vhost_user_store_path guest_hook_path cold_plug_vfio entropy_source shared_fs virtio_fs_daemon ' +
      'virtio_fs_cache block_device_driver block_device_aio',
  ),
  ...each('hypervisor', 'string', GO, 'firmware_volume hot_plug_vfio numa_mapping default_gpu_model'),
  ...each('hypervisor', 'string', RUST, 'hugepage_type'),
  ...each('hypervisor', 'json', BOTH, 'virtio_fs_extra_args'),
  ...each(
    'hypervisor',
    'boolean',
    BOTH,
    'disable_vhost_net enable_vhost_user_store disable_image_nvdimm enable_virtio_mem enable_mem_prealloc ' +
      'reclaim_guest_freed_memory enable_hugepages enable_iommu enable_iommu_platform disable_block_device_use ' +
      'enable_iothreads block_device_cache_set block_device_cache_direct block_device_cache_noflush enable_guest_swap rootless',
  ),
  ...each('hypervisor', 'boolean', GO, 'use_legacy_serial'),
  ...each(
    'hypervisor',
    'unsigned',
    BOTH,
    'pcie_root_port pcie_switch_port default_memory memory_slots memory_offset virtio_fs_cache_size indep_iothreads ' +
      'rx_rate_limiter_max_rate tx_rate_limiter_max_rate',
  ),
  ...each('hypervisor', 'unsigned', GO, 'msize_9p vhost_user_reconnect_timeout_sec default_gpus'),
  ...each('hypervisor', 'unsigned', RUST, 'network_queues'),
  ...each('hypervisor', 'number', BOTH, 'default_vcpus'),
  other('hypervisor', 'unsigned', BOTH, 'default_max_vcpus', 'default_maxvcpus'),
  other('hypervisor', 'unsigned', BOTH, 'blk_logical_sector_size', 'block_device_logical_sector_size'),
  other('hypervisor', 'unsigned', BOTH, 'blk_physical_sector_size', 'block_device_physical_sector_size'),
  other('hypervisor', 'unsigned', RUST, 'block_device_num_queues', 'num_queues'),
  other('hypervisor', 'unsigned', RUST, 'block_device_queue_size', 'queue_size'),
  other('hypervisor', 'string', RUST, 'prefetch_files.list', 'prefetch_list_path'),
  other('hypervisor', 'string', BOTH, 'cc_init_data'),
  other('hypervisor', 'string', BOTH, 'kernel_hash'),
  other('hypervisor', 'string', BOTH, 'image_hash'),
  other('hypervisor', 'string', BOTH, 'initrd_hash'),
  other('hypervisor', 'string', BOTH, 'firmware_hash'),
  other('hypervisor', 'string', BOTH, 'jailer_hash'),
  other('hypervisor', 'string', GO, 'hypervisor_hash'),
  other('hypervisor', 'string', RUST, 'path_hash'),

  ...each(
    'runtime',
    'boolean',
    BOTH,
    'disable_guest_seccomp sandbox_cgroup_only enable_pprof disable_new_netns enable_vcpus_pinning',
  ),
  ...each('runtime', 'boolean', GO, 'experimental_force_guest_pull'),
  ...each('runtime', 'string', BOTH, 'experimental internetworking_model vfio_mode'),
  ...each('runtime', 'string', RUST, 'name hypervisor_name agent_name'),
  ...each('runtime', 'json', RUST, 'shared_mounts'),
  ...each('runtime', 'unsigned', BOTH, 'create_container_timeout'),

  ...each('agent', 'string', BOTH, 'kernel_modules'),
  ...each('agent', 'boolean', BOTH, 'enable_tracing'),
  ...each('agent', 'unsigned', BOTH, 'container_pipe_size'),
  ...each('agent', 'unsigned', GO, 'cdh_api_timeout'),
  ...each('agent', 'unsigned', RUST, 'cdh_api_timeout_ms'),
  other('agent', 'base64', BOTH, 'policy'),
];

/** By their full names. */
export const ANNOTATIONS: ReadonlyMap<string, Annotation> = new Map(ALL.map((known) => [known.name, known]));

/** Names of the gated annotations of a runtime as `enable_annotations` sees them: without the prefix. */
export function gatedNames(runtime: Runtime): string[] {
  return ALL.filter(({ gated, runtimes }) => gated && runtimes.includes(runtime)).map(({ name }) =>
    name.slice(HYPERVISOR_PREFIX.length),
  );
}

/** The key that an annotation sets in the configuration of a runtime. */
export function keySetBy({ table, key }: Annotation, runtime: Runtime): { table: TableName; name: string } | undefined {
  if (key === undefined) return undefined;
  // The only annotation whose key stands elsewhere in runtime-rs.
  return { table: key === 'create_container_timeout' && runtime === 'runtime-rs' ? 'agent' : table, name: key };
}
