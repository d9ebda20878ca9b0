import { labelsOf } from '../../objects.js';
import { ENFORCE_LEVEL, isLevel, LEVELS, namespaceWith } from '../../pod-security-level.js';
import type { EnvironmentRule } from '../../rule.js';

export const podSecurityMissing: EnvironmentRule = {
  id: 'tenant/pod-security-missing',
  scope: 'environment',
  severity: 'error',
  what: 'Every namespace of a tenant enforces a level of the Pod Security Standards.',
  why: 'Without the label the API server admits what its own default says, which is everything: a pod that mounts the disk of its node as well as one that is harmless.',
  source:
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
  fix: 'Label the Namespace `pod-security.kubernetes.io/enforce: restricted`; `bulkhead synth` writes what the Tenant declares as `podSecurity`.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: namespaceWith('pod-security.kubernetes.io/enforce: restricted') },
      {
        title: 'a level that is too weak is for another rule',
        manifests: namespaceWith('pod-security.kubernetes.io/enforce: privileged'),
      },
    ],
    invalid: [
      {
        title: 'warnings admit',
        manifests: namespaceWith('pod-security.kubernetes.io/warn: restricted'),
        finds: ['namespace shop-web has no label pod-security.kubernetes.io/enforce'],
      },
      {
        manifests: namespaceWith('pod-security.kubernetes.io/enforce: strict'),
        finds: [
          'namespace shop-web enforces the Pod Security level "strict", which does not exist; there are privileged, baseline and restricted',
        ],
      },
    ],
  },
  *check({ tenantNamespaces }) {
    for (const judged of tenantNamespaces) {
      const { name } = judged.object.metadata;
      const level = labelsOf(judged.object)[ENFORCE_LEVEL];
      if (isLevel(level)) continue;
      const wrong = `enforces the Pod Security level ${JSON.stringify(level)}, which does not exist; there are ${LEVELS.slice(0, -1).join(', ')} and ${LEVELS.at(-1)}`;
      yield {
        message: `namespace ${name} ${level === undefined ? `has no label ${ENFORCE_LEVEL}` : wrong}`,
        object: judged,
        path: ['metadata', 'labels', ENFORCE_LEVEL],
      };
    }
  },
};
