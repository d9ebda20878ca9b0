import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import { ControlPlane } from './control-plane.js';
import { changedLeaves } from './leaves.js';
import { needs, partAt } from './parts.js';

// That the judge of stored.test.ts finds what is wrong: else its silence would say nothing.
const isThere = needs('etcd', 'kube-apiserver');

const STRANGER = { name: 'stranger' };

let plane: ControlPlane;
beforeAll(async () => {
  if (isThere) plane = await ControlPlane.start({ binary: partAt, version: '1.36', users: [STRANGER] });
}, 120_000);
afterAll(() => plane?.end());

const quota = (hard: JsonObject, more: JsonObject = {}) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'compute', namespace: 'default' },
  spec: { hard, ...more },
});

it('refuses a field that is misspelt', async () => {
  await expect(plane.admin.apply(quota({ pods: '1' }, { scope: [] }))).rejects.toThrow(
    /field not declared in schema|unknown field "spec\.scope"/,
  );
});

it('shows a quantity that is stored otherwise', async () => {
  const written = quota({ 'requests.cpu': '1000m' });
  const { object } = await plane.admin.apply(written);
  expect(changedLeaves(written, object)).toEqual(['spec.hard["requests.cpu"]: written "1000m", stored "1"']);
});

it('hears warnings', async () => {
  const { warnings } = await plane.admin.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'open', namespace: 'default' },
    spec: { ports: [{ port: 1 }], externalIPs: ['192.0.2.1'] },
  });
  expect(warnings).toEqual(['spec.externalIPs is deprecated and may no longer be implemented in some clusters']);
});

it('knows nobody who has no token, and grants nothing to a user without rights', async () => {
  const message = 'User "stranger" cannot patch resource';
  await expect(plane.as(STRANGER).apply(quota({ pods: '1' }))).rejects.toThrow(message);
  await expect(plane.as({ name: 'nobody' }).apply(quota({ pods: '1' }))).rejects.toThrow('Unauthorized');
});
