/**
 * Containers drop all capabilities, and add at most NET_BIND_SERVICE.
 *
 * Looks at `securityContext.capabilities.drop`, which must include ALL, and `.add` of every container. From 1.22; from
 * 1.25 not for pods of Windows, which has no capabilities.
 * Upstream: policy/check_capabilities_restricted.go.
 */

import { addedCapabilities } from '../added-capabilities.js';
import type { Check, Revision } from '../check.js';
import { containersOf, quoted, valuesOf } from '../detail.js';
import { listOf, mappingOf } from '../pod.js';

const ALLOWED: ReadonlySet<string> = new Set(['NET_BIND_SERVICE']);

const from22: Revision = {
  since: 22,
  overrides: 'capabilities_baseline',
  container(container, _, report) {
    const { drop } = mappingOf(container.securityContext.capabilities);
    if (!listOf(drop).includes('ALL'))
      report({ container, at: ['securityContext', 'capabilities', 'drop'], kind: 'drop' });
    addedCapabilities(container, ALLOWED, report);
  },
  describe(offences) {
    const missing = offences.filter(({ kind }) => kind === 'drop');
    const added = offences.filter(({ kind }) => kind !== 'drop');
    const details: string[] = [];
    if (missing.length > 0) details.push(`${containersOf(missing)} must set securityContext.capabilities.drop=["ALL"]`);
    if (added.length > 0)
      details.push(
        `${containersOf(added)} must not include ${quoted(valuesOf(added))} in securityContext.capabilities.add`,
      );
    return { reason: 'unrestricted capabilities', detail: details.join('; ') };
  },
};

export const CAPABILITIES_RESTRICTED: Check = {
  id: 'capabilities_restricted',
  level: 'restricted',
  revisions: [from22, { ...from22, since: 25, exempts: (pod) => pod.isWindows }],
};
