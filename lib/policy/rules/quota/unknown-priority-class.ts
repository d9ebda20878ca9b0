import { itemsAt, textAt, textsAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';

const quota = (expression: string) => `
apiVersion: v1
kind: ResourceQuota
metadata: {name: secure, namespace: shop-web}
spec: {hard: {pods: 2}, scopeSelector: {matchExpressions: [${expression}]}}
`;

const selecting = (values: string) => quota(`{scopeName: PriorityClass, operator: In, values: [${values}]}`);

/** Every cluster has these (kubernetes pkg/apis/scheduling, helpers.go). */
const BUILT_IN: readonly string[] = ['system-cluster-critical', 'system-node-critical'];

export const unknownPriorityClass: EnvironmentRule = {
  id: 'quota/unknown-priority-class',
  scope: 'environment',
  severity: 'error',
  what: 'A ResourceQuota that selects pods by PriorityClass names classes that exist.',
  why: 'A quota of a class that nobody has counts nothing, and the pods that it was meant for are bounded by nothing.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#resource-quota-per-priorityclass',
  fix: 'Name a PriorityClass of the cluster, or declare it: `spec.priorityClasses` of the Environment.',
  examples: {
    valid: [
      { title: 'a declared class', manifests: selecting('urgent') },
      { title: 'a class of Kubernetes', manifests: selecting('system-node-critical') },
      { title: 'any class', manifests: quota('{scopeName: PriorityClass, operator: Exists}') },
      { title: 'another scope', manifests: quota('{scopeName: CrossNamespacePodAffinity, operator: Exists}') },
      {
        title: 'a class among the manifests',
        manifests: `${selecting('batch')}---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: batch}
value: 10
`,
      },
    ],
    invalid: [
      {
        manifests: selecting('urgent, urgnet'),
        finds: ['the quota selects pods of PriorityClass "urgnet", which does not exist'],
      },
    ],
  },
  /** Without an environment, PriorityClasses are known only where some are among the manifests. */
  *check({ cluster, objects }) {
    const classes = objects.ofKind('scheduling.k8s.io/PriorityClass');
    if (cluster === undefined && classes.length === 0) return;
    const known = new Set([
      ...BUILT_IN,
      ...Object.keys(cluster?.environment.spec.priorityClasses ?? {}),
      ...classes.map(({ object }) => object.metadata.name),
    ]);
    for (const judged of objects.ofKind('/ResourceQuota'))
      for (const { item, path } of itemsAt(judged.object, 'spec', 'scopeSelector', 'matchExpressions')) {
        if (textAt(item, 'scopeName') !== 'PriorityClass') continue;
        for (const [index, name] of textsAt(item, 'values').entries())
          if (!known.has(name))
            yield {
              message: `the quota selects pods of PriorityClass "${name}", which does not exist`,
              object: judged,
              path: [...path, 'values', index],
            };
      }
  },
};
