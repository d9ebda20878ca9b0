/**
 * No container is privileged: that turns most of the walls between it and its node off.
 *
 * Looks at `securityContext.privileged` of every container; false or nothing is allowed.
 * Upstream: policy/check_privileged.go.
 */

import type { Check } from '../check.js';
import { containersOf } from '../detail.js';

export const PRIVILEGED: Check = {
  id: 'privileged',
  level: 'baseline',
  revisions: [
    {
      since: 0,
      container(container, _, report) {
        if (container.securityContext.privileged === true) report({ container, at: ['securityContext', 'privileged'] });
      },
      describe: (offences) => ({
        reason: 'privileged',
        detail: `${containersOf(offences)} must not set securityContext.privileged=true`,
      }),
    },
  ],
};
