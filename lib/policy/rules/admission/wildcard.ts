import { textsAt } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { webhookExample } from '../../webhook-example.js';
import { describeWebhook, rulesOnBuiltIns, webhooksOf } from '../../webhooks.js';

export const wildcard: EnvironmentRule = {
  id: 'admission/wildcard',
  scope: 'environment',
  severity: 'error',
  what: 'A webhook that fails closed names the kinds that it judges.',
  why: 'With `*` it also stands before leases, events and every kind that is still to come: while it does not answer, nodes are taken for dead and nobody becomes leader.',
  source: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  fix: 'Name the resources in `rules`, those that the webhook really judges.',
  examples: {
    valid: [
      { title: 'named', manifests: webhookExample('') },
      {
        title: 'it fails open',
        manifests: webhookExample(
          "failurePolicy: Ignore\nrules: [{apiGroups: ['*'], operations: ['*'], resources: ['*']}]",
        ),
      },
      {
        title: 'every kind of its own group',
        manifests: webhookExample("rules: [{apiGroups: [example.com], operations: ['*'], resources: ['*']}]"),
      },
      {
        title: 'every part of one kind',
        manifests: webhookExample("rules: [{apiGroups: [''], operations: [CREATE], resources: [pods, pods/*]}]"),
      },
    ],
    invalid: [
      {
        manifests: webhookExample("rules: [{apiGroups: ['', apps], operations: [CREATE], resources: [pods, '*']}]"),
        finds: ['webhook "pods.example.com" fails closed for every resource ("*") of the API groups "", "apps"'],
      },
      {
        manifests: webhookExample("rules: [{apiGroups: ['*'], operations: [CREATE], resources: ['*/*']}]"),
        finds: ['webhook "pods.example.com" fails closed for every resource ("*/*") of the API groups "*"'],
      },
    ],
  },
  *check(context) {
    for (const webhook of webhooksOf(context)) {
      if (!webhook.failsClosed) continue;
      for (const { item, path } of rulesOnBuiltIns(webhook)) {
        const all = textsAt(item, 'resources').find((resource) => resource === '*' || resource === '*/*');
        if (all === undefined) continue;
        const groups = textsAt(item, 'apiGroups').map((group) => `"${group}"`);
        yield {
          message: `${describeWebhook(webhook)} fails closed for every resource ("${all}") of the API groups ${groups.join(', ')}`,
          object: webhook.judged,
          path: [...webhook.path, ...path, 'resources'],
        };
      }
    }
  },
};
