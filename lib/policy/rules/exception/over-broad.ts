import { type ExceptionInUse, isInForce } from '../../exceptions.js';
import { listed } from '../../fields.js';
import type { ExceptionRule } from '../../rule.js';

const exception = (scope: string, expires = '2026-06-30') => ({
  'exceptions/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: PolicyException
metadata: {name: shop-latest}
spec:
  rule: image/latest-tag
  scope: ${scope}
  reason: the vendor tags nothing but latest until its next release
  owner: platform@example.com
  expires: '${expires}'
`,
});

const pod = (name: string, containers = 'web') => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop-web}
spec: {containers: [${containers
  .split(' ')
  .map((each) => `{name: ${each}, image: 'vendor.example.com/${each}:latest'}`)
  .join(', ')}]}
`;

export const overBroad: ExceptionRule = {
  id: 'exception/over-broad',
  scope: 'exceptions',
  severity: 'warning',
  what: 'An exception names the object that it excuses, unless there is only one, and ends within a year.',
  why: 'What is excused by tenant or namespace alone is excused for every object that is still to come. An exception that outlives everybody who agreed to it is a rule that is switched off.',
  source: 'https://kyverno.io/docs/exceptions/',
  fix: 'Name the object in `spec.scope`, in one exception for each; choose an `expires` within a year, and renew it when that day comes.',
  examples: {
    valid: [
      { title: 'by name', declarations: exception('{name: web}'), manifests: pod('web') + pod('api') },
      {
        title: 'two findings at one object',
        declarations: exception('{tenant: shop}'),
        manifests: pod('web', 'web proxy'),
      },
      { title: 'a year', declarations: exception('{name: web}', '2027-06-15'), manifests: pod('web') },
    ],
    invalid: [
      {
        title: 'whatever the tenant runs',
        declarations: exception('{tenant: shop}'),
        manifests: pod('web') + pod('api', 'api proxy'),
        finds: ['the exception names no object and excuses 2: "Pod shop-web/web" and "Pod shop-web/api"'],
      },
      {
        title: 'more than a year',
        declarations: exception('{name: web}', '2027-06-16'),
        manifests: pod('web'),
        finds: ['the exception counts until 2027-06-16, more than a year from now'],
      },
    ],
  },
  *check({ exceptions, today }) {
    for (const each of exceptions) {
      const { exception } = each;
      if (!isInForce(exception, today)) continue;
      const objects = exception.spec.scope.name === undefined ? excusedObjects(each) : [];
      if (objects.length > 1)
        yield {
          message: `the exception names no object and excuses ${objects.length}: ${listed(objects)}`,
          declared: { declaration: exception, path: ['spec', 'scope'] },
        };
      if (exception.spec.expires > yearAfter(today))
        yield {
          message: `the exception counts until ${exception.spec.expires}, more than a year from now`,
          declared: { declaration: exception, path: ['spec', 'expires'] },
        };
    }
  },
};

function excusedObjects({ excused }: ExceptionInUse): string[] {
  const named = excused.flatMap(({ object }) =>
    object === undefined ? [] : `${object.kind} ${[object.namespace, object.name].filter(Boolean).join('/')}`,
  );
  return [...new Set(named)];
}

/** The same day; days compare as text, and a 29th of February that is not there lies behind the 28th. */
function yearAfter(day: string): string {
  return `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`;
}
