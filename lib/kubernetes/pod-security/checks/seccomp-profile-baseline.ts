/**
 * Pod and containers do not turn the filter of system calls off.
 *
 * To 1.18, looks at the annotations `seccomp.security.alpha.kubernetes.io/pod` and
 * `container.seccomp.security.alpha.kubernetes.io/<container>`: `runtime/default`, `docker/default`, `localhost/…` or
 * nothing is allowed. From 1.19, at `securityContext.seccompProfile.type` of the pod and of every container:
 * `RuntimeDefault`, `Localhost` or nothing.
 * Upstream: policy/check_seccompProfile_baseline.go.
 */

import type { Check, Offence, Report, Revision } from '../check.js';
import { plural, quoted, settersOf, valuesOf } from '../detail.js';
import { quotedAsGo } from '../go-text.js';
import type { Container, Pod } from '../pod.js';
import { isForbidden, typeOfProfile } from '../profile-type.js';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';

const annotations: Revision = {
  since: 0,
  pod: (pod, report) => reportAnnotation(pod, POD_ANNOTATION, {}, report),
  container: (container, pod, report) =>
    reportAnnotation(pod, CONTAINER_ANNOTATION + container.name, { about: container.name }, report),
  describe(offences) {
    const forbidden = valuesOf(offences);
    return {
      reason: 'seccompProfile',
      detail: `forbidden ${plural(forbidden.length, 'annotation')} ${forbidden.join(', ')}`,
    };
  },
};

export const SECCOMP_PROFILE_BASELINE: Check = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  revisions: [
    annotations,
    {
      since: 19,
      pod: reportPodProfile,
      container: reportContainerProfile,
      describe: (offences) => ({ reason: 'seccompProfile', detail: forbiddenTypes(offences) }),
    },
  ],
};

export function reportPodProfile({ securityContext }: Pod, report: Report): void {
  const value = typeOfProfile(securityContext.seccompProfile);
  if (isForbidden(value)) report({ at: ['spec', 'securityContext', 'seccompProfile', 'type'], value });
}

export function reportContainerProfile(container: Container, _: Pod, report: Report): void {
  const value = typeOfProfile(container.securityContext.seccompProfile);
  if (isForbidden(value)) report({ container, at: ['securityContext', 'seccompProfile', 'type'], value });
}

export function forbiddenTypes(offences: readonly Offence[]): string {
  return `${settersOf(offences)} must not set securityContext.seccompProfile.type to ${quoted(valuesOf(offences))}`;
}

function reportAnnotation({ annotations }: Pod, key: string, about: Pick<Offence, 'about'>, report: Report): void {
  const value = annotations[key];
  if (typeof value !== 'string') return;
  if (value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/')) return;
  report({ ...about, at: ['metadata', 'annotations', key], value: `${key}=${quotedAsGo(value)}` });
}
