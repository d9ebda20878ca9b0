/** A configuration with one webhook without a fault, and with `more` fields of it, which win; for examples of rules. */
export function webhookExample(more: string, { kind = 'Validating', annotations = '{}', without = '' } = {}): string {
  const fields = `
    name: pods.example.com
    admissionReviewVersions: [v1]
    clientConfig: {service: {name: validator, namespace: validation}, caBundle: Y2VydGlmaWNhdGU=}
    failurePolicy: Fail
    sideEffects: None
    timeoutSeconds: 5
    rules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
    namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, validation]}]}`;
  const changed = new Set([...more.matchAll(/^(\w+):/gm)].map(([, field]) => field));
  const kept = fields.split('\n').filter((line) => {
    const field = /^ {4}(\w+):/.exec(line)?.[1];
    return field === undefined || (field !== without && !changed.has(field));
  });
  return `
apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}WebhookConfiguration
metadata: {name: validator, annotations: ${annotations}}
webhooks:
  -${kept.join('\n').slice(4)}
${more.replace(/^(?=.)/gm, '    ')}
`;
}
