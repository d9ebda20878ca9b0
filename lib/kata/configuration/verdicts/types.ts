import type { Key } from '../key.js';
import type { Check } from './subject.js';
import { alternatives, keyTitle, shown } from './wording.js';

/** TOML has types, and both runtimes refuse a file in which a key has another than theirs. */
export const types: Check = function* ({ shim, declared, keys }) {
  for (const { table, name, value } of declared) {
    const key = keys.get(`${table}.${name}`);
    if (key === undefined || hasType(key, value)) continue;
    const message = `${keyTitle(shim, table, name)}: found ${shown(value)}, allowed is ${allowed(key)}`;
    yield { path: [table, name], message };
  }
};

/** Values that a loader takes for what they are, and that nothing more exact has been said about. */
export const ranges: Check = function* ({ shim, declared, keys }) {
  for (const { table, name, value } of declared) {
    const key = keys.get(`${table}.${name}`);
    if (key === undefined || !hasType(key, value) || isInRange(key, value)) continue;
    const message = `${keyTitle(shim, table, name)}: found ${shown(value)}, allowed is ${allowed(key)}`;
    yield { path: [table, name], message, ...meant(key, value) };
  }
};

function hasType({ type }: Key, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return Number.isFinite(value);
  if (type === 'strings') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  return typeof value === type;
}

function isInRange({ oneOf, minimum, maximum }: Key, value: unknown): boolean {
  const isNamed = oneOf === undefined || oneOf.some((each) => each === value);
  if (typeof value !== 'number') return isNamed;
  return isNamed && value >= (minimum ?? value) && value <= (maximum ?? value);
}

const ARTICLES: Readonly<Record<Key['type'], string>> = {
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  string: 'a string',
  strings: 'a list of strings',
};

function allowed({ type, oneOf, minimum, maximum, unit }: Key): string {
  if (oneOf !== undefined) return alternatives(oneOf);
  const from = minimum === undefined ? '' : ` from ${minimum}`;
  const to = maximum === undefined ? '' : ` ${minimum === undefined ? 'up ' : ''}to ${maximum}`;
  return `${ARTICLES[type]}${from}${to}${unit === undefined ? '' : ` (${unit})`}`;
}

function meant({ oneOf }: Key, value: unknown) {
  if (oneOf === undefined || typeof value !== 'string') return {};
  return { meant: { found: value, among: oneOf.map(String) } };
}
