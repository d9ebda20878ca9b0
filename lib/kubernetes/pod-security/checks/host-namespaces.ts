/**
 * The pod shares no network, process or IPC namespace with its node.
 *
 * Looks at `spec.hostNetwork`, `spec.hostPID` and `spec.hostIPC`; false or nothing is allowed.
 * Upstream: policy/check_hostNamespaces.go.
 */

import type { Check } from '../check.js';

const FIELDS = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

export const HOST_NAMESPACES: Check = {
  id: 'hostNamespaces',
  level: 'baseline',
  revisions: [
    {
      since: 0,
      pod({ spec }, report) {
        for (const field of FIELDS) if (spec[field] === true) report({ at: ['spec', field], value: `${field}=true` });
      },
      describe: (offences) => ({
        reason: 'host namespaces',
        detail: offences.map(({ value }) => value).join(', '),
      }),
    },
  ],
};
