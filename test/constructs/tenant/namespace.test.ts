import { describe, expect, test } from 'vitest';
import { at } from '../rendered.js';
import { tenantOf } from './tenant.js';

describe('Namespace', () => {
  test('pins Pod Security to the minor version of the cluster and carries the grant', () => {
    expect(tenantOf('shop').find('Namespace', 'shop-data')).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop-data',
        labels: {
          'bulkhead.dev/tenant': 'shop',
          'bulkhead.dev/cost-centre': 'cc-4711',
          'pod-security.kubernetes.io/enforce': 'restricted',
          'pod-security.kubernetes.io/enforce-version': 'v1.34',
          'pod-security.kubernetes.io/audit': 'restricted',
          'pod-security.kubernetes.io/audit-version': 'v1.34',
          'pod-security.kubernetes.io/warn': 'restricted',
          'pod-security.kubernetes.io/warn-version': 'v1.34',
        },
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
          'bulkhead.dev/contact': 'shop@example.com',
          'bulkhead.dev/runtimes': 'kata-clh,gvisor',
          'bulkhead.dev/default-runtime': 'kata-clh',
          'bulkhead.dev/priority-classes': 'kata-high-security',
          'bulkhead.dev/registries': 'registry.example.com,quay.io/shop',
          'bulkhead.dev/storage-classes': 'fast,standard',
        },
      },
    });
  });

  test('has no annotation for what was not granted', () => {
    const annotations = at(tenantOf('bank').find('Namespace', 'bank-core'), 'metadata', 'annotations');
    expect(Object.keys(annotations as object).sort()).toEqual([
      'argocd.argoproj.io/sync-options',
      'bulkhead.dev/contact',
      'bulkhead.dev/default-runtime',
      'bulkhead.dev/registries',
      'bulkhead.dev/runtimes',
    ]);
  });

  test('takes the level of its tenant, and labels that it needs', () => {
    const tenants = {
      bank: `
podSecurity: baseline
namespaceLabels: {example.com/scan: "yes"}`,
    };
    const labels = at(tenantOf('bank', { tenants }).find('Namespace', 'bank-core'), 'metadata', 'labels');
    expect(labels).toMatchObject({
      'example.com/scan': 'yes',
      'bulkhead.dev/tenant': 'bank',
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/audit': 'baseline',
      'pod-security.kubernetes.io/warn': 'baseline',
    });
  });
});
