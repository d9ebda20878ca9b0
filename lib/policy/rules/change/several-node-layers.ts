import { listed } from '../../fields.js';
import { KATA_ON_POOL, kataPool, preparing } from '../../kata/examples.js';
import { nodeLayerChanges } from '../../node-layer.js';
import type { ChangeRule } from '../../rule.js';
import { SAMPLE } from '../../sample.js';

const environment = (name: string, kata: string, more = '') => ({
  [`${name}/platform/environment.yaml`]: (SAMPLE['sample/platform/environment.yaml'] ?? '')
    .replace('metadata: {name: sample}', `metadata: {name: ${name}}`)
    .replace('      kvm: true', `      kvm: true\n      kata: {version: '${kata}'}${more}`),
});

const runtime = (overhead: string, handler: string) => ({
  'company/platform/more.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: gpu}
spec:
  handler: ${handler}
  isolation: virtual-machine
  overhead: ${overhead}
`,
});

const prepared = (name: string, digest: string) => {
  const [text = ''] = Object.values(preparing(kataPool('general', KATA_ON_POOL)));
  const named = text.replace('metadata: {name: sample}', `metadata: {name: ${name}}`);
  return { [`${name}/platform/environment.yaml`]: named.replace(/(?<=node-tools@sha256:)\w+/, digest.repeat(64)) };
};

export const severalNodeLayers: ChangeRule = {
  id: 'change/several-node-layers',
  scope: 'change',
  severity: 'error',
  what: 'One change alters the software of the nodes of one environment: container runtime, kernel, Kata, the handlers of runtimes.',
  why: 'What every pod runs on is what takes every pod down. An upgrade that is wrong is to be found in the first environment, while the next still stands.',
  source: 'https://github.com/kata-containers/kata-containers/blob/main/docs/Upgrading.md',
  fix: 'Split it: one pull request for each environment, in the order in which you dare. What a shared layer declares is first patched in one environment, and moves into the layer last.',
  examples: {
    valid: [
      {
        title: 'one environment',
        before: { ...environment('dev', '4.0.0'), ...environment('prod', '4.0.0') },
        after: { ...environment('dev', '4.1.0'), ...environment('prod', '4.0.0') },
      },
      {
        title: 'the last one, and what is no software of nodes in another',
        before: { ...environment('dev', '4.1.0'), ...environment('prod', '4.0.0') },
        after: {
          ...environment('dev', '4.1.0', '\n      taints: {example.com/a: {effect: PreferNoSchedule}}'),
          ...environment('prod', '4.1.0'),
        },
      },
      {
        title: 'a new environment, and what pods of a runtime cost',
        before: { ...environment('dev', '4.0.0'), ...runtime('{cpu: 1, memory: 1Gi}', 'gpu') },
        after: {
          ...environment('dev', '4.0.0'),
          ...environment('prod', '4.1.0'),
          ...runtime('{cpu: 1, memory: 2Gi}', 'gpu'),
        },
      },
    ],
    invalid: [
      {
        title: 'two environments',
        before: { ...environment('dev', '4.0.0'), ...environment('prod', '4.0.0') },
        after: { ...environment('dev', '4.1.0'), ...environment('prod', '4.1.0', "\n      kernel: '6.12'") },
        finds: [
          'spec.nodePools.general.kata.version changes in environment "dev", together with the node layer of "prod"',
          'spec.nodePools.general.kata.version and 1 more change in environment "prod", together with the node layer of "dev"',
        ],
      },
      {
        title: 'what prepares the nodes',
        before: { ...prepared('dev', 'a'), ...prepared('prod', 'a') },
        after: { ...prepared('dev', 'b'), ...prepared('prod', 'b') },
        finds: [
          'spec.nodePreparation.image changes in environment "dev", together with the node layer of "prod"',
          'spec.nodePreparation.image changes in environment "prod", together with the node layer of "dev"',
        ],
      },
      {
        title: 'a layer that all of them share',
        before: { ...environment('prod', '4.0.0'), ...runtime('{cpu: 1, memory: 1Gi}', 'gpu') },
        after: { ...environment('prod', '4.0.0'), ...runtime('{cpu: 1, memory: 1Gi}', 'gpu-2') },
        finds: [
          'spec.handler changes in environment "prod", together with the node layer of "sample"',
          'spec.handler changes in environment "sample", together with the node layer of "prod"',
        ],
      },
    ],
  },
  *check({ before, after }) {
    const earlier = new Map(before.clusters.map((cluster) => [cluster.name, cluster]));
    const altered = after.clusters.flatMap((cluster) => {
      const known = earlier.get(cluster.name);
      const [first, ...more] = known === undefined ? [] : nodeLayerChanges(known, cluster);
      return first === undefined ? [] : [{ name: cluster.name, first, more: more.length }];
    });
    if (altered.length < 2) return;
    for (const { name, first, more } of altered) {
      const others = altered.filter((other) => other.name !== name).map((other) => other.name);
      const what = more === 0 ? `${first.field} changes` : `${first.field} and ${more} more change`;
      yield {
        message: `${what} in environment "${name}", together with the node layer of ${listed(others)}`,
        declared: first.declared,
      };
    }
  },
};
