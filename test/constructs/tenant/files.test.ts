import { App } from 'cdk8s';
import { expect, test } from 'vitest';
import { Tenant } from '../../../lib/constructs/tenant/tenant.js';
import { collect } from '../../../lib/synth/collect.js';
import { harbour } from '../harbour.js';

function filesOf(name: string): Record<string, string[]> {
  const cluster = harbour();
  const tenant = cluster.tenants.get(name);
  if (tenant === undefined) throw new Error(`harbour has no tenant ${name}`);
  const app = new App();
  new Tenant(app, name, { cluster, tenant });
  return Object.fromEntries(
    collect(app).map(({ path, objects }) => [path, [...new Set(objects.map(({ object }) => object.kind))]]),
  );
}

test('walls are one file for each concern, workloads one file each', () => {
  expect(filesOf('bank')).toEqual({
    'tenants/bank/walls/bank-core/namespace.yaml': ['Namespace'],
    'tenants/bank/walls/bank-core/access.yaml': ['Role', 'RoleBinding', 'ServiceAccount'],
    'tenants/bank/walls/bank-core/quota.yaml': ['LimitRange', 'ResourceQuota'],
    'tenants/bank/walls/bank-core/network.yaml': ['NetworkPolicy'],
    'tenants/bank/walls/bank-edge/namespace.yaml': ['Namespace'],
    'tenants/bank/walls/bank-edge/access.yaml': ['Role', 'RoleBinding', 'ServiceAccount'],
    'tenants/bank/walls/bank-edge/quota.yaml': ['LimitRange', 'ResourceQuota'],
    'tenants/bank/walls/bank-edge/network.yaml': ['NetworkPolicy'],
    'tenants/bank/workloads/bank-core/ledger.yaml': ['Deployment', 'PodDisruptionBudget', 'Service'],
    'tenants/bank/workloads/bank-core/vault.yaml': ['Deployment', 'PodDisruptionBudget'],
    'tenants/bank/workloads/bank-edge/edge.yaml': ['Deployment', 'PodDisruptionBudget'],
  });
});

test('a retired tenant keeps its walls', () => {
  expect(Object.keys(filesOf('lab'))).toEqual([
    'tenants/lab/walls/lab/namespace.yaml',
    'tenants/lab/walls/lab/access.yaml',
    'tenants/lab/walls/lab/quota.yaml',
    'tenants/lab/walls/lab/network.yaml',
  ]);
});
