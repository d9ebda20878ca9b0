import { type Check, declaredNumber, declaredOf, isOn, numberOf, type Subject, textOf } from './subject.js';
import type { Verdict } from './verdict.js';
import { kata, keyTitle, runtimeTitle, shown } from './wording.js';

const SIZE = ['hypervisor', 'default_memory'] as const;
const MAXIMUM = ['hypervisor', 'default_maxmemory'] as const;

export const memory: Check = function* (subject) {
  yield* minimum(subject);
  yield* maximum(subject);
  yield* slots(subject);
  yield* initrd(subject);
  yield* vhostUserStore(subject);
};

/** MinHypervisorMemory of src/runtime/virtcontainers, and what defaultMemSz takes below it. */
const GO_MINIMUM = 256;
const GO_DEFAULT = 2048;
/** src/libs/kata-types/src/config/default.rs: 0 is not too little, it is "not set". */
const RUST_DEFAULT = 128;
const RUST_MINIMUM = 64;
/** How each plugin of runtime-rs calls its hypervisor. */
const TITLES: Readonly<Record<string, string>> = { clh: 'CH', qemu: 'Qemu', dragonball: 'dragonball' };

function* minimum(subject: Subject): Generator<Verdict> {
  const { runtime, hypervisor } = subject.shim;
  const size = declaredNumber(subject, ...SIZE);
  if (size === undefined || size < 0) return;
  const found = `${keyTitle(subject.shim, ...SIZE)}: found ${size}, and`;
  if (runtime === 'go') {
    if (size < GO_MINIMUM)
      yield {
        path: SIZE,
        message: `${found} the Go runtime silently takes ${GO_DEFAULT} MiB for anything below ${GO_MINIMUM}`,
        hint: `write ${GO_MINIMUM} or more`,
      };
    return;
  }
  const hint = `write ${RUST_MINIMUM} or more`;
  const words = `${TITLES[hypervisor]} hypervisor has minimal memory limitation ${RUST_MINIMUM}`;
  if (size === 0) yield { path: SIZE, message: `${found} runtime-rs silently takes ${RUST_DEFAULT} MiB for it`, hint };
  else if (size < RUST_MINIMUM)
    yield { path: SIZE, message: `${found} ${hypervisor} needs ${RUST_MINIMUM} MiB${kata(words)}`, hint };
}

/** validateHypervisorConfig of src/runtime/virtcontainers/hypervisor_config_linux.go; 0 is all that the node has. */
function* maximum(subject: Subject): Generator<Verdict> {
  const [size, most] = [numberOf(subject, ...SIZE) ?? 0, numberOf(subject, ...MAXIMUM) ?? 0];
  const path = declaredOf(subject, MAXIMUM, SIZE);
  if (subject.shim.runtime !== 'go' || most <= 0 || size <= most || path === undefined) return;
  yield {
    path,
    message: `${keyTitle(subject.shim, ...SIZE)} is ${size} and default_maxmemory is ${most}; the Go runtime silently takes the smaller`,
  };
}

/** defaultMemSlots in Go, DEFAULT_*_MEMORY_SLOTS in runtime-rs. */
function* slots(subject: Subject): Generator<Verdict> {
  const path = ['hypervisor', 'memory_slots'] as const;
  if (declaredNumber(subject, ...path) !== 0) return;
  const taken = subject.shim.runtime === 'go' ? 10 : 128;
  const who = runtimeTitle(subject.shim.runtime);
  yield { path, message: `${keyTitle(subject.shim, ...path)}: found 0, and ${who} silently takes ${taken} for it` };
}

/** checkHypervisorConfig: an initrd is read into memory whole. */
function* initrd(subject: Subject): Generator<Verdict> {
  const { shim, facts } = subject;
  const [size, file] = [numberOf(subject, ...SIZE) ?? 0, textOf(subject, 'hypervisor', 'initrd') ?? ''];
  const path = declaredOf(subject, ['hypervisor', 'initrd'], SIZE);
  if (shim.runtime !== 'go' || file === '' || facts.initrd === undefined || size < GO_MINIMUM) return;
  if (facts.initrd < size || path === undefined) return;
  const words = `VM memory (${size}MB) smaller than image "${file}" size (${facts.initrd}MB)`;
  yield {
    path,
    message: `${keyTitle(shim, 'hypervisor', 'initrd')} ${shown(file)} has ${facts.initrd} MiB and default_memory is ${size}; the initrd must fit into the memory${kata(words)}`,
  };
}

/** src/runtime/virtcontainers/qemu.go, CreateVM */
function* vhostUserStore(subject: Subject): Generator<Verdict> {
  const path = declaredOf(subject, ['hypervisor', 'enable_vhost_user_store'], ['hypervisor', 'enable_hugepages']);
  const on = isOn(subject, 'hypervisor', 'enable_vhost_user_store');
  if (subject.shim.runtime !== 'go' || !on || isOn(subject, 'hypervisor', 'enable_hugepages') || path === undefined)
    return;
  yield {
    path,
    message: `${keyTitle(subject.shim, 'hypervisor', 'enable_vhost_user_store')} needs enable_hugepages${kata('Vhost-user-blk/scsi is enabled without HugePages. This configuration will not work')}`,
    hint: 'set enable_hugepages to true, and reserve pages with the sysctl vm.nr_hugepages',
  };
}
