import { describe, expect, test } from 'vitest';
import { type Configuration, declaredIn, declaredValue } from '../../../lib/kata/configuration/declared.js';
import { effectiveValue } from '../../../lib/kata/configuration/effective.js';
import { shimNamed } from './shim.js';

const VCPUS = 'io.katacontainers.config.hypervisor.default_vcpus';
const MEMORY = 'io.katacontainers.config.hypervisor.default_memory';
const clh = shimNamed('clh');
const qemu = shimNamed('qemu');

describe('effective values', () => {
  test('what is declared', () => {
    expect(effectiveValue(clh, { hypervisor: { default_memory: 512 } }, 'hypervisor', 'default_memory')).toBe(512);
    expect(effectiveValue(clh, { runtime: { disable_guest_seccomp: true } }, 'runtime', 'disable_guest_seccomp')).toBe(
      true,
    );
  });

  test("upstream's default", () => {
    expect(effectiveValue(clh, {}, 'hypervisor', 'default_memory')).toBe(2048);
    expect(effectiveValue(clh, {}, 'runtime', 'sandbox_cgroup_only')).toBe(false);
  });

  test('what we write instead of it', () => {
    expect(effectiveValue(clh, {}, 'runtime', 'disable_guest_seccomp')).toBe(false);
    expect(effectiveValue(clh, {}, 'hypervisor', 'enable_annotations')).toEqual([]);
  });

  test('a key that the shim does not heed has none, declared or not', () => {
    expect(effectiveValue(clh, { hypervisor: { enable_iommu: true } }, 'hypervisor', 'enable_iommu')).toBeUndefined();
    expect(effectiveValue(clh, {}, 'runtime', 'name')).toBeUndefined();
    expect(effectiveValue(clh, {}, 'hypervisor', 'constructor')).toBeUndefined();
  });

  test('annotations that size machines are admitted where the Runtime lets pods have them, and no others', () => {
    const admitted = (...podAnnotations: string[]) =>
      effectiveValue(clh, {}, 'hypervisor', 'enable_annotations', { podAnnotations });
    expect(admitted(VCPUS, MEMORY)).toEqual(['^default_vcpus$', '^default_memory$']);
    expect(admitted(MEMORY)).toEqual(['^default_memory$']);
    expect(admitted('io.katacontainers.config.hypervisor.kernel_params', 'example.com/team')).toEqual([]);
    const declared = { hypervisor: { enable_annotations: ['^machine_type$'] } };
    expect(effectiveValue(clh, declared, 'hypervisor', 'enable_annotations', { podAnnotations: [MEMORY] })).toEqual([
      '^machine_type$',
    ]);
  });

  test('devices are plugged in before the boot where pods get any', () => {
    const plug = (configuration: Configuration, plugsDevices: boolean, shim = qemu) =>
      effectiveValue(shim, configuration, 'hypervisor', 'cold_plug_vfio', { plugsDevices });
    expect(plug({}, false)).toBe('no-port');
    expect(plug({}, true)).toBe('root-port');
    expect(plug({}, true, clh)).toBe('root-port');
    expect(plug({ hypervisor: { cold_plug_vfio: 'no-port' } }, true)).toBe('no-port');
    // Only one of the two may be set.
    expect(plug({ hypervisor: { hot_plug_vfio: 'root-port' } }, true)).toBe('no-port');
    expect(plug({ hypervisor: { hot_plug_vfio: 'no-port' } }, true)).toBe('root-port');
    expect(plug({}, false, shimNamed('qemu-nvidia-gpu'))).toBe('root-port');
    expect(plug({}, true, shimNamed('fc'))).toBeUndefined();
  });

  test('an initrd takes the place of the image', () => {
    const configuration = { hypervisor: { initrd: '/opt/kata/share/kata-containers/kata-containers-initrd.img' } };
    expect(effectiveValue(clh, configuration, 'hypervisor', 'image')).toBe('');
    expect(effectiveValue(clh, { hypervisor: { initrd: '' } }, 'hypervisor', 'image')).toMatch(/kata-containers\.img$/);
  });

  test.each([
    ['qemu', 'arm64', 'path', '/opt/kata/bin/qemu-system-aarch64'],
    ['qemu', 'arm64', 'machine_type', 'virt'],
    ['qemu', 's390x', 'machine_type', 's390-ccw-virtio'],
    ['qemu', 's390x', 'block_device_driver', 'virtio-scsi'],
    ['qemu-runtime-rs', 's390x', 'block_device_driver', 'virtio-blk-ccw'],
    ['qemu-runtime-rs', 'arm64', 'vm_rootfs_driver', 'virtio-blk-pci'],
    ['qemu', 'ppc64le', 'machine_type', 'pseries'],
    ['qemu', 'ppc64le', 'cpu_features', ''],
    ['qemu', 'amd64', 'machine_type', 'q35'],
    ['clh', 'arm64', 'path', '/opt/kata/bin/cloud-hypervisor'],
    // Upstream has it for s390x alone.
    ['qemu-se', undefined, 'machine_type', 's390-ccw-virtio'],
  ])('%s on %s: %s is %s', (name, architecture, key, value) => {
    expect(effectiveValue(shimNamed(name), {}, 'hypervisor', key, { architecture })).toBe(value);
  });

  test('on arm64 machines have their size from the start', () => {
    const on = (architecture: string) =>
      effectiveValue(clh, {}, 'runtime', 'static_sandbox_resource_mgmt', { architecture });
    expect([on('amd64'), on('arm64')]).toEqual([false, true]);
  });
});

describe('what is declared', () => {
  const configuration = {
    runtime: { sandbox_cgroup_only: true },
    agent: { kernel_modules: ['i915'], mem_agent: { mem_agent_enable: true } },
    hypervisor: { default_vcpus: 2 },
  };

  test('each key with its table and its place', () => {
    expect(declaredIn(configuration)).toEqual([
      { table: 'hypervisor', name: 'default_vcpus', value: 2, path: ['hypervisor', 'default_vcpus'] },
      { table: 'agent', name: 'kernel_modules', value: ['i915'], path: ['agent', 'kernel_modules'] },
      {
        table: 'agent.mem_agent',
        name: 'mem_agent_enable',
        value: true,
        path: ['agent', 'mem_agent', 'mem_agent_enable'],
      },
      { table: 'runtime', name: 'sandbox_cgroup_only', value: true, path: ['runtime', 'sandbox_cgroup_only'] },
    ]);
  });

  test('one key; only own ones', () => {
    expect(declaredValue(configuration, 'agent.mem_agent', 'mem_agent_enable')).toBe(true);
    expect(declaredValue(configuration, 'agent', 'mem_agent')).toBeUndefined();
    expect(declaredValue(configuration, 'hypervisor', 'toString')).toBeUndefined();
    expect(declaredIn({ agent: { mem_agent: 5 } })).toMatchObject([{ table: 'agent', name: 'mem_agent', value: 5 }]);
  });
});
