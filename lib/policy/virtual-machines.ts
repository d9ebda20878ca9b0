import { isolationOf, shimOf } from '../config/runtime.js';
import { RUNTIME_PRESETS } from '../kata/presets.js';
import { textAt } from './fields.js';
import type { KnownRuntimeClass } from './runtime-classes.js';

/** Kata's own names for its handlers; with `kata-remote` the virtual machine runs on another machine (peer pods). */
function isKata(handler: string): boolean {
  return /^kata($|-)/.test(handler) && handler !== 'kata-remote';
}

/** Whether a RuntimeClass runs pods in virtual machines of their node: as declared, or else as its handler is known. */
export function runsVirtualMachines({ object, runtime }: KnownRuntimeClass): boolean {
  if (runtime !== undefined)
    return isolationOf(runtime.spec) === 'virtual-machine' && shimOf(runtime.spec)?.hypervisor !== 'remote';
  const handler = textAt(object?.object, 'handler') ?? '';
  const preset = [...RUNTIME_PRESETS.values()].find((each) => each.handler === handler);
  if (preset === undefined) return isKata(handler);
  return preset.isolation === 'virtual-machine' && preset.shim?.hypervisor !== 'remote';
}
