import { describe } from 'vitest';
import { add, type Case, remove, set, testCases } from './planted.js';

/** Without a fault, but for what a mutation replaces. */
const webhook = (replaced = '', by = '') =>
  `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata:
  name: images
  annotations: {cert-manager.io/inject-ca-from: validation/images}
webhooks:
  - name: images.example.com
    admissionReviewVersions: [v1]
    clientConfig: {service: {name: images, namespace: validation, port: 443}}
    failurePolicy: Fail
    matchPolicy: Equivalent
    sideEffects: None
    timeoutSeconds: 5
    rules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods], scope: Namespaced}]
    namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, validation]}]}
`.replace(replaced, by);

const POLICY = 'services.bulkhead.dev';
const at = (field: string) => `ValidatingWebhookConfiguration images: webhooks[name=images.example.com].${field}`;

const CASES: readonly Case[] = [
  { title: 'no fault', plant: add(webhook()), finds: [] },
  {
    title: 'a webhook that refuses its own pods',
    plant: add(webhook('kube-system, validation', 'kube-system')),
    finds: [`admission/lock-out: ${at('namespaceSelector')}`],
  },
  {
    title: 'a webhook that refuses those of kube-system',
    plant: add(webhook('kube-system, validation', 'validation')),
    finds: [`admission/lock-out: ${at('namespaceSelector')}`],
  },
  {
    title: 'a webhook for everything',
    plant: add(webhook('resources: [pods]', "resources: ['*']")),
    finds: [`admission/wildcard: ${at('rules[0].resources')}`],
  },
  {
    title: 'a webhook that lets everything pass',
    plant: add(webhook('failurePolicy: Fail', 'failurePolicy: Ignore')),
    finds: [`admission/fail-open: ${at('failurePolicy')}`],
  },
  {
    title: 'a webhook without a word on side effects',
    plant: add(webhook('    sideEffects: None\n')),
    finds: [`admission/side-effects: ${at('sideEffects')}`],
  },
  {
    title: 'a webhook that is waited for as long as it may be',
    plant: add(webhook('timeoutSeconds: 5', 'timeoutSeconds: 30')),
    finds: [`admission/timeout: ${at('timeoutSeconds')}`],
  },
  {
    title: 'a webhook that nobody gives certificates',
    plant: add(webhook('inject-ca-from:', 'injected-by:')),
    finds: [`admission/ca-bundle: ${at('clientConfig.caBundle')}`],
  },
  {
    title: 'a webhook that an older version passes',
    plant: add(webhook('matchPolicy: Equivalent', 'matchPolicy: Exact')),
    finds: [`admission/match-policy: ${at('matchPolicy')}`],
  },
  {
    title: 'a policy that is bound no more',
    plant: remove(`ValidatingAdmissionPolicyBinding ${POLICY}`),
    finds: [`admission/unbound-policy: ValidatingAdmissionPolicy ${POLICY}: metadata.name`],
  },
  {
    title: 'a policy that is gone',
    plant: remove(`ValidatingAdmissionPolicy ${POLICY}`),
    finds: [`admission/unknown-policy: ValidatingAdmissionPolicyBinding ${POLICY}: spec.policyName`],
  },
  {
    title: 'a policy that only looks on',
    plant: set(`ValidatingAdmissionPolicyBinding ${POLICY}`, ['spec', 'validationActions'], ['Audit']),
    finds: [`admission/audit-only: ValidatingAdmissionPolicyBinding ${POLICY}: spec.validationActions`],
  },
  {
    title: 'a policy that fails open',
    plant: set(`ValidatingAdmissionPolicy ${POLICY}`, ['spec', 'failurePolicy'], 'Ignore'),
    finds: [`admission/fail-open: ValidatingAdmissionPolicy ${POLICY}: spec.failurePolicy`],
  },
  {
    title: 'a policy that another version passes',
    plant: set(`ValidatingAdmissionPolicy ${POLICY}`, ['spec', 'matchConstraints', 'matchPolicy'], 'Exact'),
    finds: [`admission/match-policy: ValidatingAdmissionPolicy ${POLICY}: spec.matchConstraints.matchPolicy`],
  },
  {
    title: 'parameters that are nowhere',
    plant: set(`ValidatingAdmissionPolicyBinding ${POLICY}`, ['spec', 'paramRef'], {
      name: 'limits',
      parameterNotFoundAction: 'Allow',
    }),
    finds: [`admission/params: ValidatingAdmissionPolicyBinding ${POLICY}: spec.paramRef`],
  },
];

describe('a fault in admission', () => {
  testCases('admission', CASES);
});
