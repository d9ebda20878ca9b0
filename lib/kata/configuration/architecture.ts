import type { Shim } from '../shims.js';
import type { Value } from './declared.js';
import type { Key } from './key.js';

/**
 * What upstream ships otherwise than for amd64, by hypervisor and key (src/runtime/arch/*-options.mk,
 * src/runtime-rs/arch/*-options.mk, and the conditions on ARCH in the two Makefiles).
 */
const DIFFERENT: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  arm64: {
    ...qemu('qemu-system-aarch64', 'virt'),
    'qemu hypervisor.vm_rootfs_driver': 'virtio-blk-pci',
    'qemu runtime.static_sandbox_resource_mgmt': true,
    'clh runtime.static_sandbox_resource_mgmt': true,
  },
  s390x: {
    ...qemu('qemu-system-s390x', 's390-ccw-virtio'),
    'qemu hypervisor.cpu_features': '',
    'qemu hypervisor.vm_rootfs_driver': 'virtio-blk-ccw',
    'runtime-rs qemu hypervisor.block_device_driver': 'virtio-blk-ccw',
  },
  ppc64le: {
    ...qemu('qemu-system-ppc64', 'pseries'),
    'qemu hypervisor.cpu_features': '',
    'qemu hypervisor.machine_accelerators':
      'cap-cfpc=broken,cap-sbbc=broken,cap-ibs=broken,cap-large-decr=off,cap-ccf-assist=off',
  },
};

function qemu(program: string, machine: string): Record<string, Value> {
  const path = `/opt/kata/bin/${program}`;
  return {
    'qemu hypervisor.path': path,
    'qemu hypervisor.valid_hypervisor_paths': [path],
    'qemu hypervisor.machine_type': machine,
  };
}

/** Upstream's default of a key on nodes of an architecture; of none, the first that upstream has the shim for. */
export function upstreamValue(
  shim: Shim,
  key: Key,
  architecture = shim.architectures[0] ?? 'amd64',
): Value | undefined {
  const value = key.defaults.get(shim.name);
  if (value === undefined) return undefined;
  const place = `${shim.hypervisor} ${key.table}.${key.name}`;
  const different = DIFFERENT[architecture] ?? {};
  return different[`${shim.runtime} ${place}`] ?? different[place] ?? value;
}
