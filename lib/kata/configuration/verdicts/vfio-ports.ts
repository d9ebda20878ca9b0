import {
  type Check,
  declaredNumber,
  declaredOf,
  declaredText,
  isOn,
  numberOf,
  type Subject,
  textOf,
} from './subject.js';
import type { KeyPath, Verdict } from './verdict.js';
import { alternatives, kata, keyTitle, shown } from './wording.js';

const PORTS = ['no-port', 'bridge-port', 'root-port', 'switch-port'];
const COLD: KeyPath = ['hypervisor', 'cold_plug_vfio'];
const HOT: KeyPath = ['hypervisor', 'hot_plug_vfio'];

/** Where devices are plugged: checkPCIeConfig of the Go loader, and what runtime-rs asks when a sandbox starts. */
export const vfioPorts: Check = function* (subject) {
  yield* both(subject);
  yield* kinds(subject);
  yield* counts(subject);
  yield* machine(subject);
  yield* rootless(subject);
};

function portOf(subject: Subject, path: KeyPath): string {
  return textOf(subject, ...path) || 'no-port';
}

function* both(subject: Subject): Generator<Verdict> {
  const [cold, hot] = [portOf(subject, COLD), portOf(subject, HOT)];
  const path = declaredOf(subject, COLD, HOT);
  if (cold === 'no-port' || hot === 'no-port' || path === undefined) return;
  // The loader does print the one for the other.
  const words = `invalid hot-plug=${cold} and cold-plug=${hot} settings, only one of them can be set`;
  const title = keyTitle(subject.shim, ...COLD);
  yield {
    path,
    message: `${title} is ${shown(cold)} and hot_plug_vfio is ${shown(hot)}; only one of them can be set${kata(words)}`,
    hint: 'set one of them to "no-port"',
  };
}

function* kinds(subject: Subject): Generator<Verdict> {
  const { runtime, hypervisor } = subject.shim;
  for (const path of [COLD, HOT]) {
    const port = declaredText(subject, ...path);
    if (port === undefined || port === '' || port === 'no-port') continue;
    const onlyRoot = hypervisor === 'clh' || runtime === 'runtime-rs';
    const allowed = onlyRoot ? ['no-port', 'root-port'] : PORTS;
    if (allowed.includes(port)) continue;
    const plug = path === COLD ? 'cold-plug' : 'hot-plug';
    const words = onlyRoot
      ? `only ${plug}=root-port supported on CLH`
      : `invalid vfio_port=${portOf(subject, COLD)} setting, allowed values ${PORTS.join(', ')}`;
    yield {
      path,
      message: `${keyTitle(subject.shim, ...path)}: found ${shown(port)}, allowed is ${alternatives(allowed)}${runtime === 'go' ? kata(words) : ''}`,
      meant: { found: port, among: allowed },
    };
  }
}

const ROOT_PORTS: KeyPath = ['hypervisor', 'pcie_root_port'];
const SWITCH_PORTS: KeyPath = ['hypervisor', 'pcie_switch_port'];
/** maxPCIeRootPorts and maxPCIeSwitchPorts of src/runtime/pkg/katautils/config.go */
const MAX_PORTS = 16;

function* counts(subject: Subject): Generator<Verdict> {
  const { shim } = subject;
  if (shim.runtime === 'go')
    for (const path of [ROOT_PORTS, SWITCH_PORTS]) {
      const ports = declaredNumber(subject, ...path);
      if (ports === undefined || ports <= MAX_PORTS) continue;
      yield {
        path,
        message: `${keyTitle(shim, ...path)}: found ${ports}, and the Go runtime silently takes ${MAX_PORTS} for anything above ${MAX_PORTS}`,
        hint: `write ${MAX_PORTS} or less`,
      };
    }
  const [root, bridged] = [numberOf(subject, ...ROOT_PORTS) ?? 0, numberOf(subject, ...SWITCH_PORTS) ?? 0];
  const path = declaredOf(subject, SWITCH_PORTS, ROOT_PORTS);
  if (shim.runtime === 'runtime-rs' && root > 0 && bridged > 0 && path !== undefined)
    yield {
      path,
      message: `${keyTitle(shim, ...ROOT_PORTS)} is ${root} and pcie_switch_port is ${bridged}; only one of them may be above 0${kata('Root Port and Switch Port set at the same time is forbidden.')}`,
      hint: 'set one of them to 0',
    };
}

/** The loader skips its checks on other machine types, which have no PCIe ports. */
function* machine(subject: Subject): Generator<Verdict> {
  const type = textOf(subject, 'hypervisor', 'machine_type');
  if (subject.shim.hypervisor !== 'qemu' || type === undefined || type === '' || ['q35', 'virt'].includes(type)) return;
  for (const path of [COLD, HOT]) {
    const at = declaredOf(subject, path, ['hypervisor', 'machine_type']);
    const port = portOf(subject, path);
    if (port === 'no-port' || at === undefined) continue;
    yield {
      path: at,
      message: `${keyTitle(subject.shim, ...path)} is ${shown(port)} on machine_type ${shown(type)}; only q35 and virt have PCIe ports, and Kata does not say so`,
    };
  }
}

/** A virtual machine monitor that runs as nobody may not open /dev/vfio (docs/how-to/how-to-run-rootless-vmm.md). */
function* rootless(subject: Subject): Generator<Verdict> {
  if (!isOn(subject, 'hypervisor', 'rootless')) return;
  for (const path of [COLD, HOT]) {
    const at = declaredOf(subject, ['hypervisor', 'rootless'], path);
    const port = portOf(subject, path);
    if (port === 'no-port' || at === undefined) continue;
    yield {
      path: at,
      message: `${keyTitle(subject.shim, 'hypervisor', 'rootless')} is true and ${path[1]} is ${shown(port)}; a rootless ${subject.shim.hypervisor} cannot open VFIO devices`,
      hint: `set ${path[1]} to "no-port", or rootless to false`,
    };
  }
}
