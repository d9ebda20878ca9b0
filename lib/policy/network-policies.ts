import { isObject, type JsonObject, type Path } from '../kubernetes/json.js';
import type { Context } from './context.js';
import type { JudgedObject } from './judged-object.js';
import { walled } from './walled.js';

export const DIRECTIONS = ['ingress', 'egress'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** A rule of a NetworkPolicy that is in force: one of a direction that the policy does not apply to opens nothing. */
export interface NetworkRule {
  readonly policy: JudgedObject;
  readonly namespace: string;
  /** Of the pods that it is for; an empty one takes all of the namespace. */
  readonly podSelector: JsonObject;
  readonly direction: Direction;
  readonly path: Path;
  /** Empty where it names none: then it is open to everybody. */
  readonly peers: readonly { readonly peer: JsonObject; readonly path: Path }[];
}

const ANYTHING: JsonObject = {};

/** What a policy applies to; where it does not say, as the API server fills it in (SetDefaults_NetworkPolicy). */
export function directionsOf({ object: { spec } }: JudgedObject): Direction[] {
  if (!isObject(spec)) return ['ingress'];
  const { policyTypes, egress } = spec;
  if (Array.isArray(policyTypes) && policyTypes.length > 0)
    return DIRECTIONS.filter((direction) => policyTypes.includes(direction === 'ingress' ? 'Ingress' : 'Egress'));
  return Array.isArray(egress) && egress.length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

/** Whether a selector is missing or demands nothing: it takes everything. */
export function isEmptySelector(selector: unknown): boolean {
  if (!isObject(selector)) return true;
  const { matchLabels, matchExpressions } = selector;
  const hasLabels = isObject(matchLabels) && Object.keys(matchLabels).length > 0;
  return !hasLabels && !(Array.isArray(matchExpressions) && matchExpressions.length > 0);
}

/** The rules of all policies of tenants, one by one: kept, they would be as large as the policies themselves. */
export function* tenantNetworkRules(context: Context): Generator<NetworkRule> {
  for (const policy of walled(context, 'networking.k8s.io/NetworkPolicy')) yield* rulesOf(policy);
}

function* rulesOf(policy: JudgedObject): Generator<NetworkRule> {
  const { spec, metadata } = policy.object;
  if (!isObject(spec)) return;
  const podSelector = isObject(spec.podSelector) ? spec.podSelector : ANYTHING;
  const namespace = typeof metadata.namespace === 'string' ? metadata.namespace : '';
  for (const direction of directionsOf(policy)) {
    const rules = spec[direction];
    if (!Array.isArray(rules)) continue;
    const key = direction === 'ingress' ? 'from' : 'to';
    for (const [index, rule] of rules.entries()) {
      if (!isObject(rule)) continue;
      const path = ['spec', direction, index];
      const listed = rule[key];
      const peers = (Array.isArray(listed) ? listed : []).flatMap((peer, at) =>
        isObject(peer) ? [{ peer, path: [...path, key, at] }] : [],
      );
      yield { policy, namespace, podSelector, direction, path, peers };
    }
  }
}
