import { type Check, declaredNumber, declaredOf, isOn, numberOf, type Subject } from './subject.js';
import type { KeyPath, Verdict } from './verdict.js';
import { kata, keyTitle, runtimeTitle } from './wording.js';

const VCPUS: KeyPath = ['hypervisor', 'default_vcpus'];
const MAXIMUM: KeyPath = ['hypervisor', 'default_maxvcpus'];

export const processors: Check = function* (subject) {
  yield* replaced(subject);
  yield* limits(subject);
  yield* contradiction(subject);
  yield* sizing(subject);
};

/** defaultVCPUs of katautils/config.go, CpuInfo::adjust_config of kata-types: what is put in a number's place. */
function* replaced(subject: Subject): Generator<Verdict> {
  const { shim, facts } = subject;
  const who = runtimeTitle(shim.runtime);
  const vcpus = declaredNumber(subject, ...VCPUS);
  const found = `${keyTitle(shim, ...VCPUS)}: found ${vcpus}, and ${who} silently takes`;
  if (vcpus === 0) yield { path: VCPUS, message: `${found} 1 for 0`, hint: 'write 1' };
  if (vcpus !== undefined && vcpus < 0)
    yield {
      path: VCPUS,
      message: `${found} all CPUs of the node for anything below 0`,
      hint: 'write how many vCPUs a virtual machine starts with',
    };
  for (const path of [VCPUS, MAXIMUM]) {
    const count = declaredNumber(subject, ...path);
    if (count === undefined || facts.processors === undefined || count <= facts.processors) continue;
    yield {
      path,
      message: `${keyTitle(shim, ...path)}: found ${count}, and ${who} silently takes no more than a node has; one of them has ${facts.processors} CPUs`,
    };
  }
}

/** MAX_*_VCPUS of src/libs/kata-types/src/config/default.rs. The Go runtime asks nothing; Firecracker does. */
const FIRECRACKER = 32;
const RUST = 256;

function* limits(subject: Subject): Generator<Verdict> {
  const { runtime, hypervisor } = subject.shim;
  const limit = hypervisor === 'firecracker' ? FIRECRACKER : runtime === 'runtime-rs' ? RUST : undefined;
  if (limit === undefined) return;
  for (const path of [VCPUS, MAXIMUM]) {
    const count = declaredNumber(subject, ...path);
    if (count === undefined || count <= limit) continue;
    const said =
      runtime === 'runtime-rs' && path === MAXIMUM ? kata(`${WORDS[hypervisor]} support ${count} vCPUs`) : '';
    yield {
      path,
      message: `${keyTitle(subject.shim, ...path)}: found ${count}, and ${hypervisor} runs at most ${limit} vCPUs${said}`,
      hint: `write ${limit} or less`,
    };
  }
}

const WORDS: Readonly<Record<string, string>> = {
  clh: 'CH hypervisor cannot',
  qemu: 'Qemu hypervisor can not',
  dragonball: 'dragonball hypervisor can not',
};

function* contradiction(subject: Subject): Generator<Verdict> {
  const [vcpus, most] = [numberOf(subject, ...VCPUS) ?? 0, numberOf(subject, ...MAXIMUM) ?? 0];
  const path = declaredOf(subject, MAXIMUM, VCPUS);
  if (most <= 0 || vcpus <= most || path === undefined) return;
  const end =
    subject.shim.runtime === 'go'
      ? 'no virtual machine starts with more than its maximum'
      : 'runtime-rs silently takes the smaller';
  yield { path, message: `${keyTitle(subject.shim, ...VCPUS)} is ${vcpus} and default_maxvcpus is ${most}; ${end}` };
}

/** Nothing can be added to a running Firecracker, so the virtual machine must be sized before it starts. */
function* sizing(subject: Subject): Generator<Verdict> {
  const path = ['runtime', 'static_sandbox_resource_mgmt'] as const;
  const known = subject.value(...path) !== undefined;
  if (subject.shim.hypervisor !== 'firecracker' || !known || !subject.isDeclared(...path) || isOn(subject, ...path))
    return;
  yield {
    path,
    message: `${keyTitle(subject.shim, ...path)}: found false, and firecracker adds no CPUs or memory to a running virtual machine: pods would get the default size whatever their limits are`,
    hint: 'remove it',
  };
}
