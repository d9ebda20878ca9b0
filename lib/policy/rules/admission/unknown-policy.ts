import { didYouMean } from '../../../config/suggest.js';
import { bindingsOf, policiesOf } from '../../admission-policies.js';
import { bindingExample, policyExample } from '../../policy-example.js';
import type { EnvironmentRule } from '../../rule.js';

export const unknownPolicy: EnvironmentRule = {
  id: 'admission/unknown-policy',
  scope: 'environment',
  severity: 'error',
  what: 'The policy that a binding names exists.',
  why: 'The API server ignores a binding of a policy that it does not know: everything passes, and nothing says so.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
  fix: 'Correct `policyName`, or add the policy.',
  examples: {
    valid: [{ manifests: policyExample() + bindingExample() }],
    invalid: [
      {
        title: 'misspelt',
        manifests: policyExample() + bindingExample().replace('policyName: pods', 'policyName: pod'),
        finds: ['no ValidatingAdmissionPolicy is named "pod.example.com"; did you mean `pods.example.com`?'],
      },
      {
        title: 'of another kind',
        manifests: policyExample() + bindingExample('', { kind: 'Mutating' }),
        finds: ['no MutatingAdmissionPolicy is named "pods.example.com"'],
      },
    ],
  },
  /** The policy has to be among the manifests: which ones the cluster has beside them nobody has declared. */
  *check(context) {
    const policies = policiesOf(context);
    for (const { judged, policy, policyKind, policyName } of bindingsOf(context)) {
      if (policy !== undefined) continue;
      const alike = policies.slice(0, MOST_COMPARED).filter(({ object }) => object.kind === policyKind);
      const hint = didYouMean(
        policyName,
        alike.map(({ object }) => object.metadata.name),
      );
      yield {
        message: `no ${policyKind} is named "${policyName}"${hint === undefined ? '' : `; ${hint}`}`,
        object: judged,
        path: ['spec', 'policyName'],
      };
    }
  },
};

/** A name is compared with each of them. */
const MOST_COMPARED = 100;
