import type { Value } from '../../kata/configuration/declared.js';
import type { Key } from '../../kata/configuration/key.js';
import { SHIMS } from '../../kata/shims.js';

const RUNTIMES = { go: 'Go runtime', 'runtime-rs': 'runtime-rs' };

/** What a key means, and of each runtime for which hypervisors it counts and what upstream's default is. */
export function describeKeys(keys: readonly [Key, ...Key[]]): string {
  const [{ meaning, unit }] = keys;
  const runtimes = keys.map((key) => {
    const hypervisors = [...new Set(shimsOf(key).map(({ hypervisor }) => hypervisor))];
    return `${RUNTIMES[key.runtime]} (${hypervisors.join(', ')}): ${rangeOf(key)}default ${defaultsOf(key)}.`;
  });
  return [meaning, ...(unit === undefined ? [] : [`In ${unit}.`]), ...runtimes].join(' ');
}

function shimsOf(key: Key) {
  return [...SHIMS.values()].filter(({ name }) => key.defaults.has(name));
}

function rangeOf({ minimum, maximum }: Key): string {
  if (minimum === undefined && maximum === undefined) return '';
  if (maximum === undefined) return `from ${minimum}, `;
  return `${minimum ?? 'up'} to ${maximum}, `;
}

/** The default that most shims have, after those of the others by name. */
function defaultsOf({ defaults }: Key): string {
  const shims = new Map<string, string[]>();
  for (const [shim, value] of defaults) shims.set(shown(value), [...(shims.get(shown(value)) ?? []), shim]);
  const [most, ...others] = [...shims].toSorted(([, a], [, b]) => b.length - a.length);
  if (others.length === 0) return most?.[0] ?? '';
  return `${others.map(([value, names]) => `${value} for ${names.join(', ')}`).join('; ')}; else ${most?.[0]}`;
}

function shown(value: Value): string {
  return typeof value === 'object' ? JSON.stringify(value) : typeof value === 'string' ? `"${value}"` : String(value);
}
