import { NETWORK } from '../../config/labels.js';
import { perEnvironment } from '../../config/per-environment.js';
import { constant } from '../../kubernetes/constant.js';
import type { LabelSelector, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../k8s.js';
import { dnsEgress, servicePeers } from './peers.js';
import { ports } from './ports.js';

type Direction = 'ingress' | 'egress';

/** Pods that have their tenant's whole reach: all that do not wear the label which only ever closes. */
export const WHOLE_REACH: LabelSelector = constant({
  matchExpressions: [{ key: NETWORK, operator: 'NotIn', values: ['declared', 'isolated'] }],
});
const ASKS_DNS: LabelSelector = { matchExpressions: [{ key: NETWORK, operator: 'NotIn', values: ['isolated'] }] };

/** A policy that opens the way between pods and peers; none where there are no peers. */
export function opening(
  podSelector: LabelSelector,
  directions: readonly Direction[],
  peers: NetworkPolicyPeer[],
  opened: { ports?: NetworkPolicyPort[] } = {},
): NetworkPolicySpec | undefined {
  // A rule without peers would open the way to everybody (NetworkPolicy API: `from` and `to`).
  if (peers.length === 0) return undefined;
  return {
    podSelector,
    policyTypes: directions.map((direction) => (direction === 'ingress' ? 'Ingress' : 'Egress')),
    ...(directions.includes('ingress') ? { ingress: [{ from: peers, ...opened }] } : {}),
    ...(directions.includes('egress') ? { egress: [{ to: peers, ...opened }] } : {}),
  };
}

export const BOTH_WAYS = ['ingress', 'egress'] as const;

export const WITHIN_NAMESPACE = constant(opening(WHOLE_REACH, BOTH_WAYS, [{ podSelector: {} }]));

export const dnsOpening = perEnvironment((environment) => {
  const { to, ports } = dnsEgress(environment);
  return constant(opening(ASKS_DNS, ['egress'], to, { ports }));
});

/** By the name of the platform service. */
export const serviceOpenings = perEnvironment(
  (environment) =>
    new Map(
      Object.entries(environment.spec.platformServices).map(([name, { direction }]) => {
        const opened = ports(environment.declared.platformServices[name]?.ports ?? []);
        return [name, constant(opening(WHOLE_REACH, [direction], servicePeers(environment, name), opened))];
      }),
    ),
);
