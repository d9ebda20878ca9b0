/**
 * No process gets more rights than the one that started it, as by a set-user-ID file.
 *
 * Looks at `securityContext.allowPrivilegeEscalation` of every container, which must be false. From 1.8; from 1.25 not
 * for pods of Windows, which has no such thing.
 * Upstream: policy/check_allowPrivilegeEscalation.go.
 */

import type { Check, Revision } from '../check.js';
import { containersOf } from '../detail.js';

const from8: Revision = {
  since: 8,
  container(container, _, report) {
    if (container.securityContext.allowPrivilegeEscalation !== false)
      report({ container, at: ['securityContext', 'allowPrivilegeEscalation'] });
  },
  describe: (offences) => ({
    reason: 'allowPrivilegeEscalation != false',
    detail: `${containersOf(offences)} must set securityContext.allowPrivilegeEscalation=false`,
  }),
};

export const ALLOW_PRIVILEGE_ESCALATION: Check = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  revisions: [from8, { ...from8, since: 25, exempts: (pod) => pod.isWindows }],
};
