import type { Shim } from '../../shims.js';
import type { TableName } from '../declared.js';

/** Longer values tell nobody more. */
const MAX_SHOWN = 120;

/** Where a table stands in the TOML of a shim: Go and runtime-rs keep the factory in different places. */
export function tableTitle(shim: Shim, table: TableName): string {
  if (table === 'hypervisor') return `[hypervisor.${shim.hypervisor}]`;
  if (table === 'agent') return '[agent.kata]';
  if (table === 'agent.mem_agent') return '[agent.kata.mem_agent]';
  if (table === 'factory' && shim.runtime === 'runtime-rs') return `[hypervisor.${shim.hypervisor}.factory]`;
  return `[${table}]`;
}

/** A key as a reader of the TOML would look for it: `[hypervisor.clh] machine_type`. */
export function keyTitle(shim: Shim, table: TableName, name: string): string {
  return `${tableTitle(shim, table)} ${cut(name)}`;
}

export function runtimeTitle(runtime: Shim['runtime']): string {
  return runtime === 'go' ? 'the Go runtime' : 'runtime-rs';
}

/** A value as TOML would write it. */
export function shown(value: unknown): string {
  return cut(JSON.stringify(value) ?? String(value));
}

/** `"a", "b" or "c"` */
export function alternatives(values: readonly unknown[]): string {
  const texts = values.map(shown);
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} or ${last}`;
}

/** What Kata itself says about it, in its log or in the event of the pod. */
export function kata(words: string): string {
  return ` (Kata: "${cut(words)}")`;
}

function cut(text: string): string {
  return text.length > MAX_SHOWN * 2 ? `${text.slice(0, MAX_SHOWN * 2)}…` : text;
}
