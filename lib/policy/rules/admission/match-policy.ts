import type { Path } from '../../../kubernetes/json.js';
import { textAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { webhookExample } from '../../webhook-example.js';
import { describeWebhook, webhooksOf } from '../../webhooks.js';

const policy = (matchPolicy: string) => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: pods.example.com}
spec: {matchConstraints: {matchPolicy: ${matchPolicy}}, validations: [{expression: 'true'}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: pods.example.com}
spec: {policyName: pods.example.com, validationActions: [Deny], matchResources: {matchPolicy: ${matchPolicy}}}
`;

const PLACES: readonly (readonly [kind: string, path: Path])[] = [
  ['ValidatingAdmissionPolicy', ['spec', 'matchConstraints', 'matchPolicy']],
  ['MutatingAdmissionPolicy', ['spec', 'matchConstraints', 'matchPolicy']],
  ['ValidatingAdmissionPolicyBinding', ['spec', 'matchResources', 'matchPolicy']],
  ['MutatingAdmissionPolicyBinding', ['spec', 'matchResources', 'matchPolicy']],
];

export const matchPolicy: EnvironmentRule = {
  id: 'admission/match-policy',
  scope: 'environment',
  severity: 'warning',
  what: 'Webhooks and admission policies match requests in whatever version of the API they come: `matchPolicy: Equivalent`.',
  why: 'With `Exact` the same object passes in a version or group that the rules do not name, today or after an upgrade that serves one more.',
  source:
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-matchpolicy',
  fix: 'Set `matchPolicy: Equivalent`, which it also is where nothing is said.',
  examples: {
    valid: [
      { title: 'a webhook that says nothing', manifests: webhookExample('') },
      { title: 'a policy', manifests: policy('Equivalent') },
    ],
    invalid: [
      {
        title: 'a webhook',
        manifests: webhookExample('matchPolicy: Exact'),
        finds: ['webhook "pods.example.com" matches requests in the very versions that it names only (Exact)'],
      },
      {
        title: 'a policy and its binding',
        manifests: policy('Exact'),
        finds: [
          'the ValidatingAdmissionPolicy matches requests in the very versions that it names only (Exact)',
          'the ValidatingAdmissionPolicyBinding matches requests in the very versions that it names only (Exact)',
        ],
      },
    ],
  },
  *check(context) {
    const what = 'matches requests in the very versions that it names only (Exact)';
    for (const webhook of webhooksOf(context))
      if (textAt(webhook.hook, 'matchPolicy') === 'Exact')
        yield {
          message: `${describeWebhook(webhook)} ${what}`,
          object: webhook.judged,
          path: [...webhook.path, 'matchPolicy'],
        };
    for (const [kind, path] of PLACES)
      for (const judged of context.objects.ofKind(`admissionregistration.k8s.io/${kind}`))
        if (textAt(judged.object, ...path) === 'Exact') yield { message: `the ${kind} ${what}`, object: judged, path };
  },
};
