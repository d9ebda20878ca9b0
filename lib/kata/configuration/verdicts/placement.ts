import { SHIMS, type Shim } from '../../shims.js';
import { type Declared, TABLES, type TableName } from '../declared.js';
import { keyNamed, keysOf } from '../keys.js';
import { counterpartIn } from './counterparts.js';
import type { Check, Subject } from './subject.js';
import type { Verdict } from './verdict.js';
import { whyWithoutEffect } from './without-effect.js';
import { keyTitle, runtimeTitle, tableTitle } from './wording.js';

/** Keys that Kata does not read, or reads and does nothing with. */
export const placement: Check = function* (subject) {
  for (const declared of subject.declared) {
    const { table, name } = declared;
    const said = withoutEffect(subject, declared) ?? elsewhere(subject, declared);
    if (said !== undefined) yield { path: [table, name], ...said };
  }
};

type Said = Omit<Verdict, 'path'>;

/** The runtime knows the key, and the hypervisor does not. */
function withoutEffect(subject: Subject, { table, name }: Declared): Said | undefined {
  const { shim } = subject;
  const place = `${table}.${name}`;
  if (keyNamed(shim.runtime, table, name) === undefined) return undefined;
  const why = whyWithoutEffect(subject, place);
  if (why === undefined) return undefined;
  return { message: `${keyTitle(shim, table, name)} has no effect: ${why}`, hint: removal(shim, place) };
}

/** The runtime does not know the key in this table. */
function elsewhere(subject: Subject, { table, name }: Declared): Said | undefined {
  const { shim, keys } = subject;
  const { runtime } = shim;
  if (keyNamed(runtime, table, name) !== undefined) return undefined;
  const title = keyTitle(shim, table, name);

  const tables = TABLES.filter((each) => keyNamed(runtime, each, name) !== undefined);
  const right = tables.find((each) => keys.has(`${each}.${name}`)) ?? tables[0];
  if (right !== undefined) {
    const why = whyWithoutEffect(subject, `${right}.${name}`);
    return {
      message: `${title} stands in the wrong table and ${dropped(shim, table)}; Kata reads it in ${tableTitle(shim, right)}`,
      hint: why === undefined ? `move it to \`${right}\`` : `remove it: there it has no effect either, ${why}`,
    };
  }

  const other = runtime === 'go' ? 'runtime-rs' : 'go';
  const counterpart = counterpartIn(runtime, table, name);
  if (counterpart !== undefined || TABLES.some((each) => keyNamed(other, each, name) !== undefined))
    return {
      message: `${title} is a key of ${runtimeTitle(other)}; kata-${shim.name} is ${runtimeTitle(runtime)}, where it ${dropped(shim, table)}`,
      hint: counterpart === undefined ? 'remove it' : `write ${nameIn(shim, counterpart)}`,
    };

  const among = [...keys.values()].filter((key) => key.table === table).map((key) => key.name);
  return {
    message: `${title} is no key that ${runtimeTitle(runtime)} knows; it ${dropped(shim, table)}`,
    meant: { found: name, among },
  };
}

function nameIn(shim: Shim, { table, name, unit }: NonNullable<ReturnType<typeof counterpartIn>>): string {
  return `${keyTitle(shim, table, name)}${unit === undefined ? '' : `, in ${unit}`}`;
}

/** What becomes of a key that a table does not have: `deny_unknown_fields` is on these tables of runtime-rs only. */
function dropped({ runtime }: Shim, table: TableName): string {
  const denied = runtime === 'runtime-rs' && (table.startsWith('agent') || table === 'factory');
  return denied ? 'makes runtime-rs refuse the whole file' : 'is silently ignored';
}

/** Where the key would have an effect: on other hypervisors, or on other shims of the same one. */
function removal({ runtime, hypervisor }: Shim, place: string): string {
  const heeding = [...SHIMS.values()].filter((shim) => shim.runtime === runtime && keysOf(shim).has(place));
  const others = [...new Set(heeding.map((shim) => shim.hypervisor))].filter((name) => name !== hypervisor);
  const shims = heeding.map(({ name }) => `kata-${name}`);
  if (heeding.length === 0) return 'remove it';
  return `remove it; it has an effect on ${(others.length > 0 ? others : shims).join(', ')}`;
}
