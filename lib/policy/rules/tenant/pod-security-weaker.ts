import type { Context } from '../../context.js';
import { labelsOf } from '../../objects.js';
import { ENFORCE_LEVEL, isLevel, LEVELS, type Level, namespaceWith } from '../../pod-security-level.js';
import type { EnvironmentRule } from '../../rule.js';
import { declaredTenant } from '../../walled.js';

export const podSecurityWeaker: EnvironmentRule = {
  id: 'tenant/pod-security-weaker',
  scope: 'environment',
  severity: 'error',
  what: 'A namespace of a tenant enforces no weaker Pod Security level than the one that is declared.',
  why: 'The declaration says what the platform agreed to. A namespace below it admits pods that nobody has agreed to. Where nothing is declared, `privileged` is taken for too weak: it admits everything.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  fix: 'Enforce the declared level, or declare a weaker one as `podSecurity` of the Tenant and have the platform agree to it.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: namespaceWith('pod-security.kubernetes.io/enforce: restricted') },
      {
        title: 'declared as baseline',
        declarations: {
          'platform/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {podSecurity: baseline}
`,
        },
        manifests: namespaceWith('pod-security.kubernetes.io/enforce: baseline'),
      },
    ],
    invalid: [
      {
        manifests: namespaceWith('pod-security.kubernetes.io/enforce: baseline'),
        finds: ['namespace shop-web enforces baseline, which is weaker than restricted as declared'],
      },
      {
        manifests: namespaceWith('pod-security.kubernetes.io/enforce: privileged'),
        finds: ['namespace shop-web enforces privileged, which is weaker than restricted as declared'],
      },
    ],
  },
  *check(context) {
    for (const judged of context.tenantNamespaces) {
      const { name } = judged.object.metadata;
      const level = labelsOf(judged.object)[ENFORCE_LEVEL];
      if (!isLevel(level)) continue;
      const declared = declaredLevel(context, name);
      const least = declared ?? 'baseline';
      if (LEVELS.indexOf(level) < LEVELS.indexOf(least))
        yield {
          message:
            declared === undefined
              ? `namespace ${name} enforces ${level}, which admits everything`
              : `namespace ${name} enforces ${level}, which is weaker than ${declared} as declared`,
          object: judged,
          path: ['metadata', 'labels', ENFORCE_LEVEL],
        };
    }
  },
};

function declaredLevel(context: Context, namespace: string): Level | undefined {
  return declaredTenant(context, namespace)?.spec.podSecurity ?? context.cluster?.environment.spec.podSecurity;
}
