/**
 * Pod and containers run under the container types of SELinux, and under no user or role of their choice.
 *
 * Looks at `securityContext.seLinuxOptions` of the pod and of every container: `type`, `user`, `role`. From 1.31
 * `container_engine_t` is allowed too.
 * Upstream: policy/check_seLinuxOptions.go.
 */

import type { JsonObject, Path } from '../../json.js';
import type { Check, Offence, Revision } from '../check.js';
import { named, settersOf, valuesOf } from '../detail.js';
import { mappingOf, textOf } from '../pod.js';

/** Types that are allowed, by the minor of the version from which they are. */
const TYPES: readonly (readonly [since: number, types: readonly string[]])[] = [
  [0, ['', 'container_t', 'container_init_t', 'container_kvm_t']],
  [31, ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']],
];

export const SE_LINUX_OPTIONS: Check = {
  id: 'seLinuxOptions',
  level: 'baseline',
  revisions: TYPES.map(([since, types]) => revision(since, new Set(types))),
};

function revision(since: number, types: ReadonlySet<string>): Revision {
  const offencesIn = (securityContext: JsonObject): Offence[] => {
    const { type, user, role } = mappingOf(securityContext.seLinuxOptions);
    const at = (key: string): Path => ['securityContext', 'seLinuxOptions', key];
    return [
      ...(types.has(textOf(type)) ? [] : [{ at: at('type'), value: textOf(type) }]),
      ...(textOf(user) === '' ? [] : [{ at: at('user'), kind: 'user' }]),
      ...(textOf(role) === '' ? [] : [{ at: at('role'), kind: 'role' }]),
    ];
  };
  return {
    since,
    pod({ securityContext }, report) {
      if (securityContext.seLinuxOptions === undefined) return;
      for (const { at, ...offence } of offencesIn(securityContext)) report({ ...offence, at: ['spec', ...at] });
    },
    container(container, _, report) {
      if (container.securityContext.seLinuxOptions === undefined) return;
      for (const offence of offencesIn(container.securityContext)) report({ ...offence, container });
    },
    describe(offences) {
      const types = valuesOf(offences);
      const data = [
        ...(types.length > 0 ? [named('type', types)] : []),
        ...['user', 'role']
          .filter((word) => offences.some(({ kind }) => kind === word))
          .map((word) => `${word} may not be set`),
      ];
      return {
        reason: 'seLinuxOptions',
        detail: `${settersOf(offences)} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`,
      };
    },
  };
}
