import { type Check, declaredNumber } from './subject.js';
import { keyTitle, runtimeTitle } from './wording.js';

/** Most of what the loader takes; more is replaced by it without a word (maxPCIBridges, maxHypervisorLoglevel; MAX_BRIDGE_SIZE). */
const MOST = [
  ['default_bridges', 5],
  ['hypervisor_loglevel', 3],
] as const;

export const clamped: Check = function* (subject) {
  const who = runtimeTitle(subject.shim.runtime);
  for (const [name, most] of MOST) {
    const value = declaredNumber(subject, 'hypervisor', name);
    if (value === undefined || value <= most) continue;
    yield {
      path: ['hypervisor', name],
      message: `${keyTitle(subject.shim, 'hypervisor', name)}: found ${value}, and ${who} silently takes ${most} for anything above ${most}`,
      hint: `write ${most} or less`,
    };
  }
};
