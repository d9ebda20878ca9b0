import { upstreamValue } from '../../kata/configuration/architecture.js';
import type { TableName, Value } from '../../kata/configuration/declared.js';
import { effectiveValue } from '../../kata/configuration/effective.js';
import { keyNamed } from '../../kata/configuration/keys.js';
import type { KataHandler } from './handlers.js';

/**
 * The value of a key behind a handler: declared, or else what is written there; upstream's default where nobody declares
 * the handler. Undefined where nobody knows what runs there, or that does not heed the key.
 */
export function configuredValue(handler: KataHandler, table: TableName, name: string): Value | undefined {
  const key = `${table}.${name}`;
  const known = VALUES.get(handler) ?? new Map<string, Value | undefined>();
  VALUES.set(handler, known);
  if (!known.has(key)) known.set(key, lookUp(handler, table, name));
  return known.get(key);
}

/** Many pods ask for the same. */
const VALUES = new WeakMap<KataHandler, Map<string, Value | undefined>>();

function lookUp({ shim, runtime, circumstances }: KataHandler, table: TableName, name: string): Value | undefined {
  if (shim === undefined) return undefined;
  if (runtime !== undefined) return effectiveValue(shim, runtime.spec.configuration ?? {}, table, name, circumstances);
  const key = keyNamed(shim.runtime, table, name);
  return key?.defaults.has(shim.name) ? upstreamValue(shim, key, undefined) : undefined;
}

export function configuredNumber(handler: KataHandler, table: TableName, name: string): number | undefined {
  const value = configuredValue(handler, table, name);
  return typeof value === 'number' ? value : undefined;
}

/** How a key of the hypervisor is written in a sentence: `[hypervisor.clh] cold_plug_vfio`. */
export function hypervisorKey({ shim }: KataHandler, name: string): string {
  return `[hypervisor.${shim?.hypervisor ?? 'NAME'}] ${name}`;
}
