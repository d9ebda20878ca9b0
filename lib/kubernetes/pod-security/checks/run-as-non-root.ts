/**
 * No container runs as root.
 *
 * Looks at `securityContext.runAsNonRoot` of every container, which must be true, and of the pod for containers that
 * leave it out. That of the pod is never false, even where every container says true. From 1.35 not for pods with a user
 * namespace of their own (`hostUsers: false`).
 * Upstream: policy/check_runAsNonRoot.go.
 */

import type { Check, Revision } from '../check.js';
import { containersOf, settersOf } from '../detail.js';

const from0: Revision = {
  since: 0,
  pod({ securityContext }, report) {
    if (securityContext.runAsNonRoot === false) report({ at: ['spec', 'securityContext', 'runAsNonRoot'] });
  },
  container(container, { securityContext }, report) {
    const { runAsNonRoot } = container.securityContext;
    const at = ['securityContext', 'runAsNonRoot'];
    if (runAsNonRoot === true) return;
    if (runAsNonRoot === false) report({ container, at });
    else if (securityContext.runAsNonRoot !== true) report({ container, at, kind: 'missing' });
  },
  describe(offences) {
    const explicit = offences.filter(({ kind }) => kind !== 'missing');
    const detail =
      explicit.length > 0
        ? `${settersOf(explicit)} must not set securityContext.runAsNonRoot=false`
        : `pod or ${containersOf(offences)} must set securityContext.runAsNonRoot=true`;
    return { reason: 'runAsNonRoot != true', detail, of: explicit.length > 0 ? explicit : offences };
  },
};

export const RUN_AS_NON_ROOT: Check = {
  id: 'runAsNonRoot',
  level: 'restricted',
  revisions: [from0, { ...from0, since: 35, exempts: (pod) => pod.hasUserNamespace }],
};
