/**
 * Containers add no capabilities but those that container runtimes give of their own accord, and of those not NET_RAW.
 *
 * Looks at `securityContext.capabilities.add` of every container.
 * Upstream: policy/check_capabilities_baseline.go.
 */

import { addedCapabilities } from '../added-capabilities.js';
import type { Check } from '../check.js';
import { containersOf, quoted, valuesOf } from '../detail.js';

const ALLOWED: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

export const CAPABILITIES_BASELINE: Check = {
  id: 'capabilities_baseline',
  level: 'baseline',
  revisions: [
    {
      since: 0,
      container: (container, _, report) => addedCapabilities(container, ALLOWED, report),
      describe: (offences) => ({
        reason: 'non-default capabilities',
        detail: `${containersOf(offences)} must not include ${quoted(valuesOf(offences))} in securityContext.capabilities.add`,
      }),
    },
  ],
};
