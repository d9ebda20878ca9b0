import type { Shim } from '../shims.js';
import type { TableName } from './declared.js';
import type { Key } from './key.js';
import { AGENT } from './keys/agent.js';
import { CONFIDENTIAL } from './keys/confidential.js';
import { DEVICES } from './keys/devices.js';
import { FACTORY } from './keys/factory.js';
import { GUEST } from './keys/guest.js';
import { MEM_AGENT } from './keys/mem-agent.js';
import { MONITOR } from './keys/monitor.js';
import { RUNTIME } from './keys/runtime.js';
import { SIZING } from './keys/sizing.js';
import { STORAGE } from './keys/storage.js';

/** Both schemas, in the order in which a configuration is written (src/runtime/config, src/runtime-rs/config). */
export const KEYS: readonly Key[] = [
  ...MONITOR,
  ...GUEST,
  ...SIZING,
  ...STORAGE,
  ...DEVICES,
  ...CONFIDENTIAL,
  ...AGENT,
  ...MEM_AGENT,
  ...RUNTIME,
  ...FACTORY,
];

function schemaOf(runtime: Shim['runtime']): ReadonlyMap<string, Key> {
  return new Map(KEYS.filter((key) => key.runtime === runtime).map((key) => [`${key.table}.${key.name}`, key]));
}

const SCHEMAS: Readonly<Record<Shim['runtime'], ReadonlyMap<string, Key>>> = {
  go: schemaOf('go'),
  'runtime-rs': schemaOf('runtime-rs'),
};

/** The keys that have an effect on a shim, by `<table>.<name>`. */
export function keysOf(shim: Shim): ReadonlyMap<string, Key> {
  const known = HEEDED.get(shim);
  if (known !== undefined) return known;
  const heeded = new Map([...SCHEMAS[shim.runtime]].filter(([, key]) => key.defaults.has(shim.name)));
  HEEDED.set(shim, heeded);
  return heeded;
}

const HEEDED = new WeakMap<Shim, ReadonlyMap<string, Key>>();

/** A key of a runtime, whether or not a certain shim heeds it. */
export function keyNamed(runtime: Shim['runtime'], table: TableName, name: string): Key | undefined {
  return SCHEMAS[runtime].get(`${table}.${name}`);
}
