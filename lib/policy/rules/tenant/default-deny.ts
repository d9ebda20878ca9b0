import { isObject } from '../../../kubernetes/json.js';
import type { Context } from '../../context.js';
import type { JudgedObject } from '../../judged-object.js';
import { DIRECTIONS, type Direction, directionsOf, isEmptySelector } from '../../network-policies.js';
import type { EnvironmentRule } from '../../rule.js';

const namespace = `
apiVersion: v1
kind: Namespace
metadata: {name: shop-web}
`;

const policy = (spec: string) => `${namespace}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: default-deny, namespace: shop-web}
spec: ${spec}
`;

const NEITHER =
  'namespace shop-web has no NetworkPolicy for all of its pods that denies ingress: what no other policy closes is open';
const NO_EGRESS = 'NetworkPolicy default-deny is for all pods of namespace shop-web, but does not deny egress';

export const defaultDeny: EnvironmentRule = {
  id: 'tenant/default-deny',
  scope: 'environment',
  severity: 'error',
  what: 'In every namespace of a tenant a NetworkPolicy for all pods denies ingress, and one denies egress.',
  why: 'A pod that no policy selects for a direction may be reached by everybody, and reach everybody. Policies only open, so without one for all pods each new workload starts open.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
  fix: 'Add a NetworkPolicy with `podSelector: {}` and `policyTypes: [Ingress, Egress]` and no rules; `bulkhead synth` renders it as `default-deny`.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: policy('{podSelector: {}, policyTypes: [Ingress, Egress]}') },
      {
        title: 'a policy that opens something still denies the rest',
        manifests: policy(
          '{podSelector: {}, policyTypes: [Ingress, Egress], egress: [{to: [{podSelector: {}}]}], ingress: []}',
        ),
      },
      {
        title: 'a namespace of Kubernetes itself',
        manifests: namespace.replace('shop-web', 'kube-system'),
      },
    ],
    invalid: [
      { manifests: namespace, finds: [NEITHER, NEITHER.replace('ingress', 'egress')] },
      { manifests: policy('{podSelector: {}, policyTypes: [Ingress]}'), finds: [NO_EGRESS] },
      {
        title: 'without policyTypes only ingress is denied',
        manifests: policy('{podSelector: {}}'),
        finds: [NO_EGRESS],
      },
      {
        title: 'for some pods only',
        manifests: policy('{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]}'),
        finds: [NEITHER, NEITHER.replace('ingress', 'egress')],
      },
      {
        title: 'a rule that opens everything',
        manifests: policy('{podSelector: {}, policyTypes: [Ingress, Egress], egress: [{}]}'),
        finds: [NO_EGRESS],
      },
    ],
  },
  *check(context) {
    for (const judged of context.tenantNamespaces) {
      const policies = policiesForAll(context, judged.object.metadata.name);
      for (const direction of DIRECTIONS) {
        if (policies.some((one) => denies(one, direction))) continue;
        const [other] = policies;
        if (other !== undefined)
          yield {
            message: `NetworkPolicy ${other.object.metadata.name} is for all pods of namespace ${judged.object.metadata.name}, but does not deny ${direction}`,
            object: other,
            path: directionsOf(other).includes(direction) ? ['spec', direction] : ['spec', 'policyTypes'],
          };
        else
          yield {
            message: `namespace ${judged.object.metadata.name} has no NetworkPolicy for all of its pods that denies ${direction}: what no other policy closes is open`,
            object: judged,
            path: ['metadata', 'name'],
          };
      }
    }
  },
};

function policiesForAll({ objects }: Context, namespace: string): JudgedObject[] {
  return objects
    .inNamespace(namespace, 'networking.k8s.io/NetworkPolicy')
    .filter(({ object: { spec } }) => isObject(spec) && isEmptySelector(spec.podSelector));
}

/** A rule that names neither peers nor ports opens everything, and leaves nothing denied. */
function denies(policy: JudgedObject, direction: Direction): boolean {
  const { spec } = policy.object;
  const rules = isObject(spec) ? spec[direction] : undefined;
  const key = direction === 'ingress' ? 'from' : 'to';
  const opensAll = (rule: unknown) => isObject(rule) && isEmptyList(rule[key]) && isEmptyList(rule.ports);
  return directionsOf(policy).includes(direction) && !(Array.isArray(rules) && rules.some(opensAll));
}

function isEmptyList(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}
