import { describe, expect, test } from 'vitest';
import { Platform } from '../../../lib/constructs/platform/platform.js';
import { isObject, type Json, type JsonObject, valueAt } from '../../../lib/kubernetes/json.js';
import { harbour } from '../harbour.js';
import { at, Rendered } from '../rendered.js';

const GROUP = 'admissionregistration.k8s.io/v1';

const platform = (version = '1.34', ...environment: [string, string][]) =>
  Rendered.of(
    (app) =>
      new Platform(app, 'platform', {
        cluster: harbour({ environment: [['"1.34"', `"${version}"`], ...environment] }),
      }),
  );

const ofKind = (kind: string, version?: string) => platform(version).ofKind(kind);

describe('ValidatingAdmissionPolicies', () => {
  test('are written as the API server stores them, defaults included', () => {
    expect(platform().find('ValidatingAdmissionPolicy', 'secrets.bulkhead.dev')).toEqual({
      apiVersion: GROUP,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'secrets.bulkhead.dev' },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          matchPolicy: 'Equivalent',
          namespaceSelector: {},
          objectSelector: {},
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE'],
              resources: ['secrets'],
              scope: 'Namespaced',
            },
          ],
        },
        validations: [
          {
            expression: "object.?type.orValue('') != 'kubernetes.io/service-account-token'",
            message: 'Secrets of type kubernetes.io/service-account-token are not open to tenants',
            reason: 'Forbidden',
          },
        ],
      },
    });
  });

  test('are each bound once, denying, to namespaces of tenants', () => {
    const policies = ofKind('ValidatingAdmissionPolicy').map(({ metadata }) => metadata.name);
    expect(policies.toSorted()).toEqual([
      'cronjobs.bulkhead.dev',
      'default-deny.bulkhead.dev',
      'namespaces.bulkhead.dev',
      'persistentvolumeclaims.bulkhead.dev',
      'pod-templates.bulkhead.dev',
      'pods.bulkhead.dev',
      'secrets.bulkhead.dev',
      'services.bulkhead.dev',
    ]);
    const tenants = { matchExpressions: [{ key: 'bulkhead.dev/tenant', operator: 'Exists' }] };
    expect(ofKind('ValidatingAdmissionPolicyBinding').map(({ spec }) => spec)).toEqual(
      policies.map((policyName) => ({
        policyName,
        validationActions: ['Deny'],
        matchResources: {
          matchPolicy: 'Equivalent',
          // A namespace itself is selected by its own labels, old or new: taking the label off is judged too.
          ...(policyName === 'namespaces.bulkhead.dev'
            ? { namespaceSelector: {}, objectSelector: tenants }
            : { namespaceSelector: tenants, objectSelector: {} }),
        },
      })),
    );
  });

  test('fail closed and forbid, and say why', () => {
    for (const { spec } of ofKind('ValidatingAdmissionPolicy')) {
      expect(valueAt(spec, ['failurePolicy'])).toBe('Fail');
      for (const validation of valueAt(spec, ['validations']) as JsonObject[]) {
        expect(validation.reason).toBe('Forbidden');
        expect(validation.message ?? validation.messageExpression).toMatch(/\w/);
      }
    }
  });

  test('judge pods where containers are added to them, and all that makes pods', () => {
    const resources = ofKind('ValidatingAdmissionPolicy').flatMap((policy) =>
      (at(policy, 'spec', 'matchConstraints', 'resourceRules') as JsonObject[]).flatMap((rule) => rule.resources),
    );
    expect(resources).toEqual(
      expect.arrayContaining([
        'pods',
        'pods/ephemeralcontainers',
        'deployments',
        'replicasets',
        'statefulsets',
        'jobs',
        'cronjobs',
      ]),
    );
  });

  test('hold nothing that is declared: CEL is constant, so no declaration can be read as CEL', () => {
    const hostile: [string, string][] = [
      ['registries: [registry.example.com]', 'registries: [registry.example.com, hostile.example.com]'],
      ['attachment: lan/office', 'attachment: lan/hostile'],
      ['resourceName: intel.com/vf', 'resourceName: intel.com/hostile'],
    ];
    const admission = (rendered: Rendered) =>
      rendered.objects.filter(({ apiVersion }) => String(apiVersion).startsWith('admissionregistration'));
    expect(admission(platform('1.36', ...hostile))).toEqual(admission(platform('1.36')));
  });
});

describe('defaults', () => {
  test('are filled in where the API server serves MutatingAdmissionPolicy v1: from 1.36', () => {
    for (const version of ['1.33', '1.34', '1.35']) expect(ofKind('MutatingAdmissionPolicy', version)).toEqual([]);
    for (const version of ['1.36', '1.37', '1.100']) {
      expect(ofKind('MutatingAdmissionPolicy', version)).toHaveLength(1);
      expect(ofKind('MutatingAdmissionPolicyBinding', version)).toHaveLength(1);
    }
  });

  test('are for new pods of tenants, and leave alone what a pod names', () => {
    const policy = platform('1.36').find('MutatingAdmissionPolicy', 'pod-defaults.bulkhead.dev');
    expect(at(policy, 'spec', 'matchConstraints', 'resourceRules')).toEqual([
      { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'], scope: 'Namespaced' },
    ]);
    const expressions = (at(policy, 'spec', 'mutations') as Json[]).map(
      (mutation) => isObject(mutation) && valueAt(mutation, ['applyConfiguration', 'expression']),
    );
    expect(expressions).toEqual([
      "object.spec.?runtimeClassName.orValue('') == '' && variables.runtime != '' ? Object{spec: Object.spec{runtimeClassName: variables.runtime}} : Object{}",
      "object.spec.?serviceAccountName.orValue('default') == 'default' ? Object{spec: Object.spec{serviceAccountName: 'workload'}} : Object{}",
    ]);
    expect(at(platform('1.36').find('MutatingAdmissionPolicyBinding', 'pod-defaults.bulkhead.dev'), 'spec')).toEqual({
      policyName: 'pod-defaults.bulkhead.dev',
      matchResources: {
        matchPolicy: 'Equivalent',
        namespaceSelector: { matchExpressions: [{ key: 'bulkhead.dev/tenant', operator: 'Exists' }] },
        objectSelector: {},
      },
    });
  });

  test('let a template name no runtime and no account, which it must where there are none', () => {
    const variables = (version: string) =>
      new Map(
        (
          at(
            platform(version).find('ValidatingAdmissionPolicy', 'pod-templates.bulkhead.dev'),
            'spec',
            'variables',
          ) as JsonObject[]
        ).map(({ name, expression }) => [name, expression]),
      );
    expect(variables('1.35').get('runtime')).toBe("variables.spec.?runtimeClassName.orValue('')");
    expect(variables('1.35').get('serviceAccount')).toBe("variables.spec.?serviceAccountName.orValue('')");
    expect(variables('1.36').get('runtime')).toBe(
      "variables.spec.?runtimeClassName.orValue(namespaceObject.metadata.?annotations[?'bulkhead.dev/default-runtime'].orValue(''))",
    );
    expect(variables('1.36').get('serviceAccount')).toBe("variables.spec.?serviceAccountName.orValue('workload')");
  });
});
