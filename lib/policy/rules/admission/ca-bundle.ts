import { objectAt, textAt } from '../../fields.js';
import { annotationsOf } from '../../objects.js';
import type { EnvironmentRule } from '../../rule.js';
import { webhookExample } from '../../webhook-example.js';
import { describeWebhook, webhooksOf } from '../../webhooks.js';

/** Who fills in `caBundle`, by the annotation that asks for it (cert-manager's cainjector, OpenShift's service-ca). */
const INJECTORS: readonly string[] = [
  'cert-manager.io/inject-ca-from',
  'cert-manager.io/inject-ca-from-secret',
  'cert-manager.io/inject-apiserver-ca',
  'service.beta.openshift.io/inject-cabundle',
];

const service = 'clientConfig: {service: {name: validator, namespace: validation}}';

export const caBundle: EnvironmentRule = {
  id: 'admission/ca-bundle',
  scope: 'environment',
  severity: 'warning',
  what: 'A webhook in the cluster has the certificates that it is known by, or an annotation that has them filled in.',
  why: 'The API server trusts no certificate for a Service otherwise: each call fails, and with `failurePolicy: Fail` each request that it judges is refused. Some webhooks write theirs themselves once they run; until then they stand in the way.',
  source: 'https://cert-manager.io/docs/concepts/ca-injector/',
  fix: 'Annotate the configuration with `cert-manager.io/inject-ca-from: <namespace>/<certificate>`, and have Argo CD ignore `caBundle`; or write the certificates.',
  examples: {
    valid: [
      { title: 'written', manifests: webhookExample('') },
      {
        title: 'filled in',
        manifests: webhookExample(service, {
          annotations: '{cert-manager.io/inject-ca-from: validation/validator}',
        }),
      },
      {
        title: 'outside the cluster, where public certificates count',
        manifests: webhookExample("clientConfig: {url: 'https://validator.example.com'}"),
      },
    ],
    invalid: [
      {
        title: 'missing',
        manifests: webhookExample(service),
        finds: ['webhook "pods.example.com" has no caBundle, and no annotation has one filled in'],
      },
      {
        title: 'empty',
        manifests: webhookExample("clientConfig: {service: {name: validator, namespace: validation}, caBundle: ''}", {
          kind: 'Mutating',
          annotations: '{example.com/inject: yes please}',
        }),
        finds: ['webhook "pods.example.com" has no caBundle, and no annotation has one filled in'],
      },
    ],
  },
  *check(context) {
    for (const webhook of webhooksOf(context)) {
      if (objectAt(webhook.hook, 'clientConfig', 'service') === undefined) continue;
      if ((textAt(webhook.hook, 'clientConfig', 'caBundle') ?? '') !== '') continue;
      const annotations = annotationsOf(webhook.judged.object);
      if (INJECTORS.some((name) => (annotations[name] ?? '') !== '')) continue;
      yield {
        message: `${describeWebhook(webhook)} has no caBundle, and no annotation has one filled in`,
        object: webhook.judged,
        path: [...webhook.path, 'clientConfig', 'caBundle'],
      };
    }
  },
};
