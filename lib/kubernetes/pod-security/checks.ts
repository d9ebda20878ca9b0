import type { Check, Revision } from './check.js';
import { ALLOW_PRIVILEGE_ESCALATION } from './checks/allow-privilege-escalation.js';
import { APP_ARMOR_PROFILE } from './checks/app-armor-profile.js';
import { CAPABILITIES_BASELINE } from './checks/capabilities-baseline.js';
import { CAPABILITIES_RESTRICTED } from './checks/capabilities-restricted.js';
import { HOST_NAMESPACES } from './checks/host-namespaces.js';
import { HOST_PATH_VOLUMES } from './checks/host-path-volumes.js';
import { HOST_PORTS } from './checks/host-ports.js';
import { HOST_PROBES_AND_HOST_LIFECYCLE } from './checks/host-probes-and-host-lifecycle.js';
import { PRIVILEGED } from './checks/privileged.js';
import { PROC_MOUNT } from './checks/proc-mount.js';
import { PROC_MOUNT_RESTRICTED } from './checks/proc-mount-restricted.js';
import { RESTRICTED_VOLUMES } from './checks/restricted-volumes.js';
import { RUN_AS_NON_ROOT } from './checks/run-as-non-root.js';
import { RUN_AS_USER } from './checks/run-as-user.js';
import { SE_LINUX_OPTIONS } from './checks/se-linux-options.js';
import { SECCOMP_PROFILE_BASELINE } from './checks/seccomp-profile-baseline.js';
import { SECCOMP_PROFILE_RESTRICTED } from './checks/seccomp-profile-restricted.js';
import { SYSCTLS } from './checks/sysctls.js';
import { WINDOWS_HOST_PROCESS } from './checks/windows-host-process.js';
import { NEWEST_MINOR } from './version.js';

/**
 * All checks, in the order in which violations are told: those of level baseline, then those of restricted, each by id.
 * Upstream: policy/registry.go, populate.
 */
export const CHECKS: readonly Check[] = [
  APP_ARMOR_PROFILE,
  CAPABILITIES_BASELINE,
  HOST_NAMESPACES,
  HOST_PATH_VOLUMES,
  HOST_PORTS,
  HOST_PROBES_AND_HOST_LIFECYCLE,
  PRIVILEGED,
  PROC_MOUNT,
  SE_LINUX_OPTIONS,
  SECCOMP_PROFILE_BASELINE,
  SYSCTLS,
  WINDOWS_HOST_PROCESS,
  ALLOW_PRIVILEGE_ESCALATION,
  CAPABILITIES_RESTRICTED,
  PROC_MOUNT_RESTRICTED,
  RESTRICTED_VOLUMES,
  RUN_AS_NON_ROOT,
  RUN_AS_USER,
  SECCOMP_PROFILE_RESTRICTED,
];

/** A check as it is at one version. */
export interface Demand extends Revision {
  readonly check: string;
}

/** What a level demands at the version of each minor. */
const DEMANDS = {
  baseline: ofEachMinor((minor) => demandsAt(minor, ['baseline'])),
  restricted: ofEachMinor((minor) => {
    const all = demandsAt(minor, ['baseline', 'restricted']);
    const overridden = new Set(all.map(({ overrides }) => overrides));
    return all.filter(({ check }) => !overridden.has(check));
  }),
};

export function demandsOf(level: 'baseline' | 'restricted', minor: number): readonly Demand[] {
  return DEMANDS[level][minor] ?? [];
}

function ofEachMinor<T>(make: (minor: number) => T): T[] {
  return Array.from({ length: NEWEST_MINOR + 1 }, (_, minor) => make(minor));
}

function demandsAt(minor: number, levels: readonly string[]): Demand[] {
  return CHECKS.filter(({ level }) => levels.includes(level)).flatMap(({ id, revisions }) => {
    const revision = revisions.findLast(({ since }) => since <= minor);
    return revision === undefined ? [] : [{ ...revision, check: id }];
  });
}
