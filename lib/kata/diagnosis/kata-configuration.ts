import { isObject, valueAt } from '../../kubernetes/json.js';
import type { Configuration, Table, Value } from '../configuration/declared.js';
import { SHIMS, type Shim } from '../shims.js';
import type { TomlFile } from './bundle.js';

/** What a configuration-<shim>.toml says, as a Runtime would declare it; undefined where nobody knows of which shim it is. */
export function configurationIn(
  toml: TomlFile,
): { readonly shim: Shim; readonly configuration: Configuration } | undefined {
  const shim = shimOf(toml);
  if (shim === undefined) return undefined;
  const { data } = toml;
  const hypervisor = valueAt(data, ['hypervisor', shim.hypervisor]);
  const factory = shim.runtime === 'go' ? data.factory : valueAt(hypervisor, ['factory']);
  const agent = valueAt(data, ['agent', 'kata']);
  const memAgent = valueAt(agent, ['mem_agent']);
  return {
    shim,
    configuration: {
      hypervisor: tableOf(hypervisor),
      agent: { ...tableOf(agent), ...(isObject(memAgent) && { mem_agent: tableOf(memAgent) }) },
      runtime: tableOf(data.runtime),
      factory: tableOf(factory),
    },
  };
}

/** By its name, or else the plain one of that hypervisor and runtime. */
function shimOf({ file, data }: TomlFile): Shim | undefined {
  const tables = isObject(data.hypervisor) ? Object.keys(data.hypervisor) : [];
  // Only runtime-rs needs to be told what it runs; kata-deploy keeps what is its own below a folder of that name.
  const isRust = valueAt(data, ['runtime', 'hypervisor_name']) !== undefined || /runtime-rs[/.]/.test(file);
  const runtime = isRust ? 'runtime-rs' : 'go';
  const named = /(?:^|\/)configuration-(?:kata-)?([\w-]+)\.toml$/.exec(file)?.[1];
  const fits = (shim: Shim) => tables.length === 1 && shim.hypervisor === tables[0] && shim.runtime === runtime;
  const candidates = [...SHIMS.values()].filter(fits);
  return candidates.find(({ name }) => name === named) ?? candidates[0];
}

function tableOf(table: unknown): Table {
  if (!isObject(table)) return {};
  return Object.fromEntries(
    Object.entries(table).filter((entry): entry is [string, Value] & typeof entry => isValue(entry[1])),
  );
}

function isValue(value: unknown): value is Value {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}
