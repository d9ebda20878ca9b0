import type { Rule } from '../rule.js';
import { allowPrivilegeEscalation } from './pod-security/allow-privilege-escalation.js';
import { appArmorProfile } from './pod-security/app-armor-profile.js';
import { capabilitiesBaseline } from './pod-security/capabilities-baseline.js';
import { capabilitiesRestricted } from './pod-security/capabilities-restricted.js';
import { hostNamespaces } from './pod-security/host-namespaces.js';
import { hostPathVolumes } from './pod-security/host-path-volumes.js';
import { hostPorts } from './pod-security/host-ports.js';
import { hostProbesAndHostLifecycle } from './pod-security/host-probes-and-host-lifecycle.js';
import { privileged } from './pod-security/privileged.js';
import { procMount } from './pod-security/proc-mount.js';
import { procMountRestricted } from './pod-security/proc-mount-restricted.js';
import { restrictedVolumes } from './pod-security/restricted-volumes.js';
import { runAsNonRoot } from './pod-security/run-as-non-root.js';
import { runAsUser } from './pod-security/run-as-user.js';
import { seLinuxOptions } from './pod-security/se-linux-options.js';
import { seccompProfileBaseline } from './pod-security/seccomp-profile-baseline.js';
import { seccompProfileRestricted } from './pod-security/seccomp-profile-restricted.js';
import { sysctls } from './pod-security/sysctls.js';
import { windowsHostProcess } from './pod-security/windows-host-process.js';

/** In upstream's order: those of level baseline, then those of restricted. */
export const podSecurityRules: readonly Rule[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];
