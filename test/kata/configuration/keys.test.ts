import { describe, expect, test } from 'vitest';
import type { TableName, Value } from '../../../lib/kata/configuration/declared.js';
import { kindsOf } from '../../../lib/kata/configuration/keys/table.js';
import { KEYS, keyNamed, keysOf } from '../../../lib/kata/configuration/keys.js';
import { SHIMS } from '../../../lib/kata/shims.js';
import { shimNamed } from './shim.js';

const TEE_ANNOTATIONS = [
  'enable_iommu',
  'kernel_params',
  'kernel_verity_params',
  'default_vcpus',
  'default_memory',
  'cc_init_data',
];

/** Of upstream's configuration-<shim>.toml.in with the values of its Makefiles; undefined: no effect there. */
const FACTS: readonly [shim: string, table: TableName, key: string, value: Value | undefined][] = [
  ['clh', 'hypervisor', 'path', '/opt/kata/bin/cloud-hypervisor'],
  ['qemu', 'hypervisor', 'path', '/opt/kata/bin/qemu-system-x86_64'],
  ['fc', 'hypervisor', 'path', '/opt/kata/bin/firecracker'],
  ['fc', 'hypervisor', 'jailer_path', '/opt/kata/bin/jailer'],
  ['clh', 'hypervisor', 'jailer_path', undefined],
  // Dragonball is a part of the runtime, and refuses a path.
  ['dragonball', 'hypervisor', 'path', undefined],
  ['dragonball', 'hypervisor', 'firmware', undefined],
  ['remote', 'hypervisor', 'kernel', undefined],
  ['clh', 'hypervisor', 'image', '/opt/kata/share/kata-containers/kata-containers.img'],
  ['qemu-tdx', 'hypervisor', 'image', '/opt/kata/share/kata-containers/kata-containers-confidential.img'],
  ['qemu-tdx-runtime-rs', 'hypervisor', 'image', '/opt/kata/share/kata-containers/kata-containers.img'],
  ['qemu-se', 'hypervisor', 'image', ''],
  ['qemu-nvidia-gpu', 'hypervisor', 'image', '/opt/kata/share/kata-containers/kata-containers-nvidia-gpu.img'],
  ['qemu-tdx', 'hypervisor', 'firmware', '/opt/kata/share/ovmf/OVMF.inteltdx.fd'],
  ['qemu-snp-runtime-rs', 'hypervisor', 'firmware', '/opt/kata/share/ovmf/AMDSEV.fd'],
  ['qemu-tdx', 'hypervisor', 'cpu_features', '-vmx-rdseed-exit,pmu=off'],
  ['qemu-tdx-runtime-rs', 'hypervisor', 'cpu_features', 'pmu=off'],
  ['clh', 'hypervisor', 'machine_type', undefined],
  ['qemu', 'hypervisor', 'machine_type', 'q35'],
  ['stratovirt', 'hypervisor', 'machine_type', 'microvm'],
  ['clh-runtime-rs', 'hypervisor', 'vm_rootfs_driver', 'virtio-blk-pci'],
  ['clh', 'hypervisor', 'vm_rootfs_driver', undefined],
  ['clh', 'hypervisor', 'kernel_params', 'cgroup_no_v1=all systemd.unified_cgroup_hierarchy=1'],
  ['clh-runtime-rs', 'hypervisor', 'kernel_params', 'cgroup_no_v1=all systemd.unified_cgroup_hierarchy=1'],
  ['dragonball', 'hypervisor', 'kernel_params', 'console=ttyS1 agent.log_vport=1025'],
  ['clh', 'hypervisor', 'default_memory', 2048],
  ['clh-runtime-rs', 'hypervisor', 'default_memory', 2048],
  ['clh', 'hypervisor', 'default_maxmemory', 0],
  ['clh-runtime-rs', 'hypervisor', 'default_maxmemory', undefined],
  ['clh', 'hypervisor', 'memory_slots', undefined],
  ['qemu', 'hypervisor', 'memory_slots', 10],
  ['clh', 'hypervisor', 'overhead_memory', undefined],
  ['clh-runtime-rs', 'hypervisor', 'overhead_memory', 32],
  ['qemu-snp-runtime-rs', 'hypervisor', 'overhead_memory', 128],
  ['qemu-se-runtime-rs', 'hypervisor', 'overhead_memory', 768],
  ['qemu-runtime-rs', 'hypervisor', 'overhead_vcpus', 0.2],
  ['qemu-tdx-runtime-rs', 'hypervisor', 'overhead_vcpus', 0.4],
  ['clh', 'hypervisor', 'block_device_driver', 'virtio-blk'],
  ['clh-runtime-rs', 'hypervisor', 'block_device_driver', 'virtio-blk-pci'],
  ['qemu', 'hypervisor', 'block_device_driver', 'virtio-scsi'],
  ['fc', 'hypervisor', 'block_device_driver', 'virtio-mmio'],
  ['clh', 'hypervisor', 'shared_fs', 'virtio-fs'],
  ['dragonball', 'hypervisor', 'shared_fs', 'inline-virtio-fs'],
  ['qemu-tdx', 'hypervisor', 'shared_fs', 'none'],
  ['qemu-snp-runtime-rs', 'hypervisor', 'shared_fs', 'none'],
  ['fc', 'hypervisor', 'shared_fs', undefined],
  ['clh', 'hypervisor', 'virtio_fs_cache', 'auto'],
  ['clh', 'hypervisor', 'virtio_fs_queue_size', undefined],
  ['qemu', 'hypervisor', 'virtio_fs_queue_size', 1024],
  ['clh', 'hypervisor', 'enable_iommu', undefined],
  ['qemu', 'hypervisor', 'enable_iommu', false],
  ['dragonball', 'hypervisor', 'enable_iommu', undefined],
  ['clh', 'hypervisor', 'enable_iommu_platform', undefined],
  ['clh', 'hypervisor', 'disable_vhost_net', undefined],
  ['clh', 'hypervisor', 'cold_plug_vfio', 'no-port'],
  ['qemu', 'hypervisor', 'cold_plug_vfio', 'no-port'],
  ['qemu-nvidia-gpu', 'hypervisor', 'cold_plug_vfio', 'root-port'],
  ['qemu-nvidia-gpu', 'hypervisor', 'pcie_root_port', 8],
  ['qemu-nvidia-gpu', 'hypervisor', 'disable_nesting_checks', true],
  ['qemu-tdx', 'hypervisor', 'disable_nesting_checks', false],
  ['qemu-snp', 'hypervisor', 'disable_nesting_checks', true],
  ['fc', 'hypervisor', 'cold_plug_vfio', undefined],
  ['stratovirt', 'hypervisor', 'hot_plug_vfio', undefined],
  ['qemu', 'hypervisor', 'confidential_guest', false],
  ['qemu-tdx', 'hypervisor', 'confidential_guest', true],
  ['qemu-coco-dev', 'hypervisor', 'confidential_guest', false],
  ['qemu-snp', 'hypervisor', 'sev_snp_guest', true],
  ['qemu-nvidia-gpu-snp', 'hypervisor', 'sev_snp_guest', true],
  ['qemu-snp', 'hypervisor', 'snp_guest_policy', 196_608],
  ['qemu-tdx', 'hypervisor', 'tdx_quote_generation_service_socket_port', 4050],
  ['clh', 'hypervisor', 'enable_annotations', ['enable_iommu', 'kernel_params', 'kernel_verity_params']],
  ['qemu-tdx', 'hypervisor', 'enable_annotations', TEE_ANNOTATIONS],
  ['qemu-coco-dev-runtime-rs', 'hypervisor', 'enable_annotations', TEE_ANNOTATIONS],
  ['remote', 'hypervisor', 'remote_hypervisor_timeout', 600],
  ['qemu', 'hypervisor', 'seccompsandbox', ''],
  ['qemu-runtime-rs', 'hypervisor', 'seccompsandbox', undefined],
  ['qemu-runtime-rs', 'hypervisor', 'seccomp_sandbox', ''],
  ['clh', 'agent', 'dial_timeout', 45],
  ['qemu-tdx', 'agent', 'dial_timeout', 60],
  ['qemu-snp', 'agent', 'dial_timeout', 90],
  ['qemu-nvidia-gpu-snp', 'agent', 'dial_timeout', 500],
  ['remote', 'agent', 'dial_timeout', 30],
  ['clh-runtime-rs', 'agent', 'dial_timeout', undefined],
  ['clh-runtime-rs', 'agent', 'dial_timeout_ms', 10],
  ['qemu-snp-runtime-rs', 'agent', 'reconnect_timeout_ms', 45_000],
  ['qemu-tdx-runtime-rs', 'agent', 'launch_process_timeout', 6],
  ['clh-runtime-rs', 'agent', 'create_container_timeout', 30],
  ['qemu-tdx-runtime-rs', 'agent', 'create_container_timeout', 60],
  ['clh', 'agent', 'create_container_timeout', undefined],
  ['clh', 'runtime', 'create_container_timeout', 60],
  ['qemu-nvidia-gpu', 'runtime', 'create_container_timeout', 500],
  ['clh', 'agent.mem_agent', 'memcg_swappiness_max', undefined],
  ['clh-runtime-rs', 'agent.mem_agent', 'memcg_swappiness_max', 50],
  ['dragonball', 'agent.mem_agent', 'compact_sec_max', 180],
  ['clh', 'runtime', 'name', undefined],
  ['clh-runtime-rs', 'runtime', 'name', 'virt_container'],
  ['qemu-tdx-runtime-rs', 'runtime', 'hypervisor_name', 'qemu'],
  ['dragonball', 'runtime', 'agent_name', 'kata'],
  ['clh', 'runtime', 'sandbox_cgroup_only', false],
  ['clh-runtime-rs', 'runtime', 'sandbox_cgroup_only', true],
  ['qemu-nvidia-gpu', 'runtime', 'sandbox_cgroup_only', true],
  ['clh', 'runtime', 'static_sandbox_resource_mgmt', false],
  ['fc', 'runtime', 'static_sandbox_resource_mgmt', true],
  ['qemu-snp', 'runtime', 'static_sandbox_resource_mgmt', true],
  ['clh-runtime-rs', 'runtime', 'static_sandbox_resource_mgmt', true],
  ['clh', 'runtime', 'disable_guest_seccomp', true],
  ['clh', 'runtime', 'disable_guest_selinux', undefined],
  ['clh', 'hypervisor', 'disable_guest_selinux', true],
  ['clh', 'runtime', 'vfio_mode', 'guest-kernel'],
  ['fc', 'runtime', 'vfio_mode', undefined],
  ['qemu-tdx', 'runtime', 'emptydir_mode', 'block-encrypted'],
  ['clh', 'runtime', 'emptydir_mode', 'shared-fs'],
  ['remote', 'runtime', 'internetworking_model', 'none'],
  ['remote', 'runtime', 'disable_new_netns', true],
  ['dragonball', 'runtime', 'use_passfd_io', true],
  ['clh', 'factory', 'vm_cache_number', undefined],
  ['qemu', 'factory', 'vm_cache_number', 0],
  ['clh-runtime-rs', 'factory', 'template_path', '/run/vc/vm/template'],
];

