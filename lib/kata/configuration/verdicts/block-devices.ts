import { BLOCK_DRIVERS } from './block-driver-names.js';
import { type Check, declaredNumber, declaredText, isOn, numberOf, type Subject } from './subject.js';
import type { Verdict } from './verdict.js';
import { alternatives, kata, keyTitle, shown } from './wording.js';

/** What the block driver of a hypervisor can be, beyond what the loader asks. */
export const blockDevices: Check = function* (subject) {
  yield* driver(subject);
  yield* sectorSizes(subject);
  yield* cache(subject);
  yield* unused(subject);
};

function* driver(subject: Subject): Generator<Verdict> {
  const { shim } = subject;
  const path = ['hypervisor', 'block_device_driver'] as const;
  const value = declaredText(subject, ...path);
  if (value === undefined || !BLOCK_DRIVERS[shim.runtime].includes(value)) return;
  const found = `${keyTitle(shim, ...path)}: found ${shown(value)}, and`;
  if (shim.runtime === 'go') {
    if (shim.hypervisor !== 'clh' || value === 'virtio-blk') return;
    // src/runtime/virtcontainers/clh.go, hotplugAddBlockDevice: a volume fails, not the sandbox.
    const words = `incorrect hypervisor configuration on 'block_device_driver': using '${value}' but only support 'virtio-blk'`;
    yield { path, message: `${found} clh plugs only "virtio-blk"${kata(words)}`, hint: 'write "virtio-blk"' };
    return;
  }
  if (isOn(subject, 'hypervisor', 'disable_block_device_use')) return;
  if (shim.hypervisor === 'qemu' && value === 'virtio-blk-mmio')
    yield { path, message: `${found} qemu does not take it${kata("Qemu doesn't support virtio-blk-mmio")}` };
  const words = `${value} is unsupported block device type.`;
  if (shim.hypervisor === 'dragonball' && !OF_DRAGONBALL.includes(value))
    yield { path, message: `${found} dragonball takes only ${alternatives(OF_DRAGONBALL)}${kata(words)}` };
}

/** src/libs/kata-types/src/config/hypervisor/dragonball.rs */
const OF_DRAGONBALL = ['virtio-blk-pci', 'virtio-blk-mmio', 'virtio-pmem'];

const LOGICAL = 'block_device_logical_sector_size';
const PHYSICAL = 'block_device_physical_sector_size';

/** 0 leaves the size to the hypervisor (kata-containers pull requests 12683 and 12807). */
function* sectorSizes(subject: Subject): Generator<Verdict> {
  let sound = true;
  for (const name of [LOGICAL, PHYSICAL]) {
    const size = declaredNumber(subject, 'hypervisor', name);
    if (size === undefined || size === 0 || isSectorSize(size)) continue;
    sound = false;
    yield {
      path: ['hypervisor', name],
      message: `${keyTitle(subject.shim, 'hypervisor', name)}: found ${shown(size)}, allowed is 0 or a power of two from 512 to 65536`,
    };
  }
  const logical = numberOf(subject, 'hypervisor', LOGICAL) ?? 0;
  const physical = numberOf(subject, 'hypervisor', PHYSICAL) ?? 0;
  if (!sound || physical === 0 || logical <= physical) return;
  const name = subject.isDeclared('hypervisor', LOGICAL) ? LOGICAL : PHYSICAL;
  yield {
    path: ['hypervisor', name],
    message: `${keyTitle(subject.shim, 'hypervisor', LOGICAL)} is ${logical}, and may not exceed ${PHYSICAL}, which is ${physical}`,
  };
}

function isSectorSize(size: number): boolean {
  return size >= 512 && size <= 65536 && Number.isInteger(Math.log2(size));
}

/** Both cache flags are read only where the options are set at all (src/runtime/virtcontainers/qemu.go). */
function* cache(subject: Subject): Generator<Verdict> {
  if (subject.shim.runtime !== 'go' || subject.value('hypervisor', 'block_device_cache_set') !== false) return;
  for (const name of ['block_device_cache_direct', 'block_device_cache_noflush']) {
    if (!subject.isDeclared('hypervisor', name) || subject.value('hypervisor', name) !== true) continue;
    yield {
      path: ['hypervisor', name],
      message: `${keyTitle(subject.shim, 'hypervisor', name)} has no effect while block_device_cache_set is false`,
      hint: 'set block_device_cache_set to true, or remove it',
    };
  }
}

/** BlockDeviceInfo::adjust_config of runtime-rs empties these where block devices are off. */
function* unused(subject: Subject): Generator<Verdict> {
  const { shim } = subject;
  if (shim.runtime !== 'runtime-rs' || subject.value('hypervisor', 'disable_block_device_use') !== true) return;
  if (!subject.isDeclared('hypervisor', 'disable_block_device_use')) return;
  for (const name of ['block_device_driver', 'enable_vhost_user_store', 'memory_offset']) {
    const value = subject.value('hypervisor', name);
    if (!subject.isDeclared('hypervisor', name) || value === false || value === 0 || value === '') continue;
    yield {
      path: ['hypervisor', name],
      message: `${keyTitle(shim, 'hypervisor', name)} has no effect: runtime-rs clears it while disable_block_device_use is true`,
      hint: 'remove one of the two',
    };
  }
}
