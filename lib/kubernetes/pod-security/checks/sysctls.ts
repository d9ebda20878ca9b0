/**
 * The pod sets no kernel parameters but those that concern nobody else on its node.
 *
 * Looks at `spec.securityContext.sysctls[*].name`. Five names are allowed; 1.27, 1.29, 1.32 and 1.37 added some.
 * Upstream: policy/check_sysctls.go.
 */

import type { Check } from '../check.js';
import { listOf, mappingOf, textOf } from '../pod.js';

/** What is allowed beyond what was before, by the minor of the version from which it is. */
const ADDED: readonly (readonly [since: number, names: readonly string[]])[] = [
  [
    0,
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  ],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  [37, ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
];

export const SYSCTLS: Check = {
  id: 'sysctls',
  level: 'baseline',
  revisions: ADDED.map(([since]) => {
    const allowed = new Set(ADDED.flatMap(([from, names]) => (from <= since ? names : [])));
    return {
      since,
      pod({ securityContext }, report) {
        for (const [index, sysctl] of listOf(securityContext.sysctls).entries()) {
          const value = textOf(mappingOf(sysctl).name);
          if (!allowed.has(value)) report({ at: ['spec', 'securityContext', 'sysctls', index, 'name'], value });
        }
      },
      // Upstream neither sorts nor quotes them.
      describe: (offences) => ({
        reason: 'forbidden sysctls',
        detail: offences.map(({ value }) => value).join(', '),
      }),
    };
  }),
};
