import type { Construct } from 'constructs';
import { AdmissionPolicy } from './policy.js';

/** Secrets that a controller would put the token of an account into, which never expires. A Secret's type is immutable. */
export function addSecretPolicy(scope: Construct): void {
  new AdmissionPolicy(scope, 'secrets', {
    name: 'secrets.bulkhead.dev',
    match: { resources: { '': ['secrets'] }, operations: ['CREATE'] },
    validations: [
      {
        expression: "object.?type.orValue('') != 'kubernetes.io/service-account-token'",
        message: 'Secrets of type kubernetes.io/service-account-token are not open to tenants',
      },
    ],
  });
}
