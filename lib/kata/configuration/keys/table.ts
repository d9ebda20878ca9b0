import { baseName, SHIMS, type Shim } from '../../shims.js';
import type { TableName, Value } from '../declared.js';
import type { Key } from '../key.js';

type Limits = Pick<Key, 'oneOf' | 'minimum' | 'maximum' | 'unit'>;

/**
 * Upstream's defaults. On the left stand, separated by spaces, the shims that heed the key: shims by their base name, `nvidia-gpu`,
 * what keeps the guest confidential (`tdx`, `snp`, `se`, `coco`; `tee` is the first three), or a hypervisor. The narrower wins.
 */
type Defaults = Readonly<Record<string, Value>>;

interface Entry extends Limits {
  readonly type: Key['type'];
  readonly meaning: string;
  readonly written?: true;
  readonly go?: Defaults;
  readonly rust?: Defaults;
  /** Where one runtime takes other values than the other. */
  readonly inGo?: Limits;
  readonly inRust?: Limits;
}

/** The keys of one table, of both runtimes. */
export function keysIn(table: TableName, entries: Readonly<Record<string, Entry>>): Key[] {
  return Object.entries(entries).flatMap(([name, { go, rust, inGo, inRust, written = false, ...entry }]) => [
    ...(go === undefined ? [] : [{ ...entry, ...inGo, table, name, written, ...inRuntime('go', go) }]),
    ...(rust === undefined ? [] : [{ ...entry, ...inRust, table, name, written, ...inRuntime('runtime-rs', rust) }]),
  ]);
}

function inRuntime(runtime: Shim['runtime'], defaults: Defaults): Pick<Key, 'runtime' | 'defaults'> {
  const byName = new Map(
    Object.entries(defaults).flatMap(([names, value]) => names.split(' ').map((name) => [name, value])),
  );
  const found = new Map<string, Value>();
  for (const [shim, kinds] of KINDS[runtime]) {
    const name = kinds.find((each) => byName.has(each));
    const value = name === undefined ? undefined : byName.get(name);
    if (value !== undefined) found.set(shim, value);
  }
  return { runtime, defaults: found };
}

/** What a shim may be called on the left of its defaults; the narrowest first. */
export function kindsOf(shim: Shim): string[] {
  const base = baseName(shim);
  const { confidential, hypervisor } = shim;
  return [
    base,
    ...(confidential === undefined ? [] : [confidential]),
    ...(confidential === undefined || confidential === 'coco' ? [] : ['tee']),
    ...(base.startsWith('qemu-nvidia-gpu') ? ['nvidia-gpu'] : []),
    hypervisor,
  ];
}

function kindsIn(runtime: Shim['runtime']): ReadonlyMap<string, readonly string[]> {
  const shims = [...SHIMS.values()].filter((shim) => shim.runtime === runtime);
  return new Map(shims.map((shim) => [shim.name, kindsOf(shim)]));
}

/** By name of the shim; worked out once, as some 250 keys ask at every start. */
const KINDS: Readonly<Record<Shim['runtime'], ReadonlyMap<string, readonly string[]>>> = {
  go: kindsIn('go'),
  'runtime-rs': kindsIn('runtime-rs'),
};
