import { describeObject } from '../../../kubernetes/object.js';
import type { JudgedObject } from '../../judged-object.js';
import type { EnvironmentRule } from '../../rule.js';

const configMap = (name: string, level: string, apiVersion = 'v1') => `
apiVersion: ${apiVersion}
kind: ConfigMap
metadata: {name: ${name}, namespace: shop-web}
data: {level: ${level}}
`;

const budget = (version: string) => `
apiVersion: policy/${version}
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop-web}
spec: {minAvailable: 1}
`;

export const duplicateObject: EnvironmentRule = {
  id: 'manifest/duplicate-object',
  scope: 'environment',
  severity: 'error',
  what: 'No object stands in the manifests twice.',
  why: 'Group, kind, namespace and name make an object. Of two that have them in common the one that is applied last replaces the other, and which one that is depends on the order of files. The version does not count.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names',
  fix: 'Delete one of them, or give it another name. Manifests of several clusters are checked one cluster at a time.',
  examples: {
    valid: [
      { manifests: [configMap('web', 'debug'), configMap('data', 'debug')].join('---') },
      {
        title: 'names that the API server makes',
        manifests: ['a', 'b'].map((text) => configMap('web', text).replace('name:', 'generateName:')).join('---'),
      },
    ],
    invalid: [
      {
        manifests: [configMap('web', 'debug'), configMap('web', 'info')].join('---'),
        finds: ['ConfigMap shop-web/web stands here once more'],
      },
      {
        title: 'two versions of one kind',
        manifests: [budget('v1'), budget('v1beta1')].join('---'),
        finds: ['PodDisruptionBudget shop-web/web stands here once more'],
      },
    ],
  },
  *check({ objects }) {
    const first = new Map<string, JudgedObject>();
    for (const object of objects.all) {
      const other = first.get(object.identity);
      if (other === undefined) first.set(object.identity, object);
      else
        yield {
          message: `${describeObject(object.object)} stands here once more`,
          object,
          path: ['metadata', 'name'],
          related: { message: 'the first one', object: other, path: ['metadata', 'name'] },
        };
    }
  },
};
