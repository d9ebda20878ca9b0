import { ADMIN } from '../users.js';
import { type Attack, creations, edits, part, policy } from './attack.js';
import { pathOf } from './requests.js';
import type { Target } from './target.js';

const RULE = { to: [{ namespaceSelector: {} }] };

/** What even those may not who may do everything: what Argo CD would not heal, since it never wrote it. */
export function wallAttacks({ namespace }: Target): Attack[] {
  const refused = (reason: string) => policy('namespaces', reason);
  const label = (key: string, more: object = {}) => ({
    name: `gains the label ${key}`,
    patch: { metadata: { labels: { [key]: 'a', ...more } } },
    refused: refused(`label ${key} is not declared for this namespace`),
  });
  const annotation = (key: string) => ({
    name: `gains the annotation ${key}`,
    patch: { metadata: { annotations: { [key]: 'a' } } },
    refused: refused(`annotation ${key} is not one that is rendered`),
  });
  const opened = (name: string, spec: object) => ({
    name,
    patch: { spec: { ...spec } },
    refused: policy('default-deny', 'NetworkPolicy default-deny closes both ways for every pod'),
  });
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'attack', namespace, annotations: {} },
    type: 'Opaque',
  };
  return [
    ...edits(`${namespace}: Namespace`, ADMIN, pathOf('v1', 'namespaces', undefined, namespace), [
      label('istio-injection'),
      label('example.com/internet'),
      label('bulkhead.dev/internet'),
      label('topolvm.io/webhook', { 'bulkhead.dev/tenant': null }),
      annotation('bulkhead.dev/capabilities'),
      annotation('scheduler.alpha.kubernetes.io/node-selector'),
    ]),
    ...edits(
      `${namespace}: default-deny`,
      ADMIN,
      pathOf('networking.k8s.io/v1', 'networkpolicies', namespace, 'default-deny'),
      [
        opened('gains egress', { egress: [RULE] }),
        opened('gains egress to everywhere', { egress: [{}] }),
        opened('gains ingress', { ingress: [{}] }),
        opened('spares some pods', { podSelector: { matchLabels: { app: 'quarantined' } } }),
        opened('closes one way', { policyTypes: ['Ingress'] }),
      ],
    ),
    ...creations(`${namespace}: Secret`, ADMIN, secret, [
      {
        name: 'that a controller puts a token into',
        change: (object) => {
          object.type = 'kubernetes.io/service-account-token';
          part(object, 'metadata', 'annotations')['kubernetes.io/service-account.name'] = 'workload';
        },
        refused: policy('secrets', 'Secrets of type kubernetes.io/service-account-token are not open to tenants'),
      },
    ]),
  ];
}
