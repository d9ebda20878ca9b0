import { isInForce } from '../../exceptions.js';
import type { ExceptionRule } from '../../rule.js';

const exception = (rule: string, scope: string, expires = '2026-06-30') => ({
  'exceptions/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: shop-latest}
spec:
  rule: ${rule}
  scope: ${scope}
  reason: the vendor tags nothing but latest until its next release
  owner: platform@example.com
  expires: '${expires}'
`,
});

const manifests = `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec: {containers: [{name: web, image: 'vendor.example.com/web:latest'}]}
`;

export const unused: ExceptionRule = {
  id: 'exception/unused',
  scope: 'exceptions',
  severity: 'warning',
  what: 'Every exception excuses something.',
  why: 'What it was made for is mended, or it never named it. Left standing, it excuses the next fault of that kind, which nobody has looked at.',
  source: 'https://eslint.org/docs/latest/use/command-line-interface#--report-unused-disable-directives',
  fix: 'Delete it, or correct its `rule` and `scope`.',
  examples: {
    valid: [
      { title: 'in use', declarations: exception('image/latest-tag', '{name: web}'), manifests },
      {
        title: 'expired, which is another fault',
        declarations: exception('image/latest-tag', '{name: other}', '2026-06-14'),
        manifests,
      },
      {
        title: 'of a rule about changes, which was not asked',
        declarations: exception('change/moved-layer', '{kind: Tenant, name: shop}'),
        manifests,
      },
    ],
    invalid: [
      {
        title: 'another object',
        declarations: exception('image/latest-tag', '{name: other}'),
        manifests,
        finds: ['the exception excuses nothing: no finding of image/latest-tag is in its scope'],
      },
      {
        title: 'another container of it',
        declarations: exception('image/latest-tag', '{name: web, container: proxy}'),
        manifests,
        finds: ['the exception excuses nothing: no finding of image/latest-tag is in its scope'],
      },
    ],
  },
  /** Rules about changes are asked elsewhere; of those that were not asked nobody knows what they would find. */
  *check({ exceptions, today, asked }) {
    for (const { exception, excused } of exceptions) {
      const { rule } = exception.spec;
      if (excused.length > 0 || !isInForce(exception, today)) continue;
      if (!asked.has(rule) || rule.startsWith('change/')) continue;
      yield {
        message: `the exception excuses nothing: no finding of ${rule} is in its scope`,
        declared: { declaration: exception, path: ['spec', 'scope'] },
      };
    }
  },
};
