/**
 * System calls of every container are filtered.
 *
 * Looks at `securityContext.seccompProfile.type` of every container, and of the pod for containers without a profile:
 * `RuntimeDefault` or `Localhost`. From 1.19; from 1.25 not for pods of Windows, which has no such filter.
 * Upstream: policy/check_seccompProfile_restricted.go.
 */

import type { Check, Revision } from '../check.js';
import { containersOf } from '../detail.js';
import { isForbidden, typeOfProfile } from '../profile-type.js';
import { forbiddenTypes, reportContainerProfile, reportPodProfile } from './seccomp-profile-baseline.js';

const from19: Revision = {
  since: 19,
  overrides: 'seccompProfile_baseline',
  pod: reportPodProfile,
  container(container, pod, report) {
    if (typeOfProfile(container.securityContext.seccompProfile) !== undefined)
      return reportContainerProfile(container, pod, report);
    const ofPod = typeOfProfile(pod.securityContext.seccompProfile);
    if (ofPod === undefined || isForbidden(ofPod))
      report({ container, at: ['securityContext', 'seccompProfile', 'type'], kind: 'missing' });
  },
  describe(offences) {
    const explicit = offences.filter(({ kind }) => kind !== 'missing');
    const detail =
      explicit.length > 0
        ? forbiddenTypes(explicit)
        : `pod or ${containersOf(offences)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
    return { reason: 'seccompProfile', detail, of: explicit.length > 0 ? explicit : offences };
  },
};

export const SECCOMP_PROFILE_RESTRICTED: Check = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  revisions: [from19, { ...from19, since: 25, exempts: (pod) => pod.isWindows }],
};
