import type { KubernetesObject } from '../../lib/kubernetes/object.js';

const LABELS = { 'app.kubernetes.io/name': 'picking' };

/** What a tenant that renders its manifests itself may have in its repository, within what the platform admits. */
export const PICKING: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'picking', namespace: 'fulfilment' },
  spec: {
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        serviceAccountName: 'workload',
        automountServiceAccountToken: false,
        runtimeClassName: 'kata-clh',
        securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'picking',
            image: 'registry.example.com/fulfilment/picking:1.0.0',
            resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          },
        ],
      },
    },
  },
};

export const OWN_SOURCE = { 'picking.yaml': JSON.stringify(PICKING) };
