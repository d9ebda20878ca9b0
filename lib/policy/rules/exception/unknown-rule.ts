import { didYouMean } from '../../../config/suggest.js';
import type { ExceptionRule } from '../../rule.js';

const exception = (rule: string) => ({
  'exceptions/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: shop-latest}
spec:
  rule: ${rule}
  scope: {name: web}
  reason: the vendor tags nothing but latest until its next release
  owner: platform@example.com
  expires: '2026-06-30'
`,
});

const manifests = `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop-web}
spec: {containers: [{name: web, image: 'vendor.example.com/web:latest'}]}
`;

export const unknownRule: ExceptionRule = {
  id: 'exception/unknown-rule',
  scope: 'exceptions',
  severity: 'error',
  what: 'The rule that an exception excuses exists.',
  why: 'An exception of a rule that nobody knows excuses nothing; what it was meant for fails, or one day starts to be excused by a rule of that name.',
  source: 'https://eslint.org/docs/latest/use/configure/rules',
  fix: 'Correct `spec.rule`: the reference names all rules.',
  examples: {
    valid: [{ declarations: exception('image/latest-tag'), manifests }],
    invalid: [
      {
        title: 'misspelt',
        declarations: exception('image/latest-tags'),
        manifests,
        finds: ['no rule is named "image/latest-tags"; did you mean `image/latest-tag`?'],
      },
      {
        title: 'nothing like it',
        declarations: exception('zzz/qqqqqqqqqqqqqqqqqqqqqqqqqqq'),
        manifests,
        finds: ['no rule is named "zzz/qqqqqqqqqqqqqqqqqqqqqqqqqqq"'],
      },
    ],
  },
  *check({ exceptions, rules }) {
    for (const { exception } of exceptions) {
      const { rule } = exception.spec;
      if (rules.has(rule)) continue;
      const hint = didYouMean(rule, rules);
      yield {
        message: `no rule is named "${rule}"${hint === undefined ? '' : `; ${hint}`}`,
        declared: { declaration: exception, path: ['spec', 'rule'] },
      };
    }
  },
};
