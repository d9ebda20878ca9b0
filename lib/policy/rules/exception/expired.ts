import { isInForce } from '../../exceptions.js';
import type { ExceptionRule } from '../../rule.js';

const exception = (expires: string) => `
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: shop-latest}
spec:
  rule: image/latest-tag
  scope: {tenant: shop, container: web}
  reason: the vendor tags nothing but latest until its next release
  owner: platform@example.com
  expires: ${expires}
`;

const manifests = `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec:
  containers: [{name: web, image: vendor.example.com/web:latest}]
`;

export const expired: ExceptionRule = {
  id: 'exception/expired',
  scope: 'exceptions',
  severity: 'error',
  what: 'No exception is past its last day.',
  why: 'An exception is a promise to mend something by a day. From the day after it excuses nothing, here as in every other run.',
  source: 'https://github.com/kyverno/kyverno/issues/17473',
  fix: 'Mend what it excused and delete it, or have its owner agree to a later `expires`.',
  examples: {
    valid: [{ declarations: { 'exceptions/shop.yaml': exception("'2026-06-30'") }, manifests }],
    invalid: [
      {
        declarations: { 'exceptions/shop.yaml': exception("'2026-05-31'") },
        manifests,
        finds: ['the exception expired on 2026-05-31'],
      },
    ],
  },
  *check({ exceptions, today }) {
    for (const { exception } of exceptions)
      if (!isInForce(exception, today))
        yield {
          message: `the exception expired on ${exception.spec.expires}`,
          declared: { declaration: exception, path: ['spec', 'expires'] },
        };
  },
};
