/**
 * Nobody asks for the user id of root.
 *
 * Looks at `securityContext.runAsUser` of the pod and of every container, which must not be 0. From 1.23; from 1.35 not
 * for pods with a user namespace of their own (`hostUsers: false`).
 * Upstream: policy/check_runAsUser.go.
 */

import type { Check, Revision } from '../check.js';
import { settersOf } from '../detail.js';

const from23: Revision = {
  since: 23,
  pod({ securityContext }, report) {
    if (securityContext.runAsUser === 0) report({ at: ['spec', 'securityContext', 'runAsUser'] });
  },
  container(container, _, report) {
    if (container.securityContext.runAsUser === 0) report({ container, at: ['securityContext', 'runAsUser'] });
  },
  describe: (offences) => ({ reason: 'runAsUser=0', detail: `${settersOf(offences)} must not set runAsUser=0` }),
};

export const RUN_AS_USER: Check = {
  id: 'runAsUser',
  level: 'restricted',
  revisions: [from23, { ...from23, since: 35, exempts: (pod) => pod.hasUserNamespace }],
};
