import { HttpMethod } from '@kubernetes/client-node';
import { ROLES } from '../../../lib/constructs/tenant/roles.js';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { ADMIN, memberOf } from '../users.js';
import { type Attack, edits, forbidden, policy, unanswered } from './attack.js';
import { get, patch, pathOf, post } from './requests.js';
import { pod, type Target } from './target.js';

const AMOUNTS = { limits: { cpu: '1' }, requests: { cpu: '1' } };

/** A pod that runs. */
export const RESIDENT = 'resident';

export function resident(target: Target): JsonObject {
  return pod(target, RESIDENT);
}

/** What is done to a pod that runs. */
export function residentAttacks(target: Target): Attack[] {
  const { namespace, admin, tenant } = target;
  const path = pathOf('v1', 'pods', namespace, RESIDENT);
  const denied = (reason: string) => policy('pods', reason);
  const ephemeral = (image: string) => ({
    spec: {
      ephemeralContainers: [
        { name: 'debug', image, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
      ],
    },
  });
  const debug = `${path}/ephemeralcontainers`;
  const bind = {
    apiVersion: 'v1',
    kind: 'Binding',
    metadata: { name: RESIDENT, namespace },
    target: { kind: 'Node', name: 'general-1' },
  };
  return [
    ...edits(`${namespace}: a pod that runs`, admin, path, [
      {
        name: 'gets another image',
        patch: { spec: { containers: [{ name: 'app', image: 'evil.io/app:1' }] } },
        refused: denied('image evil.io/app:1 is from no registry'),
      },
      {
        name: 'gets a toleration',
        patch: { spec: { tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] } },
        refused: denied('toleration node-role.kubernetes.io/control-plane: is not granted'),
      },
      {
        name: 'gets an annotation of its runtime',
        patch: { metadata: { annotations: { 'io.katacontainers.config.hypervisor.kernel_params': 'x' } } },
        refused: denied('annotation io.katacontainers.config.hypervisor.kernel_params is not granted'),
      },
      {
        name: 'becomes that of another tenant',
        patch: { metadata: { labels: { 'bulkhead.dev/tenant': 'other' } } },
        refused: denied('label bulkhead.dev/tenant is not for pods to choose'),
      },
    ]),
    // Nobody of a tenant may add containers to a pod; the policy is for those who may.
    {
      name: `${namespace}: ephemeral container of a foreign registry`,
      by: ADMIN,
      send: patch(debug, ephemeral('evil.io/debug:1')),
      refused: denied('image evil.io/debug:1 is from no registry'),
      control: {
        name: `${namespace}: ephemeral container`,
        by: ADMIN,
        send: patch(debug, ephemeral('registry.example.com/debug:1')),
      },
    },
    ...ROLES.flatMap((role) =>
      tenant.spec.owners[role].slice(0, 1).flatMap((group) => [
        ...forbidden(memberOf(group), `is forbidden: User "member-of-${group}" cannot `, {
          'add an ephemeral container': patch(debug, ephemeral('registry.example.com/debug:1')),
          'say how a pod is': patch(`${path}/status`, { status: { message: 'attack' } }),
        }),
        ...unanswered(memberOf(group), `is forbidden: User "member-of-${group}" cannot `, {
          'resize a pod': patch(`${path}/resize`, { spec: { containers: [{ name: 'app', resources: AMOUNTS }] } }),
          'bind a pod to a node': post(`${path}/binding`, bind),
          'speak to a pod through the API server': get(`${path}/proxy/`),
        }),
        ...(tenant.spec.access.exec.some((granted) => granted === role)
          ? []
          : unanswered(memberOf(group), `is forbidden: User "member-of-${group}" cannot `, {
              'exec by SPDY': (client) =>
                client.send(HttpMethod.POST, `${path}/exec`, { query: { command: 'id', stdout: 'true' } }),
              'exec by WebSocket': (client) =>
                client.send(HttpMethod.GET, `${path}/exec`, { query: { command: 'id', stdout: 'true' } }),
              attach: (client) => client.send(HttpMethod.POST, `${path}/attach`, { query: { stdout: 'true' } }),
              'forward a port': (client) =>
                client.send(HttpMethod.POST, `${path}/portforward`, { query: { ports: '80' } }),
            })),
      ]),
    ),
  ];
}
