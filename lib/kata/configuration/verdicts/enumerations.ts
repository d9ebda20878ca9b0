import type { Shim } from '../../shims.js';
import type { TableName } from '../declared.js';
import { BLOCK_DRIVERS, blockDriverOf } from './block-driver-names.js';
import { type Check, declaredText } from './subject.js';
import { alternatives, kata, keyTitle, runtimeTitle, shown } from './wording.js';

/** Values that a loader takes by name, with what it says of others. An empty one means its default. */
interface Enumeration {
  readonly runtime: Shim['runtime'];
  readonly table: TableName;
  readonly name: string;
  readonly values: readonly string[];
  readonly words: (value: string) => string;
  /** Taken for another value, which is a verdict of its own. */
  readonly replaced?: string;
}

// src/runtime/pkg/katautils/config.go, and for the cache src/runtime/virtcontainers/virtiofsd.go, which is first
// asked when a sandbox is created.
const GO_AIO = ['io_uring', 'native', 'threads'];
const GO_SHARED = ['virtio-9p', 'virtio-fs', 'virtio-fs-nydus', 'none'];
const GO_MONITORS = ['hmp', 'qmp', 'qmp-pretty'];
// src/libs/kata-types/src/config/hypervisor/mod.rs and ../runtime.rs.
const NETWORKS = ['macvtap', 'tcfilter', 'none'];
const VFIO_MODES = ['vfio', 'guest-kernel'];

function go(table: TableName, name: string, values: readonly string[], words: Enumeration['words']): Enumeration {
  return { runtime: 'go', table, name, values, words };
}

function rust(table: TableName, name: string, values: readonly string[], words: Enumeration['words']): Enumeration {
  return { runtime: 'runtime-rs', table, name, values, words };
}

/** As Go prints a slice. */
const list = (values: readonly string[]) => `[${values.join(' ')}]`;

const ENUMERATIONS: readonly Enumeration[] = [
  go(
    'hypervisor',
    'block_device_driver',
    BLOCK_DRIVERS.go,
    (value) =>
      `Invalid hypervisor block storage driver ${value} specified (supported drivers: ${list(BLOCK_DRIVERS.go)})`,
  ),
  go(
    'hypervisor',
    'block_device_aio',
    GO_AIO,
    (value) => `Invalid hypervisor block storage I/O mechanism  ${value} specified (supported AIO: ${list(GO_AIO)})`,
  ),
  go(
    'hypervisor',
    'shared_fs',
    GO_SHARED,
    (value) => `Invalid hypervisor shared file system ${value} specified (supported file systems: ${list(GO_SHARED)})`,
  ),
  go(
    'hypervisor',
    'extra_monitor_socket',
    GO_MONITORS,
    (value) => `Invalid hypervisor extra monitor socket ${value} specified (supported values: ${list(GO_MONITORS)})`,
  ),
  go(
    'hypervisor',
    'virtio_fs_cache',
    ['never', 'metadata', 'auto', 'always'],
    (value) => `Invalid virtio-fs cache mode: ${value}`,
  ),
  go('runtime', 'internetworking_model', NETWORKS, (value) => `Unknown type ${value}`),
  go('runtime', 'vfio_mode', VFIO_MODES, (value) => `Unknown VFIO mode ${value}`),
  rust(
    'hypervisor',
    'block_device_driver',
    BLOCK_DRIVERS['runtime-rs'],
    (value) => `${value} is unsupported block device type.`,
  ),
  rust(
    'hypervisor',
    'vm_rootfs_driver',
    BLOCK_DRIVERS['runtime-rs'],
    (value) => `${value} is unsupported block device type.`,
  ),
  rust(
    'hypervisor',
    'shared_fs',
    ['virtio-fs', 'inline-virtio-fs', 'virtio-fs-nydus', 'none'],
    (value) => `Invalid shared_fs type ${value}`,
  ),
  {
    ...rust(
      'hypervisor',
      'virtio_fs_cache',
      ['never', 'auto', 'always'],
      (value) => `Invalid virtio-fs cache mode: ${value}`,
    ),
    replaced: 'none',
  },
  rust(
    'runtime',
    'internetworking_model',
    [...NETWORKS, 'l3forwarding'],
    (value) => `Invalid internetworking_model \`${value}\` in configuration file`,
  ),
  rust('runtime', 'vfio_mode', VFIO_MODES, (value) => `Invalid vfio_mode \`${value}\` in configuration file`),
];

export const enumerations: Check = function* (subject) {
  const { shim } = subject;
  for (const { runtime, table, name, values, words, replaced } of ENUMERATIONS) {
    if (runtime !== shim.runtime) continue;
    const value = declaredText(subject, table, name);
    if (value === undefined || ['', replaced, ...values].includes(value)) continue;
    const message = `${keyTitle(shim, table, name)}: found ${shown(value)}, allowed is ${alternatives(values)}${kata(words(value))}`;
    const driver = name.endsWith('_driver') ? blockDriverOf(shim, value) : undefined;
    yield driver === undefined
      ? { path: [table, name], message, meant: { found: value, among: values } }
      : {
          path: [table, name],
          message,
          hint: `${shown(value)} is what ${runtimeTitle(runtime === 'go' ? 'runtime-rs' : 'go')} calls it; write ${shown(driver)}`,
        };
  }
};
