import { type Check, declaredOf, isOn } from './subject.js';
import { keyTitle } from './wording.js';

const NUMA = ['hypervisor', 'enable_numa'] as const;
const STATIC = ['runtime', 'static_sandbox_resource_mgmt'] as const;

/** checkNumaConfig: nodes of memory are laid out before the virtual machine starts, so its size must be known. */
export const numa: Check = function* (subject) {
  const { shim } = subject;
  const path = declaredOf(subject, NUMA, STATIC);
  if (!isOn(subject, ...NUMA) || path === undefined) return;
  if (subject.value(...STATIC) === false)
    yield {
      path,
      message: `${keyTitle(shim, ...NUMA)} is true and static_sandbox_resource_mgmt is false; Kata refuses this on a node with more than one NUMA node`,
      hint: 'set [runtime] static_sandbox_resource_mgmt to true',
    };
};
