import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HttpMethod, KubeConfig } from '@kubernetes/client-node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import { valueAt } from '../../lib/kubernetes/json.js';
import { harbour } from '../constructs/harbour.js';
import { Client } from './client.js';
import type { ControlPlane } from './control-plane.js';
import { ENVIRONMENT_PARTS, startEnvironment } from './environment.js';
import { exec } from './exec.js';
import { LOG } from './kwok.js';
import { needs } from './parts.js';
import { bind } from './roles.js';
import { hasCondition, lacking } from './rollout.js';
import { memberOf } from './users.js';

const isThere = needs(...ENVIRONMENT_PARTS);

const ADMIN = memberOf('shop-admins');
const VIEWER = memberOf('shop-auditors');

/** Two at once, of two versions: neither may get in the other's way. */
let older: ControlPlane;
let newer: ControlPlane;
beforeAll(async () => {
  if (!isThere) return;
  [older, newer] = await Promise.all([
    startEnvironment(harbour()),
    startEnvironment(harbour({ environment: [['"1.34"', '"1.36"']] })),
  ]);
}, 120_000);
afterAll(() => Promise.all([older?.end(), newer?.end()]));

const namesOf = (objects: readonly JsonObject[]) => objects.map((one) => valueAt(one, ['metadata', 'name'])).sort();

/** The pools of harbour: eight nodes of the bank, three for all. */
const NODE_NAMES = [...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `bank-${n}`), 'general-1', 'general-2', 'general-3'];

const NODES = { apiVersion: 'v1', kind: 'Node' };
const PODS = { apiVersion: 'v1', kind: 'Pod', namespace: 'default' };
const LEASES = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'kube-node-lease' };

const POD = (labels: object, more: object = {}) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'app', image: 'registry.example.com/app:1', ...more }] },
});

async function nodesAreReady(plane: ControlPlane): Promise<JsonObject[]> {
  return plane.until('all nodes are Ready', async () => {
    const nodes = await plane.admin.itemsOf(NODES);
    return nodes.length === NODE_NAMES.length && nodes.every(({ status }) => hasCondition(status, 'Ready')) && nodes;
  });
}

async function isRolledOut(plane: ControlPlane, workload: object): Promise<void> {
  const { object } = await plane.admin.apply(workload, 'setup');
  await plane.until('it is rolled out', async () => {
    const lack = lacking(await plane.admin.get(object as never));
    if (lack !== undefined) throw new Error(lack);
  });
}

it('has each its own version and the nodes of its pools', async () => {
  const versions = [older, newer].map(
    async ({ admin }) => (await admin.send(HttpMethod.GET, '/version')).object.emulationMinor,
  );
  expect(await Promise.all(versions)).toEqual(['34', '36']);
  for (const plane of [older, newer]) expect(namesOf(await nodesAreReady(plane))).toEqual(NODE_NAMES);
});

// What is not renewed within 40 s makes the node lost, its pods not Ready, and every workload unavailable.
it('renews the leases of its nodes', async () => {
  const renewals = async () =>
    (await newer.admin.itemsOf(LEASES)).map(({ metadata, spec }) => ({
      name: valueAt(metadata, ['name']),
      seconds: valueAt(spec, ['leaseDurationSeconds']),
      renewed: valueAt(spec, ['renewTime']) as string,
    }));
  const before = await newer.until('each node has a lease', async () => {
    const leases = await renewals();
    return leases.length === NODE_NAMES.length && leases;
  });
  expect(new Set(before.map(({ seconds }) => seconds))).toEqual(new Set([40]));
  await newer.until('each is renewed', async () => {
    const after = await renewals();
    return before.every(({ name, renewed }) => after.some((one) => one.name === name && one.renewed > renewed));
  });
}, 40_000);

it('places pods where their RuntimeClass belongs, and they become Available', async () => {
  const labels = { app: 'ledger' };
  await newer.admin.apply({
    apiVersion: 'node.k8s.io/v1',
    kind: 'RuntimeClass',
    metadata: { name: 'vault' },
    handler: 'vault',
    scheduling: {
      nodeSelector: { 'example.com/pool': 'bank' },
      tolerations: [{ key: 'example.com/pool', operator: 'Equal', value: 'bank', effect: 'NoSchedule' }],
    },
  });
  const template = POD(labels);
  await isRolledOut(newer, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'ledger', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: { ...template, spec: { ...template.spec, runtimeClassName: 'vault' } },
    },
  });
  const pods = await newer.admin.itemsOf(PODS, { labelSelector: 'app=ledger' });
  for (const { spec } of pods) expect(valueAt(spec, ['nodeName'])).toMatch(/^bank-[1-8]$/);
  expect(pods).toHaveLength(3);
}, 60_000);

it('binds the claims of a StatefulSet, one after the other', async () => {
  const labels = { app: 'store' };
  await isRolledOut(newer, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'store', namespace: 'default' },
    spec: {
      replicas: 2,
      serviceName: 'store',
      selector: { matchLabels: labels },
      template: POD(labels, { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  });
  const claims = await newer.admin.itemsOf({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default' });
  expect(
    claims.map(({ metadata, spec, status }) => [
      valueAt(metadata, ['name']),
      valueAt(spec, ['storageClassName']),
      valueAt(status, ['phase']),
    ]),
  ).toEqual([
    ['data-store-0', 'standard', 'Bound'],
    ['data-store-1', 'standard', 'Bound'],
  ]);
}, 60_000);

it('runs a Job to its end', async () => {
  const template = POD({ app: 'once' });
  await isRolledOut(older, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'once', namespace: 'default' },
    spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
  });
}, 60_000);

it('shows logs and executes commands for those who may', async () => {
  for (const binding of [bind(ADMIN, 'edit'), bind(VIEWER, 'view')]) await older.admin.apply(binding, 'setup');
  await older.admin.apply({
    apiVersion: 'v1',
    kind: 'Pod',
    ...POD({}),
    metadata: { name: 'shell', namespace: 'default' },
  });
  await older.until('the pod runs', async () => {
    const pod = await older.admin.get({ ...PODS, metadata: { name: 'shell', namespace: 'default' } });
    return valueAt(pod, ['status', 'phase']) === 'Running';
  });
  expect(await older.as(VIEWER).logOf('default', 'shell')).toBe(LOG);
  const where = { namespace: 'default', pod: 'shell', container: 'app' };
  expect(await exec(older, ADMIN, where, ['echo', 'hello'])).toBe('hello\n');
  await expect(exec(older, VIEWER, where, ['echo', 'hello'])).rejects.toThrow('403');
}, 60_000);

it('lets nothing but the setup of a test be system:masters', async () => {
  const { folder } = newer.processes;
  const identities = readdirSync(folder)
    .filter((file) => file.endsWith('.kubeconfig'))
    .map(async (file) => {
      const config = new KubeConfig();
      config.loadFromString(readFileSync(join(folder, file), 'utf8'));
      const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
      const { object } = await config.makeApiClient(Client).post(review);
      return valueAt(object, ['status', 'userInfo']);
    });
  const users = (await Promise.all(identities)) as { username: string; groups: string[] }[];
  expect(users.map(({ username, groups }) => [username, groups])).toEqual([
    ['kwok', ['system:authenticated']],
    ['system:kube-controller-manager', ['system:authenticated']],
    ['system:kube-scheduler', ['system:authenticated']],
  ]);
  // Each of its controllers is a service account of its own.
  const accounts = await newer.admin.itemsOf({ apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'kube-system' });
  expect(namesOf(accounts)).toContain('deployment-controller');
  expect(namesOf(accounts)).toContain('resourcequota-controller');
});
