import { add, type Case, remove, set } from './case.js';
import { declared, rendered } from './company.js';

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

export const admissionCases: readonly Case[] = [
  { title: 'no fault', plant: add(webhook()), finds: [] },
  {
    title: 'a webhook that refuses its own pods',
    plant: add(webhook('kube-system, validation', 'kube-system')),
    finds: [
      { is: `admission/lock-out: ${at('namespaceSelector')}`, rendered: rendered.planted('»namespaceSelector:') },
    ],
  },
  {
    title: 'a webhook that refuses those of kube-system',
    plant: add(webhook('kube-system, validation', 'validation')),
    finds: [
      { is: `admission/lock-out: ${at('namespaceSelector')}`, rendered: rendered.planted('»namespaceSelector:') },
    ],
  },
  {
    title: 'a webhook for everything',
    plant: add(webhook('resources: [pods]', "resources: ['*']")),
    finds: [{ is: `admission/wildcard: ${at('rules[0].resources')}`, rendered: rendered.planted('»resources:') }],
  },
  {
    title: 'a webhook that lets everything pass',
    plant: add(webhook('failurePolicy: Fail', 'failurePolicy: Ignore')),
    finds: [
      { is: `admission/fail-open: ${at('failurePolicy')}`, rendered: rendered.planted('failurePolicy: »Ignore') },
    ],
  },
  {
    title: 'a webhook without a word on side effects',
    plant: add(webhook('    sideEffects: None\n')),
    finds: [
      { is: `admission/side-effects: ${at('sideEffects')}`, rendered: rendered.planted('- »admissionReviewVersions:') },
    ],
  },
  {
    title: 'a webhook that is waited for as long as it may be',
    plant: add(webhook('timeoutSeconds: 5', 'timeoutSeconds: 30')),
    finds: [{ is: `admission/timeout: ${at('timeoutSeconds')}`, rendered: rendered.planted('timeoutSeconds: »30') }],
  },
  {
    title: 'a webhook that nobody gives certificates',
    plant: add(webhook('inject-ca-from:', 'injected-by:')),
    finds: [
      { is: `admission/ca-bundle: ${at('clientConfig.caBundle')}`, rendered: rendered.planted('»clientConfig:') },
    ],
  },
  {
    title: 'a webhook that an older version passes',
    plant: add(webhook('matchPolicy: Equivalent', 'matchPolicy: Exact')),
    finds: [{ is: `admission/match-policy: ${at('matchPolicy')}`, rendered: rendered.planted('matchPolicy: »Exact') }],
  },
  {
    title: 'a policy that is bound no more',
    plant: remove(`ValidatingAdmissionPolicyBinding ${POLICY}`),
    finds: [
      {
        is: `admission/unbound-policy: ValidatingAdmissionPolicy ${POLICY}: metadata.name`,
        declared: declared.environment('\n  name: »prod'),
        rendered: rendered.admission('name: »services.bulkhead.dev'),
      },
    ],
  },
  {
    title: 'a policy that is gone',
    plant: remove(`ValidatingAdmissionPolicy ${POLICY}`),
    finds: [
      {
        is: `admission/unknown-policy: ValidatingAdmissionPolicyBinding ${POLICY}: spec.policyName`,
        declared: declared.environment('\n  name: »prod'),
        rendered: rendered.admission('policyName: »services.bulkhead.dev'),
      },
    ],
  },
  {
    title: 'a policy that only looks on',
    plant: set(`ValidatingAdmissionPolicyBinding ${POLICY}`, ['spec', 'validationActions'], ['Audit']),
    finds: [
      {
        is: `admission/audit-only: ValidatingAdmissionPolicyBinding ${POLICY}: spec.validationActions`,
        declared: declared.environment('\n  name: »prod'),
        rendered: rendered.admission('policyName: services.bulkhead.dev\n  »validationActions:'),
      },
    ],
  },
  {
    title: 'a policy that fails open',
    plant: set(`ValidatingAdmissionPolicy ${POLICY}`, ['spec', 'failurePolicy'], 'Ignore'),
    finds: [
      {
        is: `admission/fail-open: ValidatingAdmissionPolicy ${POLICY}: spec.failurePolicy`,
        declared: declared.environment('\n  name: »prod'),
        rendered: rendered.admission('failurePolicy: »Ignore'),
      },
    ],
  },
  {
    title: 'a policy that another version passes',
    plant: set(`ValidatingAdmissionPolicy ${POLICY}`, ['spec', 'matchConstraints', 'matchPolicy'], 'Exact'),
    finds: [
      {
        is: `admission/match-policy: ValidatingAdmissionPolicy ${POLICY}: spec.matchConstraints.matchPolicy`,
        declared: declared.environment('\n  name: »prod'),
        rendered: rendered.admission('matchPolicy: »Exact'),
      },
    ],
  },
  {
    title: 'parameters that are nowhere',
    plant: set(`ValidatingAdmissionPolicyBinding ${POLICY}`, ['spec', 'paramRef'], {
      name: 'limits',
      parameterNotFoundAction: 'Allow',
    }),
    finds: [
      {
        is: `admission/params: ValidatingAdmissionPolicyBinding ${POLICY}: spec.paramRef`,
        declared: declared.environment('\n  name: »prod'),
        rendered: rendered.admission('»paramRef:'),
      },
    ],
  },
];
