import { RUNTIME_PRESETS, type RuntimePreset } from '../kata/presets.js';
import type { Shim } from '../kata/shims.js';
import type { Toleration } from '../kubernetes/toleration.js';
import type { RuntimeSpec } from './schema/runtime.js';

function presetOf(spec: RuntimeSpec): RuntimePreset | undefined {
  return spec.preset === undefined ? undefined : RUNTIME_PRESETS.get(spec.preset);
}

/** The handler as containerd or CRI-O knows it; what is declared wins over the preset. */
export function handlerOf(spec: RuntimeSpec): string {
  const handler = spec.handler ?? presetOf(spec)?.handler;
  if (handler === undefined) throw new Error('a Runtime without a handler passed its schema');
  return handler;
}

/** Of Kata's presets: how upstream runs it. */
export function shimOf(spec: RuntimeSpec): Shim | undefined {
  return presetOf(spec)?.shim;
}

export function overheadOf(spec: RuntimeSpec): RuntimeSpec['overhead'] {
  return spec.overhead ?? presetOf(spec)?.overhead;
}

export function nodeSelectorOf(spec: RuntimeSpec): Readonly<Record<string, string>> {
  return spec.nodeSelector ?? presetOf(spec)?.nodeSelector ?? {};
}

/** Whether it puts a virtual machine, or anything at all, between a workload and the node's kernel. */
export function isolationOf(spec: RuntimeSpec): RuntimePreset['isolation'] {
  return spec.isolation ?? presetOf(spec)?.isolation ?? 'none';
}

export function tolerationsOf(spec: RuntimeSpec): Toleration[] {
  return Object.entries(spec.tolerations).map(([key, { value, effect }]) => ({
    key,
    operator: value === undefined ? 'Exists' : 'Equal',
    ...(value === undefined ? {} : { value }),
    ...(effect === undefined ? {} : { effect }),
  }));
}
