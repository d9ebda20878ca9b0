import type { Shim } from '../shims.js';
import type { Configuration } from './declared.js';
import { bindMounts } from './verdicts/bind-mounts.js';
import { blockDevices } from './verdicts/block-devices.js';
import { boot } from './verdicts/boot.js';
import { clamped } from './verdicts/clamped.js';
import { confidentialGuests } from './verdicts/confidential-guests.js';
import { debugMonitor } from './verdicts/debug-monitor.js';
import { enabledAnnotations } from './verdicts/enabled-annotations.js';
import { enumerations } from './verdicts/enumerations.js';
import { guestTemplates } from './verdicts/guest-templates.js';
import { memory } from './verdicts/memory.js';
import { networkNamespace } from './verdicts/network-namespace.js';
import { numa } from './verdicts/numa.js';
import { placement } from './verdicts/placement.js';
import { processors } from './verdicts/processors.js';
import { rateLimiters } from './verdicts/rate-limiters.js';
import { refusedKeys } from './verdicts/refused-keys.js';
import { requiredNames } from './verdicts/required-names.js';
import { sharedFilesystem } from './verdicts/shared-filesystem.js';
import { type Check, type Subject, subjectOf } from './verdicts/subject.js';
import { timeouts } from './verdicts/timeouts.js';
import { ranges, types } from './verdicts/types.js';
import type { Facts, Verdict } from './verdicts/verdict.js';
import { vfioPorts } from './verdicts/vfio-ports.js';

export type { Facts, Verdict } from './verdicts/verdict.js';

/** Whether a key may be asked about its value at all. The first answer about a key is the only one. */
const KEYS: readonly Check[] = [refusedKeys, placement, types];

/** What Kata makes of the values, in the order in which its loader asks, and then what it finds when a sandbox is created. */
const VALUES: readonly Check[] = [
  requiredNames,
  enumerations,
  blockDevices,
  sharedFilesystem,
  bindMounts,
  networkNamespace,
  memory,
  guestTemplates,
  numa,
  vfioPorts,
  processors,
  clamped,
  rateLimiters,
  timeouts,
  boot,
  confidentialGuests,
  debugMonitor,
  enabledAnnotations,
];

/**
 * What Kata would say to a configuration, and what it would not say: the same checks that its loader makes, what a
 * sandbox would fail of, and what is silently ignored or replaced. Everything at once, in the order of the declaration.
 */
export function verdictsOn(shim: Shim, configuration: Configuration, facts: Facts = {}): Verdict[] {
  const subject = subjectOf(shim, configuration, facts);
  const verdicts = firstOfEachKey(KEYS, subject, new Set());
  const faulty = new Set(verdicts.map(nameOf));
  const sound: Subject = {
    ...subject,
    value: (table, name) => (faulty.has(`${table}.${name}`) ? undefined : subject.value(table, name)),
  };
  verdicts.push(...VALUES.flatMap((check) => [...check(sound)]));
  verdicts.push(...firstOfEachKey([ranges], subject, new Set(verdicts.map(nameOf))));
  const order = new Map(subject.declared.map(({ table, name }, index) => [`${table}.${name}`, index]));
  return verdicts.sort((a, b) => (order.get(nameOf(a)) ?? 0) - (order.get(nameOf(b)) ?? 0));
}

function firstOfEachKey(checks: readonly Check[], subject: Subject, judged: Set<string>): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const check of checks)
    for (const verdict of check(subject)) {
      if (judged.has(nameOf(verdict))) continue;
      judged.add(nameOf(verdict));
      verdicts.push(verdict);
    }
  return verdicts;
}

function nameOf({ path: [table, name] }: Verdict): string {
  return `${table}.${name}`;
}
