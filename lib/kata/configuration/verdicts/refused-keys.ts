import type { Value } from '../declared.js';
import type { Check } from './subject.js';
import { kata, keyTitle, shown } from './wording.js';

/**
 * Keys that a hypervisor does not merely ignore: runtime-rs stops when they are set (src/libs/kata-types/src/config/hypervisor:
 * ch.rs, qemu.rs, dragonball.rs), and so does the Go runtime (checkFactoryConfig).
 */
const DRAGONBALL: Readonly<Record<string, string>> = {
  path: 'Path for dragonball hypervisor should be empty',
  valid_hypervisor_paths: 'Valid hypervisor path for dragonball hypervisor should be empty',
  ctlpath: 'CtlPath for dragonball hypervisor should be empty',
  valid_ctlpaths: 'CtlPath for dragonball hypervisor should be empty',
  enable_iothreads: "dragonball hypervisor doesn't support IO threads.",
  firmware: 'Firmware for dragonball hypervisor should be empty',
  enable_iommu: 'dragonball hypervisor does not support vIOMMU',
  enable_iommu_platform: 'dragonball hypervisor does not support vIOMMU',
  default_bridges: 'dragonball hypervisor does not support PCI hotplug options',
  pcie_root_port: 'dragonball hypervisor does not support PCI hotplug options',
  machine_type: 'dragonball hypervisor does not support machine_type',
  pflashes: 'dragonball hypervisor does not support pflashes',
  rootless: 'dragonball hypervisor does not support rootless mode',
};

const REFUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'runtime-rs dragonball': DRAGONBALL,
  'runtime-rs clh': {
    jailer_path: 'Path for CH jailer should be empty',
    valid_jailer_paths: 'Valid CH jailer path list should be empty',
  },
  'runtime-rs qemu': {
    jailer_path: 'Path for QEMU jailer should be empty',
    valid_jailer_paths: 'Valid Qemu jailer path list should be empty',
  },
};

export const refusedKeys: Check = function* ({ shim, declared }) {
  const words = REFUSED[`${shim.runtime} ${shim.hypervisor}`] ?? {};
  for (const { table, name, value } of declared) {
    const title = keyTitle(shim, table, name);
    const refusal = table === 'hypervisor' && Object.hasOwn(words, name) ? words[name] : undefined;
    if (refusal !== undefined && !isUnset(value))
      yield {
        path: [table, name],
        message: `${title}: found ${shown(value)}, and ${shim.hypervisor} takes only ${shown(unset(value))}${kata(refusal)}`,
        hint: 'remove it',
      };
    const cached = shim.runtime === 'go' && table === 'factory' && name === 'vm_cache_number';
    if (cached && shim.hypervisor !== 'qemu' && !isUnset(value))
      yield {
        path: [table, name],
        message: `${title}: found ${shown(value)}, and ${shim.hypervisor} takes only 0${kata('VM cache just support qemu')}`,
        hint: 'remove it, or use a shim of qemu',
      };
  }
};

/** What Rust and Go take for "not set". */
function unset(value: Value): Value {
  if (typeof value === 'boolean') return false;
  if (typeof value === 'number') return 0;
  return typeof value === 'string' ? '' : [];
}

function isUnset(value: Value): boolean {
  return Array.isArray(value) ? value.length === 0 : value === unset(value);
}
