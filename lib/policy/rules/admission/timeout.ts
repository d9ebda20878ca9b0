import { valueAt } from '../../../kubernetes/json.js';
import type { EnvironmentRule } from '../../rule.js';
import { webhookExample } from '../../webhook-example.js';
import { describeWebhook, webhooksOf } from '../../webhooks.js';

/** Above this a slow webhook makes requests run into timeouts of their own. */
const ADVISED = 5;

export const timeout: EnvironmentRule = {
  id: 'admission/timeout',
  scope: 'environment',
  severity: 'warning',
  what: 'A webhook is waited for no longer than 5 seconds.',
  why: 'Every request that it judges waits that long while it does not answer, one webhook after the other; 10 seconds unless it says otherwise. The API server takes 1 to 30.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#timeouts',
  fix: 'Set `timeoutSeconds` to 5 or less.',
  examples: {
    valid: [
      { manifests: webhookExample('') },
      { title: 'the shortest', manifests: webhookExample('timeoutSeconds: 1') },
    ],
    invalid: [
      {
        title: 'the default',
        manifests: webhookExample('', { without: 'timeoutSeconds' }),
        finds: [
          'webhook "pods.example.com" has no timeoutSeconds, and so is waited for 10 seconds; advised: 5 or less',
        ],
      },
      {
        title: 'longer',
        manifests: webhookExample('timeoutSeconds: 6'),
        finds: ['webhook "pods.example.com" is waited for 6 seconds; advised: 5 or less'],
      },
      {
        title: 'what the API server refuses',
        manifests: `${webhookExample('timeoutSeconds: 0')}---${webhookExample('timeoutSeconds: 31')}`,
        finds: [
          'webhook "pods.example.com" has timeoutSeconds 0, which the API server refuses; allowed: 1 to 30, advised: 5 or less',
          'webhook "pods.example.com" has timeoutSeconds 31, which the API server refuses; allowed: 1 to 30, advised: 5 or less',
        ],
      },
    ],
  },
  *check(context) {
    for (const webhook of webhooksOf(context)) {
      const seconds = valueAt(webhook.hook, ['timeoutSeconds']) ?? undefined;
      if (Number.isInteger(seconds) && (seconds as number) >= 1 && (seconds as number) <= ADVISED) continue;
      yield {
        message: `${describeWebhook(webhook)} ${verdictOn(seconds)} ${ADVISED} or less`,
        object: webhook.judged,
        path: [...webhook.path, 'timeoutSeconds'],
      };
    }
  },
};

function verdictOn(seconds: unknown): string {
  if (seconds === undefined) return 'has no timeoutSeconds, and so is waited for 10 seconds; advised:';
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 1 && seconds <= 30)
    return `is waited for ${seconds} seconds; advised:`;
  return `has timeoutSeconds ${JSON.stringify(seconds)}, which the API server refuses; allowed: 1 to 30, advised:`;
}
