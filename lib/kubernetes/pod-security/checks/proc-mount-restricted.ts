/**
 * Containers keep the runtime's masks over /proc, whether or not the pod has a user namespace of its own.
 *
 * Looks at `securityContext.procMount` of every container; `Default` or nothing is allowed. From 1.35, when the check of
 * level baseline began to make an exception.
 * Upstream: policy/check_procMount_restricted.go.
 */

import type { Check } from '../check.js';
import { FROM_0 } from './proc-mount.js';

export const PROC_MOUNT_RESTRICTED: Check = {
  id: 'procMount_restricted',
  level: 'restricted',
  revisions: [{ ...FROM_0, since: 35, overrides: 'procMount' }],
};
