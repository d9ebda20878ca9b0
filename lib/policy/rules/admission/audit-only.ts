import { textsAt } from '../../fields.js';
import { bindingExample, policyExample } from '../../policy-example.js';
import type { EnvironmentRule } from '../../rule.js';

export const auditOnly: EnvironmentRule = {
  id: 'admission/audit-only',
  scope: 'environment',
  severity: 'warning',
  what: 'A binding denies what its policy finds fault with.',
  why: 'With `Audit` and `Warn` alone everything passes. It is a good first week of a policy, and a bad second year.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions',
  fix: 'Set `validationActions: [Deny]`, with `Audit` beside it if the audit log is to know too.',
  examples: {
    valid: [
      { manifests: policyExample() + bindingExample() },
      { title: 'and more', manifests: policyExample() + bindingExample('', { actions: '[Audit, Deny]' }) },
    ],
    invalid: [
      {
        title: 'two that let everything pass',
        manifests: policyExample() + bindingExample('', { actions: '[Warn, Audit]' }),
        finds: ['the binding denies nothing: its validationActions are Warn, Audit'],
      },
      {
        title: 'none',
        manifests: policyExample() + bindingExample('', { actions: '[]' }),
        finds: ['the binding denies nothing: it has no validationActions'],
      },
    ],
  },
  *check({ objects }) {
    for (const judged of objects.ofKind('admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding')) {
      const actions = textsAt(judged.object, 'spec', 'validationActions');
      if (actions.includes('Deny')) continue;
      const why =
        actions.length === 0 ? 'it has no validationActions' : `its validationActions are ${actions.join(', ')}`;
      yield {
        message: `the binding denies nothing: ${why}`,
        object: judged,
        path: ['spec', 'validationActions'],
      };
    }
  },
};
