/** An admission policy, for examples of rules. */
export function policyExample(spec = '', { kind = 'Validating' } = {}): string {
  return `\
---
apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}AdmissionPolicy
metadata: {name: pods.example.com}
spec: {failurePolicy: Fail${spec}, validations: [{expression: 'true'}]}
`;
}

/** And a binding of it. */
export function bindingExample(spec = '', { kind = 'Validating', actions = '[Deny]' } = {}): string {
  return `\
---
apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}AdmissionPolicyBinding
metadata: {name: pods.example.com}
spec: {policyName: pods.example.com, validationActions: ${actions}${spec}}
`;
}
