import { bindingsOf, policiesOf } from '../../admission-policies.js';
import { bindingExample, policyExample } from '../../policy-example.js';
import type { EnvironmentRule } from '../../rule.js';

export const unboundPolicy: EnvironmentRule = {
  id: 'admission/unbound-policy',
  scope: 'environment',
  severity: 'error',
  what: 'Every admission policy has a binding.',
  why: 'A policy without one is stored and never asked: it looks like a wall, and everything passes.',
  source:
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#what-resources-make-a-policy',
  fix: 'Add a binding of the same kind whose `policyName` is the name of the policy, or remove the policy.',
  examples: {
    valid: [{ manifests: policyExample() + bindingExample() }],
    invalid: [
      {
        title: 'no binding',
        manifests: policyExample(),
        finds: ['no binding names ValidatingAdmissionPolicy "pods.example.com"'],
      },
      {
        title: 'a binding of another kind',
        manifests: policyExample('', { kind: 'Mutating' }) + policyExample() + bindingExample(),
        finds: ['no binding names MutatingAdmissionPolicy "pods.example.com"'],
      },
    ],
  },
  *check(context) {
    const bound = new Set(bindingsOf(context).map(({ policy }) => policy?.identity));
    for (const judged of policiesOf(context))
      if (!bound.has(judged.identity))
        yield {
          message: `no binding names ${judged.object.kind} "${judged.object.metadata.name}"`,
          object: judged,
          path: ['metadata', 'name'],
        };
  },
};