describe('keys', () => {
  test.each(FACTS)('%s: %s.%s is %j', (name, table, key, value) => {
    const shim = shimNamed(name);
    expect(keyNamed(shim.runtime, table, key)?.defaults.get(name)).toEqual(value);
    expect(keysOf(shim).has(`${table}.${key}`)).toBe(value !== undefined);
  });

  test('every default is one that the key takes', () => {
    const wrong = KEYS.flatMap((key) =>
      [...key.defaults].filter(([, value]) => !takes(key, value)).map(([shim]) => `${shim}: ${key.table}.${key.name}`),
    );
    expect(wrong).toEqual([]);
  });

  test('every key has an effect somewhere, and stands once in its schema', () => {
    expect(KEYS.filter((key) => key.defaults.size === 0).map(({ name }) => name)).toEqual([]);
    const names = KEYS.map(({ runtime, table, name }) => `${runtime} ${table}.${name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('a key of the other runtime, in another table or of nobody is unknown', () => {
    expect(keyNamed('go', 'hypervisor', 'overhead_memory')).toBeUndefined();
    expect(keyNamed('runtime-rs', 'agent', 'dial_timeout')).toBeUndefined();
    expect(keyNamed('go', 'agent', 'default_memory')).toBeUndefined();
    expect(keyNamed('go', 'hypervisor', 'constructor')).toBeUndefined();
  });

  test('what the runtimes take otherwise', () => {
    expect(keyNamed('go', 'hypervisor', 'block_device_driver')?.oneOf).not.toContain('virtio-blk-pci');
    expect(keyNamed('runtime-rs', 'hypervisor', 'block_device_driver')?.oneOf).toContain('virtio-blk-pci');
    expect(keyNamed('go', 'hypervisor', 'virtio_fs_cache')?.oneOf).toContain('metadata');
    expect(keyNamed('runtime-rs', 'hypervisor', 'virtio_fs_cache')?.oneOf).not.toContain('metadata');
    expect(keyNamed('runtime-rs', 'hypervisor', 'default_maxvcpus')?.maximum).toBe(256);
    expect(keyNamed('go', 'hypervisor', 'default_maxvcpus')?.maximum).toBeUndefined();
  });
});

test('the narrower name of a shim wins', () => {
  expect(kindsOf(shimNamed('qemu-nvidia-gpu-tdx-runtime-rs'))).toEqual([
    'qemu-nvidia-gpu-tdx',
    'tdx',
    'tee',
    'nvidia-gpu',
    'qemu',
  ]);
  expect(kindsOf(shimNamed('qemu-coco-dev'))).toEqual(['qemu-coco-dev', 'coco', 'qemu']);
  expect([...SHIMS.values()].every((shim) => kindsOf(shim).at(-1) === shim.hypervisor)).toBe(true);
});

function takes({ type, oneOf, minimum, maximum }: (typeof KEYS)[number], value: Value): boolean {
  if (type === 'strings') return Array.isArray(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'string') return typeof value === 'string' && (oneOf === undefined || oneOf.includes(value));
  if (typeof value !== 'number' || (type === 'integer' && !Number.isInteger(value))) return false;
  return value >= (minimum ?? value) && value <= (maximum ?? value);
}
