import { describe, expect, test } from 'vitest';
import { at } from '../rendered.js';
import { tenantOf } from './tenant.js';

const hard = (name: string, namespace: string, tenant = 'shop', spec = '') =>
  at(
    tenantOf(tenant, spec === '' ? {} : { tenants: { [tenant]: spec } }).find('ResourceQuota', name, namespace),
    'spec',
    'hard',
  );

describe('ResourceQuota', () => {
  test('of compute bounds requests and limits, devices that were granted, and closes all others', () => {
    expect(hard('compute', 'shop-web')).toEqual({
      'requests.cpu': '16',
      'limits.cpu': '16',
      'requests.memory': '32Gi',
      'limits.memory': '32Gi',
      'requests.ephemeral-storage': '20Gi',
      'limits.ephemeral-storage': '20Gi',
      'requests.nvidia.com/gpu': '4',
      'requests.intel.com/vf': '2',
    });
    expect(hard('compute', 'bank-core', 'bank')).toMatchObject({
      'requests.nvidia.com/gpu': '0',
      'requests.intel.com/vf': '0',
    });
  });

  test('follows what a namespace declares of its own', () => {
    expect(hard('compute', 'shop-data')).toMatchObject({
      'requests.cpu': '6',
      'limits.cpu': '8',
      'limits.memory': '32Gi',
    });
  });

  test('of storage bounds the classes that were granted and closes all others', () => {
    expect(hard('storage', 'shop-data')).toEqual({
      'requests.storage': '200Gi',
      'fast.storageclass.storage.k8s.io/requests.storage': '150Gi',
      'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '4',
      'standard.storageclass.storage.k8s.io/requests.storage': '100Gi',
    });
    expect(hard('storage', 'bank-core', 'bank')).toMatchObject({
      'requests.storage': '0',
      'fast.storageclass.storage.k8s.io/requests.storage': '0',
      'fast.storageclass.storage.k8s.io/persistentvolumeclaims': '0',
    });
  });

  test('of objects closes node ports and load balancers, and claims unless declared', () => {
    const objects = {
      pods: '50',
      services: '20',
      secrets: '50',
      configmaps: '50',
      persistentvolumeclaims: '4',
      replicationcontrollers: '0',
      resourcequotas: '20',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
      'count/deployments.apps': '50',
      'count/statefulsets.apps': '20',
      'count/jobs.batch': '50',
      'count/cronjobs.batch': '20',
    };
    expect(hard('objects', 'shop-data')).toEqual(objects);
    expect(hard('objects', 'bank-core', 'bank')).toEqual({ ...objects, persistentvolumeclaims: '0' });
    const declared = 'quota: {loadBalancers: 2, objects: {pods: 1000, count/ingresses.networking.k8s.io: 3}}';
    // The API server stores a count of 1000 as 1k.
    expect(hard('objects', 'shop-web', 'shop', declared)).toMatchObject({
      pods: '1k',
      'count/ingresses.networking.k8s.io': '3',
      'services.loadbalancers': '2',
      'services.nodeports': '0',
    });
  });

  test('of a PriorityClass is scoped to it and holds only what such a scope may (core helper.IsResourceQuotaScopeValidForResource)', () => {
    expect(at(tenantOf('shop').find('ResourceQuota', 'kata-high-security', 'shop-web'), 'spec')).toEqual({
      hard: {
        'requests.cpu': '3',
        'limits.cpu': '5',
        'requests.memory': '8Gi',
        'limits.memory': '8Gi',
        pods: '5',
      },
      scopeSelector: {
        matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['kata-high-security'] }],
      },
    });
  });

  test('closes affinity across namespaces, except to tenants that may have nodes to themselves', () => {
    expect(at(tenantOf('shop').find('ResourceQuota', 'cross-namespace-affinity', 'shop-web'), 'spec')).toEqual({
      hard: { pods: '0' },
      scopeSelector: { matchExpressions: [{ scopeName: 'CrossNamespacePodAffinity', operator: 'Exists' }] },
    });
    expect(tenantOf('bank').names('ResourceQuota', 'bank-core')).toEqual(['compute', 'objects', 'storage']);
  });

  test('may have the name of the LimitRange', () => {
    const spec = 'quota: {scoped: {defaults: {priorityClass: kata-high-security, pods: 3}}}';
    expect(hard('defaults', 'shop-web', 'shop', spec)).toEqual({ pods: '3' });
  });
});

