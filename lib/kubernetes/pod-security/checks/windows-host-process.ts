/**
 * On Windows, no container is a process of its node.
 *
 * Looks at `securityContext.windowsOptions.hostProcess` of the pod and of every container; false or nothing is allowed.
 * Upstream: policy/check_windowsHostProcess.go.
 */

import type { Check } from '../check.js';
import { settersOf } from '../detail.js';
import { mappingOf } from '../pod.js';

export const WINDOWS_HOST_PROCESS: Check = {
  id: 'windowsHostProcess',
  level: 'baseline',
  revisions: [
    {
      since: 0,
      pod({ securityContext }, report) {
        if (mappingOf(securityContext.windowsOptions).hostProcess === true)
          report({ at: ['spec', 'securityContext', 'windowsOptions', 'hostProcess'] });
      },
      container(container, _, report) {
        if (mappingOf(container.securityContext.windowsOptions).hostProcess === true)
          report({ container, at: ['securityContext', 'windowsOptions', 'hostProcess'] });
      },
      describe: (offences) => ({
        reason: 'hostProcess',
        detail: `${settersOf(offences)} must not set securityContext.windowsOptions.hostProcess=true`,
      }),
    },
  ],
};
