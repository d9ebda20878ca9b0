import { NAMESPACE_NAME } from '../../../config/labels.js';
import { isObject } from '../../../kubernetes/json.js';
import { matchesSelector } from '../../../kubernetes/label-selector.js';
import type { Context } from '../../context.js';
import { itemsAt, objectAt, textAt, textsAt } from '../../fields.js';
import { labelsOf } from '../../objects.js';
import type { EnvironmentRule } from '../../rule.js';
import { webhookExample } from '../../webhook-example.js';
import { describeWebhook, matches, rulesOnBuiltIns, type Webhook, webhooksOf } from '../../webhooks.js';

const excluding = (...names: string[]) =>
  `namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [${names.join(', ')}]}]}`;

/** Without these no control plane, and no webhook either, comes up again. */
const NEEDED = [
  'pods',
  'services',
  'endpoints',
  'endpointslices',
  'configmaps',
  'secrets',
  'serviceaccounts',
  'deployments',
  'replicasets',
  'daemonsets',
  'statefulsets',
  'leases',
];

export const lockOut: EnvironmentRule = {
  id: 'admission/lock-out',
  scope: 'environment',
  severity: 'error',
  what: 'A webhook that fails closed leaves out `kube-system` and the namespace that it runs in itself.',
  why: 'While it does not answer, the API server refuses what it judges. Where its own pods are among that it never comes back; where `kube-system` is, neither do DNS, the network and the controllers.',
  source: 'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  fix: 'Exclude both in `namespaceSelector` by the label `kubernetes.io/metadata.name`, which the API server sets and nobody can change.',
  examples: {
    valid: [
      { title: 'both are excluded', manifests: webhookExample('') },
      { title: 'it fails open', manifests: webhookExample('failurePolicy: Ignore\nnamespaceSelector: {}') },
      {
        title: 'namespaces that ask for it',
        manifests: webhookExample('namespaceSelector: {matchLabels: {bulkhead.dev/tenant: shop}}'),
      },
      {
        title: 'objects that ask for it',
        manifests: webhookExample('namespaceSelector: {}\nobjectSelector: {matchLabels: {inject: "true"}}'),
      },
      {
        title: 'a kind that nothing hangs on',
        manifests: webhookExample(
          "namespaceSelector: {}\nrules: [{apiGroups: [networking.k8s.io], operations: ['*'], resources: [ingresses]}]",
        ),
      },
      {
        title: 'kinds of its own',
        manifests: webhookExample(
          "namespaceSelector: {}\nrules: [{apiGroups: [example.com], operations: ['*'], resources: ['*']}]",
        ),
      },
      {
        title: 'conditions that name them',
        manifests: webhookExample(
          "namespaceSelector: {}\nmatchConditions: [{name: others, expression: \"!(request.namespace in ['kube-system', 'validation'])\"}]",
        ),
      },
      {
        title: 'a webhook outside the cluster',
        manifests: webhookExample(`clientConfig: {url: 'https://validator.example.com'}\n${excluding('kube-system')}`),
      },
    ],
    invalid: [
      {
        title: 'every namespace',
        manifests: webhookExample('namespaceSelector: {}'),
        finds: [
          'webhook "pods.example.com" fails closed for pods of namespace "kube-system", which is not excluded',
          'webhook "pods.example.com" fails closed for pods of namespace "validation", its own, which is not excluded',
        ],
      },
      {
        title: 'no selector and no failurePolicy: then it fails closed',
        manifests: webhookExample('failurePolicy: null\nnamespaceSelector: null\nobjectSelector: {}'),
        finds: [
          'webhook "pods.example.com" fails closed for pods of namespace "kube-system", which is not excluded',
          'webhook "pods.example.com" fails closed for pods of namespace "validation", its own, which is not excluded',
        ],
      },
      {
        title: 'its own namespace, of a mutating one',
        manifests: webhookExample(excluding('kube-system'), { kind: 'Mutating' }),
        finds: [
          'webhook "pods.example.com" fails closed for pods of namespace "validation", its own, which is not excluded',
        ],
      },
      {
        title: 'a label that its namespace does not have',
        manifests: `${webhookExample('namespaceSelector: {matchExpressions: [{key: example.com/skip, operator: DoesNotExist}]}')}---
apiVersion: v1
kind: Namespace
metadata: {name: validation, labels: {example.com/skip: 'true'}}
`,
        finds: ['webhook "pods.example.com" fails closed for pods of namespace "kube-system", which is not excluded'],
      },
      {
        title: 'leases, without which nodes are taken for dead, among everything',
        manifests: webhookExample(
          `rules: [{apiGroups: ['*'], operations: ['*'], resources: ['*/*']}]\n${excluding('validation')}`,
        ),
        finds: ['webhook "pods.example.com" fails closed for */* of namespace "kube-system", which is not excluded'],
      },
    ],
  },
  *check(context) {
    for (const webhook of webhooksOf(context)) {
      if (!webhook.failsClosed || asksForObjects(webhook)) continue;
      const resources = rulesOnBuiltIns(webhook)
        .filter(
          ({ item }) =>
            textAt(item, 'scope') !== 'Cluster' &&
            matches(textsAt(item, 'operations'), 'CREATE', 'UPDATE') &&
            matches(textsAt(item, 'resources'), ...NEEDED),
        )
        .flatMap(({ item }) => textsAt(item, 'resources').filter((resource) => matches([resource], ...NEEDED)));
      if (resources.length === 0) continue;
      const own = textAt(webhook.hook, 'clientConfig', 'service', 'namespace');
      for (const namespace of new Set(['kube-system', ...(own === undefined ? [] : [own])])) {
        if (!takes(context, webhook, namespace)) continue;
        const whose = namespace === own ? `"${namespace}", its own,` : `"${namespace}",`;
        yield {
          message: `${describeWebhook(webhook)} fails closed for ${[...new Set(resources)].join(', ')} of namespace ${whose} which is not excluded`,
          object: webhook.judged,
          path: [...webhook.path, 'namespaceSelector'],
        };
      }
    }
  },
};

/** Objects of the system wear no labels that anybody else chose. */
function asksForObjects({ hook }: Webhook): boolean {
  return isObject(hook.objectSelector) && !matchesSelector(hook.objectSelector, {});
}

/** By the labels that are known of it; conditions are CEL, and one that names the namespace is taken to exclude it. */
function takes({ objects }: Context, { hook }: Webhook, namespace: string): boolean {
  const conditions = itemsAt(hook, 'matchConditions').map(({ item }) => textAt(item, 'expression') ?? '');
  if (conditions.some((expression) => expression.includes(namespace))) return false;
  const object = objects.named('/Namespace', namespace)?.object;
  const labels = { ...(object === undefined ? {} : labelsOf(object)), [NAMESPACE_NAME]: namespace };
  return matchesSelector(objectAt(hook, 'namespaceSelector') ?? {}, labels);
}
