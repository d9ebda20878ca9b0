import type { Shim } from '../shims.js';
import { type TomlTable, type TomlValue, tomlText } from '../toml.js';
import { upstreamValue } from './architecture.js';
import { type Configuration, declaredIn, declaredValue, type TableName, type Value } from './declared.js';
import { type Circumstances, chosenValue } from './effective.js';
import type { Key } from './key.js';
import { keysOf } from './keys.js';

interface Rendering extends Circumstances {
  /** The folder with the artifact's files on the node, absolute: what upstream has in /opt/kata. */
  readonly artifacts: string;
}

/**
 * The text of `configuration-<handler>.toml`: what is declared, what the runtime cannot do without, what it would take
 * otherwise than upstream's own file, and the defaults that are to be read there. Throws for what TOML cannot hold.
 */
export function renderConfiguration(shim: Shim, configuration: Configuration, rendering: Rendering): string {
  const keys = keysOf(shim);
  const known = [...keys.values()].flatMap((key): Written[] => {
    const value = writtenValue(shim, configuration, key, rendering);
    return value === undefined ? [] : [{ table: key.table, name: key.name, value }];
  });
  const more = declaredIn(configuration).filter(({ table, name }) => !keys.has(`${table}.${name}`));
  return tomlText(documentOf(shim, [...known, ...more]));
}

interface Written {
  readonly table: TableName;
  readonly name: string;
  readonly value: Value;
}

function writtenValue(shim: Shim, configuration: Configuration, key: Key, rendering: Rendering): Value | undefined {
  const declared = declaredValue(configuration, key.table, key.name);
  // TOML would take a negative zero for a float, which no integer key may be.
  if (declared !== undefined) return declared === 0 ? 0 : declared;
  const chosen = chosenValue(configuration, key, rendering);
  if (chosen !== undefined) return chosen === '' ? undefined : chosen;
  const upstream = key.written ? upstreamValue(shim, key, rendering.architecture) : undefined;
  return upstream === undefined || isNothing(upstream) ? undefined : inArtifacts(upstream, rendering.artifacts);
}

/** What both loaders take where nothing stands. */
function isNothing(value: Value): boolean {
  return value === '' || value === 0 || value === false;
}

const UPSTREAM = '/opt/kata/';

/** Upstream's files by the name that they have on the node. */
function inArtifacts(value: Value, artifacts: string): Value {
  const moved = (text: string) => (text.startsWith(UPSTREAM) ? `${artifacts}/${text.slice(UPSTREAM.length)}` : text);
  if (typeof value === 'string') return moved(value);
  return typeof value === 'object' ? value.map(moved) : value;
}

/** Where each table stands in the TOML. */
function documentOf({ runtime, hypervisor }: Shim, written: readonly Written[]): TomlTable {
  const table = (name: TableName): Record<string, TomlValue> =>
    Object.fromEntries(written.filter((each) => each.table === name).map(({ name: key, value }) => [key, value]));
  const factory = within('factory', table('factory'));
  const memAgent = within('mem_agent', table('agent.mem_agent'));
  return {
    hypervisor: { [hypervisor]: { ...table('hypervisor'), ...(runtime === 'runtime-rs' ? factory : {}) } },
    ...(runtime === 'go' ? factory : {}),
    agent: { kata: { ...table('agent'), ...memAgent } },
    runtime: table('runtime'),
  };
}

/** A table that has nothing to say is left out. */
function within(name: string, table: TomlTable): TomlTable {
  return Object.keys(table).length === 0 ? {} : { [name]: table };
}
