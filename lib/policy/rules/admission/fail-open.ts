import { textAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { webhookExample } from '../../webhook-example.js';
import { describeWebhook, rulesOnBuiltIns, webhooksOf } from '../../webhooks.js';

const policy = (failurePolicy: string) => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: pods.example.com}
spec: {${failurePolicy}validations: [{expression: 'true'}]}
`;

export const failOpen: EnvironmentRule = {
  id: 'admission/fail-open',
  scope: 'environment',
  severity: 'warning',
  what: 'What refuses objects of Kubernetes itself, a validating webhook or an admission policy, fails closed.',
  why: 'With `failurePolicy: Ignore` everything passes while a webhook does not answer, or where an expression ends in an error: making it so is all that an attacker has to do. A webhook that only fills something in may well fail open.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy',
  fix: 'Set `failurePolicy: Fail`, and exclude `kube-system` and the namespace of the webhook itself.',
  examples: {
    valid: [
      { title: 'a webhook', manifests: webhookExample('') },
      { title: 'a policy, which fails closed unless it says otherwise', manifests: policy('') },
      { title: 'one that changes objects', manifests: webhookExample('failurePolicy: Ignore', { kind: 'Mutating' }) },
      {
        title: 'kinds of its own',
        manifests: webhookExample(
          'failurePolicy: Ignore\nrules: [{apiGroups: [example.com], operations: [CREATE], resources: [shops]}]',
        ),
      },
    ],
    invalid: [
      {
        title: 'a webhook',
        manifests: webhookExample('failurePolicy: Ignore'),
        finds: ['webhook "pods.example.com" lets everything pass while it does not answer'],
      },
      {
        title: 'a policy',
        manifests: policy('failurePolicy: Ignore, '),
        finds: ['the policy lets everything pass where an expression ends in an error'],
      },
    ],
  },
  *check(context) {
    for (const webhook of webhooksOf(context))
      if (webhook.validating && !webhook.failsClosed && rulesOnBuiltIns(webhook).length > 0)
        yield {
          message: `${describeWebhook(webhook)} lets everything pass while it does not answer`,
          object: webhook.judged,
          path: [...webhook.path, 'failurePolicy'],
        };
    for (const judged of context.objects.ofKind('admissionregistration.k8s.io/ValidatingAdmissionPolicy'))
      if (textAt(judged.object, 'spec', 'failurePolicy') === 'Ignore')
        yield {
          message: 'the policy lets everything pass where an expression ends in an error',
          object: judged,
          path: ['spec', 'failurePolicy'],
        };
  },
};
