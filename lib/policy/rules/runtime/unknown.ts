import { textAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { runtimeClassNamed } from '../../runtime-classes.js';

const pod = (name: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec: {runtimeClassName: ${name}, containers: [{name: web, image: registry.example.com/web:1}]}
`;

const runtimeClass = `---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: wasm}
handler: wasm
`;

export const unknown: EnvironmentRule = {
  id: 'runtime/unknown',
  scope: 'environment',
  severity: 'error',
  what: 'Every RuntimeClass that a pod names exists.',
  why: 'The API server refuses a pod whose RuntimeClass it does not know; a Deployment is taken, and none of its pods is.',
  source: 'https://kubernetes.io/docs/concepts/containers/runtime-class/#usage',
  fix: 'Name a RuntimeClass that there is, or declare it: a `Runtime` of the environment.',
  examples: {
    valid: [
      { title: 'a declared one', manifests: pod('kata-clh') },
      { title: 'one among the manifests', manifests: pod('wasm') + runtimeClass },
    ],
    invalid: [
      {
        manifests: pod('kata-chl') + runtimeClass,
        finds: ['the pod runs on RuntimeClass "kata-chl", which does not exist'],
      },
    ],
  },
  /** Without an environment, RuntimeClasses are known only where some are among the manifests. */
  *check(context) {
    if (context.cluster === undefined && context.objects.ofKind('node.k8s.io/RuntimeClass').length === 0) return;
    for (const pod of context.pods) {
      const name = textAt(pod.spec, 'runtimeClassName') ?? '';
      if (name === '' || runtimeClassNamed(context, name) !== undefined) continue;
      yield {
        message: `the pod runs on RuntimeClass "${name}", which does not exist`,
        object: pod.owner,
        path: [...pod.path, 'spec', 'runtimeClassName'],
      };
    }
  },
};
