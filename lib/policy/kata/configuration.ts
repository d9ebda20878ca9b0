import { upstreamValue } from '../../kata/configuration/architecture.js';
import { declaredValue, type TableName, type Value } from '../../kata/configuration/declared.js';
import { effectiveValue } from '../../kata/configuration/effective.js';
import { keyNamed } from '../../kata/configuration/keys.js';
import type { KataHandler } from './handlers.js';

/**
 * The value of a key behind a handler: as its configurations among the objects have it, where they agree; or else as it is
 * declared; or upstream's default. Undefined where nobody knows what runs there, or that does not heed the key.
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

function lookUp(handler: KataHandler, table: TableName, name: string): Value | undefined {
  const { shim, runtime, circumstances } = handler;
  if (shim === undefined) return undefined;
  const key = keyNamed(shim.runtime, table, name);
  const upstream = key?.defaults.has(shim.name) ? upstreamValue(shim, key, undefined) : undefined;
  const written = handler.written
    .filter((each) => each.shim.runtime === shim.runtime && each.shim.hypervisor === shim.hypervisor)
    .map(({ configuration }) => declaredValue(configuration, table, name) ?? upstream);
  // Pools may have different ones, and whoever declares them knows which of them counts.
  const [first] = written;
  if (first !== undefined && written.every((value) => JSON.stringify(value) === JSON.stringify(first))) return first;
  if (runtime === undefined) return upstream;
  return effectiveValue(shim, runtime.spec.configuration ?? {}, table, name, circumstances);
}

export function configuredNumber(handler: KataHandler, table: TableName, name: string): number | undefined {
  const value = configuredValue(handler, table, name);
  return typeof value === 'number' ? value : undefined;
}

/** How a key of the hypervisor is written in a sentence: `[hypervisor.clh] cold_plug_vfio`. */
export function hypervisorKey({ shim }: KataHandler, name: string): string {
  return `[hypervisor.${shim?.hypervisor ?? 'NAME'}] ${name}`;
}
