import type { JsonObject } from '../../../lib/kubernetes/json.js';

export const container = (name: string): JsonObject => ({
  name,
  image: 'registry.example.com/team/app:1.0.0',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
});
export const bare = (name: string): JsonObject => ({ name, image: 'registry.example.com/team/app:1.0.0' });

const pod = (spec: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, spec });
const restricted = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };

/** Pods that are changed: all but the last of level restricted. */
export const PODS: readonly JsonObject[] = [
  pod({
    initContainers: [container('prepare')],
    containers: [container('app'), container('side')],
    securityContext: restricted,
  }),
  pod({ containers: [container('app')], securityContext: restricted, hostUsers: false }),
  pod({ os: { name: 'windows' }, containers: [bare('app'), bare('side')], securityContext: { runAsNonRoot: true } }),
  pod({ initContainers: [bare('prepare')], containers: [bare('app'), bare('side')] }),
];