describe('LimitRange', () => {
  const limits = (tenant: string, namespace: string, spec = '') =>
    at(
      tenantOf(tenant, spec === '' ? {} : { tenants: { [tenant]: spec } }).find('LimitRange', 'defaults', namespace),
      'spec',
      'limits',
    );

  test('gives defaults, bounds and ratios for containers, pods and claims', () => {
    expect(limits('shop', 'shop-web')).toEqual([
      {
        type: 'Container',
        default: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
        defaultRequest: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
        min: { cpu: '10m' },
        max: { cpu: '4', memory: '8Gi' },
        maxLimitRequestRatio: { cpu: '4', memory: '1' },
      },
      { type: 'Pod', max: { cpu: '8' } },
      { type: 'PersistentVolumeClaim', max: { storage: '1T' } },
    ]);
  });

  test('has defaults where nothing is declared: a quota of limits refuses containers without', () => {
    expect(limits('bank', 'bank-core')).toEqual([
      {
        type: 'Container',
        default: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
        defaultRequest: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
        maxLimitRequestRatio: { cpu: '1', memory: '1' },
      },
    ]);
  });

  // Without a bound a container may request nothing, and the scheduler puts everybody on one node.
  describe('bounds limits by requests', () => {
    const ratio = (spec: string, overcommit: string) => {
      const environment = [['  registries:', `  overcommit: ${overcommit}\n  registries:`]] as const;
      const { objects } = tenantOf('bank', { environment, tenants: { bank: `limits: {container: ${spec}}` } });
      const [range] = objects.filter(({ kind }) => kind === 'LimitRange');
      return range && at(range, 'spec', 'limits', 0, 'maxLimitRequestRatio');
    };

    test.each([
      ['as far as nodes may be overcommitted', '{}', '{cpu: 1.5}', { cpu: '1500m', memory: '1' }],
      ['never below 1, which the API server refuses', '{}', '{cpu: 0.5, memory: 0.9}', { cpu: '1', memory: '1' }],
      ['as declared', '{maxLimitRequestRatio: {cpu: 8}}', '{cpu: 2, memory: 3}', { cpu: '8', memory: '3' }],
      // ValidateLimitRange (pkg/apis/core/validation): a ratio may not be above max over min.
      ['as far as min and max let it', '{min: {cpu: 400m}, max: {cpu: 1}}', '{cpu: 4}', { cpu: '2500m', memory: '1' }],
      ['whatever a min of zero leaves', '{min: {cpu: 0}, max: {cpu: 1}}', '{cpu: 4}', { cpu: '4', memory: '1' }],
    ])('%s', (_, spec, overcommit, expected) => {
      expect(ratio(spec, overcommit)).toEqual(expected);
    });
  });

  test('writes every default that the API server would fill in (SetDefaults_LimitRangeItem)', () => {
    const spec =
      'limits: {container: {defaultRequest: {cpu: 100m}, min: {ephemeral-storage: 1Mi}, max: {ephemeral-storage: 2Gi}, maxLimitRequestRatio: {cpu: 5}}}';
    expect(limits('bank', 'bank-core', spec)).toEqual([
      {
        type: 'Container',
        default: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
        defaultRequest: { cpu: '100m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
        min: { 'ephemeral-storage': '1Mi' },
        max: { 'ephemeral-storage': '2Gi' },
        maxLimitRequestRatio: { cpu: '5', memory: '1' },
      },
    ]);
  });

  test('has no entry for claims without a bound, which the API server refuses', () => {
    expect(limits('bank', 'bank-core', 'limits: {claim: {}}')).toHaveLength(1);
  });
});
