/**
 * No volume is a folder of the node.
 *
 * Looks at `hostPath` of every volume; nothing is allowed.
 * Upstream: policy/check_hostPathVolumes.go.
 */

import type { Check } from '../check.js';
import { named, volumeNames } from '../detail.js';
import { listOf, mappingOf, textOf } from '../pod.js';

export const HOST_PATH_VOLUMES: Check = {
  id: 'hostPathVolumes',
  level: 'baseline',
  revisions: [
    {
      since: 0,
      pod({ spec }, report) {
        for (const [index, item] of listOf(spec.volumes).entries()) {
          const volume = mappingOf(item);
          if ((volume.hostPath ?? null) !== null)
            report({ at: ['spec', 'volumes', index, 'hostPath'], volume: textOf(volume.name) });
        }
      },
      describe: (offences) => ({
        reason: 'hostPath volumes',
        detail: named('volume', volumeNames(offences)),
      }),
    },
  ],
};
