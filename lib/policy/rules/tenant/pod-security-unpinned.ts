import { labelsOf } from '../../objects.js';
import { ENFORCE_LEVEL, ENFORCE_VERSION, isLevel, namespaceWith } from '../../pod-security-level.js';
import type { EnvironmentRule } from '../../rule.js';

const RESTRICTED = 'pod-security.kubernetes.io/enforce: restricted';

export const podSecurityUnpinned: EnvironmentRule = {
  id: 'tenant/pod-security-unpinned',
  scope: 'environment',
  severity: 'warning',
  what: 'The Pod Security level that a tenant namespace enforces is that of a named Kubernetes version.',
  why: 'With `latest`, which is what a missing version means, an upgrade of the API server changes what it admits: pods that ran are refused when they are replaced. To warn and to audit by `latest` is how one learns of that beforehand, and is left alone.',
  source:
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces',
  fix: 'Label the Namespace `pod-security.kubernetes.io/enforce-version` with the minor version of the cluster, such as `v1.34`.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: namespaceWith(`${RESTRICTED}, pod-security.kubernetes.io/enforce-version: v1.34`) },
      {
        title: 'what is only warned of may drift',
        manifests: namespaceWith(
          `${RESTRICTED}, pod-security.kubernetes.io/enforce-version: v1.34, pod-security.kubernetes.io/warn-version: latest`,
        ),
      },
      { title: 'without a level there is nothing to pin', manifests: namespaceWith('app: shop') },
    ],
    invalid: [
      {
        manifests: namespaceWith(`${RESTRICTED}, pod-security.kubernetes.io/enforce-version: latest`),
        finds: ['namespace shop-web enforces restricted of version latest, which changes with the cluster'],
      },
      {
        manifests: namespaceWith(RESTRICTED),
        finds: ['namespace shop-web enforces restricted of no version, so of the latest'],
      },
      {
        manifests: namespaceWith(`${RESTRICTED}, pod-security.kubernetes.io/enforce-version: '1.34'`),
        finds: [
          'namespace shop-web enforces restricted of version "1.34", which is none such as v1.34, so of the latest',
        ],
      },
    ],
  },
  *check({ tenantNamespaces }) {
    for (const judged of tenantNamespaces) {
      const labels = labelsOf(judged.object);
      const [level, version] = [labels[ENFORCE_LEVEL], labels[ENFORCE_VERSION]];
      // An empty version is the same as none (pod-security-admission api.ParseVersion refuses it and takes latest).
      if (!isLevel(level) || (version !== undefined && /^v1\.(0|[1-9]\d{0,3})$/.test(version))) continue;
      yield {
        message: `namespace ${judged.object.metadata.name} enforces ${level} of ${saying(version)}`,
        object: judged,
        path: ['metadata', 'labels', ENFORCE_VERSION],
      };
    }
  },
};

function saying(version: string | undefined): string {
  if (version === undefined) return 'no version, so of the latest';
  if (version === 'latest') return 'version latest, which changes with the cluster';
  return `version ${JSON.stringify(version)}, which is none such as v1.34, so of the latest`;
}
