import { z } from 'zod';
import type { TableName } from '../../kata/configuration/declared.js';
import type { Key } from '../../kata/configuration/key.js';
import { KEYS } from '../../kata/configuration/keys.js';
import { isObject } from '../../kubernetes/json.js';
import { describeKeys } from './configuration-key.js';
import { show } from './fields.js';
import { mappingOf } from './known-keys.js';

const UNWRITABLE = /\p{Cc}|\p{Cs}/u;

const text = z.string().refine((value) => !UNWRITABLE.test(value), {
  error: (issue) => `${show(issue.input)} holds a control character, which a configuration file cannot`,
});

const value = z.union([z.boolean(), z.number(), text, z.array(text)]);

/**
 * Which keys a table may have depends on the preset, and Kata has its own word for most faults: that is for the verdicts
 * on the configuration. Editors are told of every key that one of the runtimes heeds.
 */
function table<V extends z.ZodType>(name: TableName, values: V, inner: Readonly<Record<string, z.ZodType>> = {}) {
  return mappingOf(values, () => {
    const fields = keysIn(name).map((keys) => [keys[0].name, fieldOf(keys)]);
    return z.strictObject({ ...Object.fromEntries(fields), ...inner });
  });
}

/** The keys of a table, those of the same name in both runtimes together. */
function keysIn(table: TableName): [Key, ...Key[]][] {
  const names = new Map<string, [Key, ...Key[]]>();
  for (const key of KEYS.filter((each) => each.table === table)) {
    const known = names.get(key.name);
    if (known === undefined) names.set(key.name, [key]);
    else known.push(key);
  }
  return [...names.values()];
}

/** What one of the runtimes takes; null takes away what an earlier layer declares. */
function fieldOf(keys: [Key, ...Key[]]): z.ZodType {
  return typeOf(keys).nullable().optional().describe(describeKeys(keys));
}

function typeOf(keys: [Key, ...Key[]]): z.ZodType {
  const [{ type, oneOf }] = keys;
  if (oneOf !== undefined) return z.enum([...new Set(keys.flatMap((key) => key.oneOf ?? []))]);
  if (type === 'boolean') return z.boolean();
  if (type === 'string') return z.string();
  if (type === 'strings') return z.array(z.string());
  const least = Math.min(...keys.map(({ minimum = -Infinity }) => minimum));
  const most = Math.max(...keys.map(({ maximum = Infinity }) => maximum));
  const base = type === 'integer' ? z.int() : z.number();
  return base.min(Math.max(least, Number.MIN_SAFE_INTEGER)).max(Math.min(most, Number.MAX_SAFE_INTEGER));
}

const memAgent = table('agent.mem_agent', value)
  .nullable()
  .optional()
  .describe('[agent.kata.mem_agent], runtime-rs only: gives idle memory of the guest back to the node.');

export const runtimeConfiguration = z.strictObject({
  hypervisor: table('hypervisor', value).optional().describe('[hypervisor.<name>]: the virtual machine.'),
  agent: table('agent', z.union([value, z.record(z.string(), value)]), { mem_agent: memAgent })
    .superRefine((keys, context) => {
      const tables = Object.keys(keys).filter((name) => name !== 'mem_agent' && isObject(keys[name]));
      for (const name of tables)
        context.addIssue({ code: 'custom', path: [name], message: 'no table: the only one in `agent` is `mem_agent`' });
    })
    .optional()
    .describe('[agent.kata]: what runs in the guest.'),
  runtime: table('runtime', value).optional().describe('[runtime]: what runs on the node.'),
  factory: table('factory', value)
    .optional()
    .describe('[factory], in runtime-rs [hypervisor.<name>.factory]: machines made before they are needed.'),
});
