/**
 * No container listens on a port of its node.
 *
 * Looks at `ports[*].hostPort` of every container; 0 or nothing is allowed. In a pod with `hostNetwork: true` the API
 * server has set it to `containerPort` by then (pkg/apis/core/v1/defaults.go, defaultHostNetworkPorts).
 * Upstream: policy/check_hostPorts.go.
 */

import type { Check } from '../check.js';
import { containerNames, containersOf, plural, valuesOf } from '../detail.js';
import { type Container, listOf, mappingOf, type Pod } from '../pod.js';

export const HOST_PORTS: Check = {
  id: 'hostPorts',
  level: 'baseline',
  revisions: [
    {
      since: 0,
      container(container, pod, report) {
        for (const [index, port] of listOf(container.fields.ports).entries()) {
          const { hostPort, containerPort } = mappingOf(port);
          const stored = isPort(hostPort) ? hostPort : isDefaulted(container, pod) && containerPort;
          if (isPort(stored)) report({ container, at: ['ports', index, 'hostPort'], value: String(stored) });
        }
      },
      describe(offences) {
        const uses = plural(containerNames(offences).length, 'uses', 'use');
        const ports = valuesOf(offences);
        return {
          reason: 'hostPort',
          detail: `${containersOf(offences)} ${uses} ${plural(ports.length, 'hostPort')} ${ports.join(', ')}`,
        };
      },
    },
  ],
};

function isPort(value: unknown): value is number {
  return typeof value === 'number' && value !== 0;
}

function isDefaulted({ list }: Container, { spec }: Pod): boolean {
  return spec.hostNetwork === true && list !== 'ephemeralContainers';
}
