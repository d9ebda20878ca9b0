import { textAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { webhookExample } from '../../webhook-example.js';
import { describeWebhook, webhooksOf } from '../../webhooks.js';

export const sideEffects: EnvironmentRule = {
  id: 'admission/side-effects',
  scope: 'environment',
  severity: 'error',
  what: 'A webhook says that it has no side effects, or none in a dry run.',
  why: 'Without it the API server refuses the configuration. A dry run, by which Argo CD compares, may not change anything, so one that reaches such a webhook is refused.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#side-effects',
  fix: 'Set `sideEffects: None`, or `NoneOnDryRun` where the webhook looks at `dryRun` itself.',
  examples: {
    valid: [
      { manifests: webhookExample('') },
      { title: 'none in a dry run', manifests: webhookExample('sideEffects: NoneOnDryRun') },
    ],
    invalid: [
      {
        title: 'not said',
        manifests: webhookExample('', { without: 'sideEffects' }),
        finds: ['webhook "pods.example.com" does not say that it has no sideEffects'],
      },
      {
        title: 'of the first versions',
        manifests: webhookExample('sideEffects: Unknown', { kind: 'Mutating' }),
        finds: ['webhook "pods.example.com" has sideEffects Unknown; allowed: None, NoneOnDryRun'],
      },
    ],
  },
  *check(context) {
    for (const webhook of webhooksOf(context)) {
      const said = textAt(webhook.hook, 'sideEffects');
      if (said === 'None' || said === 'NoneOnDryRun') continue;
      const what =
        said === undefined
          ? 'does not say that it has no sideEffects'
          : `has sideEffects ${said}; allowed: None, NoneOnDryRun`;
      yield {
        message: `${describeWebhook(webhook)} ${what}`,
        object: webhook.judged,
        path: [...webhook.path, 'sideEffects'],
      };
    }
  },
};
