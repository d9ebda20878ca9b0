import { type Check, declaredOf, isOn, type Subject, textOf } from './subject.js';
import type { Verdict } from './verdict.js';
import { kata, keyTitle } from './wording.js';

const CONFIDENTIAL = ['hypervisor', 'confidential_guest'] as const;

/** What Kata asks of confidential guests when a sandbox is created. */
export const confidentialGuests: Check = function* (subject) {
  yield* switchedOff(subject);
  if (!isOn(subject, ...CONFIDENTIAL)) return;
  yield* firmware(subject);
  yield* drivers(subject);
};

/** A pod that asks for kata-qemu-tdx relies on memory that the node cannot read. */
function* switchedOff(subject: Subject): Generator<Verdict> {
  const { shim } = subject;
  if (shim.confidential === undefined || shim.confidential === 'coco') return;
  const names = shim.confidential === 'snp' ? ['confidential_guest', 'sev_snp_guest'] : ['confidential_guest'];
  for (const name of names) {
    if (!subject.isDeclared('hypervisor', name) || subject.value('hypervisor', name) !== false) continue;
    yield {
      path: ['hypervisor', name],
      message: `${keyTitle(shim, 'hypervisor', name)}: found false, and kata-${shim.name} promises a guest whose memory the node cannot read`,
      hint: 'remove it, or use a shim that is not confidential',
    };
  }
}

/** enableProtection of src/runtime/virtcontainers/clh.go; Cloud Hypervisor's own kernel loader needs none otherwise. */
function* firmware(subject: Subject): Generator<Verdict> {
  const path = declaredOf(subject, CONFIDENTIAL, ['hypervisor', 'firmware']);
  const { runtime, hypervisor } = subject.shim;
  if (runtime !== 'go' || hypervisor !== 'clh' || path === undefined) return;
  if ((textOf(subject, 'hypervisor', 'firmware') ?? '') !== '') return;
  yield {
    path,
    message: `${keyTitle(subject.shim, ...CONFIDENTIAL)} is true and firmware is empty; clh starts a TDX guest from a firmware, and no SEV or SNP guest at all${kata('Firmware path is not specified')}`,
    hint: 'declare firmware, or use a shim of qemu',
  };
}

/** virtio-mmio is not hardened against a hostile host (src/libs/kata-types/src/config/hypervisor/ch.rs). */
function* drivers(subject: Subject): Generator<Verdict> {
  const { shim } = subject;
  const words =
    'Confidential guests must not use virtio-blk-mmio (use virtio-blk-pci); virtio-mmio is not hardened for CoCo';
  for (const name of ['block_device_driver', 'vm_rootfs_driver']) {
    const driver = textOf(subject, 'hypervisor', name);
    const path = declaredOf(subject, ['hypervisor', name], CONFIDENTIAL);
    if ((driver !== 'virtio-mmio' && driver !== 'virtio-blk-mmio') || path === undefined) continue;
    yield {
      path,
      message: `${keyTitle(shim, 'hypervisor', name)} is "${driver}" for a confidential guest, where it is not hardened against the host${shim.runtime === 'runtime-rs' ? kata(words) : ''}`,
      hint: `write "${shim.runtime === 'go' ? 'virtio-scsi' : 'virtio-blk-pci'}"`,
    };
  }
}
