/**
 * Probes and lifecycle hooks, which the kubelet carries out from the node, ask no other host than the pod.
 *
 * Looks at `host` of `httpGet` and `tcpSocket` in `livenessProbe`, `readinessProbe`, `startupProbe`,
 * `lifecycle.postStart` and `lifecycle.preStop` of every container; empty or nothing is allowed. From 1.34.
 * Upstream: policy/check_hostProbesAndhostLifecycle.go.
 */

import type { Path } from '../../json.js';
import type { Check } from '../check.js';
import { containerNames, named, plural, valuesOf } from '../detail.js';
import { compareAsGo } from '../go-text.js';
import { mappingOf, textOf } from '../pod.js';

/** Kubernetes carries no `tcpSocket` of a hook out, and still takes it (LifecycleHandler in k8s.io/api/core/v1). */
const HANDLERS: readonly Path[] = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

const ACTIONS = ['httpGet', 'tcpSocket'] as const;

export const HOST_PROBES_AND_HOST_LIFECYCLE: Check = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  revisions: [
    {
      since: 34,
      container(container, _, report) {
        for (const path of HANDLERS) {
          let handler = container.fields;
          for (const key of path) handler = mappingOf(handler[key]);
          for (const action of ACTIONS) {
            const value = textOf(mappingOf(handler[action]).host);
            if (value !== '') report({ container, at: [...path, action, 'host'], value });
          }
        }
      },
      describe(offences) {
        // Upstream collects names in a set here, and not in a list as elsewhere.
        const names = [...new Set(containerNames(offences))].sort(compareAsGo);
        return {
          reason: 'probe or lifecycle host',
          detail: `${named('container', names)} ${plural(names.length, 'uses', 'use')} ${named('probe or lifecycle host', valuesOf(offences))}`,
        };
      },
    },
  ],
};
