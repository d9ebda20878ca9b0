/**
 * Pod and containers do not turn their AppArmor profile off.
 *
 * Looks at `securityContext.appArmorProfile.type` of the pod and of every container: `RuntimeDefault`, `Localhost` or
 * nothing is allowed. And at the annotations `container.apparmor.security.beta.kubernetes.io/*`: `runtime/default`,
 * `localhost/…`, empty or nothing.
 * Upstream: policy/check_appArmorProfile.go.
 */

import type { Check, Offence } from '../check.js';
import { plural, quoted, settersOf, valuesOf } from '../detail.js';
import { quotedAsGo } from '../go-text.js';
import type { Container, Pod } from '../pod.js';
import { isForbidden, typeOfProfile } from '../profile-type.js';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

export const APP_ARMOR_PROFILE: Check = {
  id: 'appArmorProfile',
  level: 'baseline',
  revisions: [
    {
      since: 0,
      pod({ annotations, securityContext }, report) {
        const value = typeOfProfile(securityContext.appArmorProfile);
        if (isForbidden(value)) report({ at: ['spec', 'securityContext', 'appArmorProfile', 'type'], value });
        for (const key in annotations) {
          const profile = annotations[key];
          if (!key.startsWith(ANNOTATION) || typeof profile !== 'string' || isAllowed(profile)) continue;
          report({
            about: key.slice(ANNOTATION.length),
            at: ['metadata', 'annotations', key],
            value: `${key}=${quotedAsGo(profile)}`,
            kind: 'annotation',
          });
        }
      },
      container(container, pod, report) {
        const value = typeOfProfile(container.securityContext.appArmorProfile) ?? annotated(container, pod);
        if (isForbidden(value)) report({ container, at: ['securityContext', 'appArmorProfile', 'type'], value });
      },
      describe(offences) {
        const annotations = offences.filter(({ kind }) => kind === 'annotation');
        const fields = offences.filter(({ kind }) => kind !== 'annotation');
        const values = [...valuesOf(fields), ...valuesOf(annotations)];
        return {
          reason: plural(values.length, 'forbidden AppArmor profile'),
          detail: `${setters(fields, annotations)} must not set AppArmor profile type to ${quoted(values)}`,
        };
      },
    },
  ],
};

function isAllowed(profile: string): boolean {
  return profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/');
}

function setters(fields: readonly Offence[], annotations: readonly Offence[]): string {
  return [
    ...(fields.length > 0 ? [settersOf(fields)] : []),
    ...(annotations.length > 0 ? [plural(annotations.length, 'annotation')] : []),
  ].join(' and ');
}

/**
 * From 1.30 the API server has written what the annotation says into the container's field before it judges, unless the
 * pod says the same (pkg/registry/core/pod/strategy.go, applyAppArmorVersionSkew). Other annotations that do so are allowed.
 */
function annotated({ name }: Container, pod: Pod): string | undefined {
  if (pod.isWindows || pod.annotations[ANNOTATION + name] !== 'unconfined') return undefined;
  return typeOfProfile(pod.securityContext.appArmorProfile) === 'Unconfined' ? undefined : 'Unconfined';
}
