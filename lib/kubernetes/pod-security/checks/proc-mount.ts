/**
 * Containers keep the runtime's masks over /proc.
 *
 * Looks at `securityContext.procMount` of every container; `Default` or nothing is allowed. From 1.35 anything in pods
 * with a user namespace of their own (`hostUsers: false`).
 * Upstream: policy/check_procMount_baseline.go.
 */

import type { Check, Revision } from '../check.js';
import { containersOf, quoted, valuesOf } from '../detail.js';

export const FROM_0: Revision = {
  since: 0,
  container(container, _, report) {
    const value = container.securityContext.procMount;
    if (typeof value === 'string' && value !== 'Default')
      report({ container, at: ['securityContext', 'procMount'], value });
  },
  describe: (offences) => ({
    reason: 'procMount',
    detail: `${containersOf(offences)} must not set securityContext.procMount to ${quoted(valuesOf(offences))}`,
  }),
};

export const PROC_MOUNT: Check = {
  id: 'procMount',
  level: 'baseline',
  revisions: [FROM_0, { ...FROM_0, since: 35, exempts: (pod) => pod.hasUserNamespace }],
};
