import { objectAt, textsAt } from '../../fields.js';
import type { JudgedObject } from '../../judged-object.js';
import type { EnvironmentRule } from '../../rule.js';

const namespace = `
apiVersion: v1
kind: Namespace
metadata: {name: shop-web}
`;

const quota = (spec: string) => `${namespace}---
apiVersion: v1
kind: ResourceQuota
metadata: {name: compute, namespace: shop-web}
spec: ${spec}
`;

/** Either name of a resource bounds its requests (kubernetes.io/docs/concepts/policy/resource-quotas). */
const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  CPU: ['requests.cpu', 'cpu', 'limits.cpu'],
  memory: ['requests.memory', 'memory', 'limits.memory'],
};

export const missing: EnvironmentRule = {
  id: 'quota/missing',
  scope: 'environment',
  severity: 'error',
  what: 'Every namespace of a tenant has a ResourceQuota that bounds the CPU and the memory of all its pods.',
  why: 'Without one a tenant may ask for all there is, and the scheduler gives it: the pods of everybody else stay Pending. A quota with scopes bounds only the pods that it selects.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  fix: 'Add a ResourceQuota without scopes that has `requests.cpu` and `requests.memory`, best with the limits too.',
  examples: {
    valid: [
      { title: 'what is rendered', declarations: {} },
      { title: 'the short names', manifests: quota('{hard: {cpu: "4", memory: 8Gi}}') },
      {
        title: 'a namespace of nobody',
        manifests: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: monitoring}\n',
      },
    ],
    invalid: [
      { title: 'no quota', manifests: namespace, finds: ['namespace "shop-web" has no ResourceQuota'] },
      {
        title: 'a quota of something else',
        manifests: quota('{hard: {pods: "10"}}'),
        finds: ['no ResourceQuota of namespace "shop-web" bounds the CPU and memory of all its pods'],
      },
      {
        title: 'a quota of some pods',
        manifests: quota('{hard: {cpu: "4", memory: 8Gi}, scopes: [NotTerminating]}'),
        finds: ['no ResourceQuota of namespace "shop-web" bounds the CPU and memory of all its pods'],
      },
      {
        title: 'one resource only',
        manifests: quota('{hard: {requests.cpu: "4", limits.cpu: "4"}}'),
        finds: ['no ResourceQuota of namespace "shop-web" bounds the memory of all its pods'],
      },
    ],
  },
  *check(context) {
    for (const judged of context.tenantNamespaces) {
      const { name } = judged.object.metadata;
      const quotas = context.objects.inNamespace(name, '/ResourceQuota');
      const hard = quotas.filter(hasNoScope).map(({ object }) => objectAt(object, 'spec', 'hard') ?? {});
      const open = Object.entries(BOUNDS).filter(
        ([, keys]) => !keys.some((key) => hard.some((each) => Object.hasOwn(each, key))),
      );
      if (open.length === 0) continue;
      const resources = open.map(([resource]) => resource).join(' and ');
      yield {
        message:
          quotas.length === 0
            ? `namespace "${name}" has no ResourceQuota`
            : `no ResourceQuota of namespace "${name}" bounds the ${resources} of all its pods`,
        object: judged,
        path: ['metadata', 'name'],
      };
    }
  },
};

function hasNoScope({ object }: JudgedObject): boolean {
  const selected = objectAt(object, 'spec', 'scopeSelector')?.matchExpressions;
  return textsAt(object, 'spec', 'scopes').length === 0 && !(Array.isArray(selected) && selected.length > 0);
}
