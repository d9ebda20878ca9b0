import { FAULTS, OF_A_POD } from '../faults.js';
import type { Tool } from '../tool.js';
import { installed } from './installed.js';
import { policies } from './policies.js';

/**
 * Pod Security and five rules, as ClusterPolicies: the same as CEL policies take more than ten times as long. One file, as
 * it looks into no folder below the one that it is given; a flat folder takes longer.
 */
export const kyverno: Tool = {
  name: 'kyverno',
  version: () => installed('kyverno', 'version'),
  prepare() {},
  contenders: [
    {
      name: 'kyverno apply, Pod Security and 5 rules',
      measures: ['judging'],
      faults: [...FAULTS, OF_A_POD],
      command: ({ manifests }) => ({
        argv: ['kyverno', 'apply', policies('kyverno.yaml'), '--resource', manifests.file],
        // Nothing of the home folder: no cluster's credentials.
        env: { KUBECONFIG: '/dev/null' },
      }),
    },
  ],
};
