import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../lib/kubernetes/json.js';
import { valueAt } from '../../lib/kubernetes/json.js';
import { harbour } from '../constructs/harbour.js';
import { part } from './attacks/attack.js';
import { patch, pathOf } from './attacks/requests.js';
import { pod, podTemplate } from './attacks/target.js';
import { needs } from './parts.js';
import { memberOf } from './users.js';
import { BINDER, Walled } from './walled.js';

const isThere = needs('etcd', 'kube-apiserver');

let walled: Walled;
beforeAll(async () => {
  if (isThere) walled = await Walled.start(harbour({ environment: [['"1.34"', '"1.36"']] }));
}, 120_000);
afterAll(() => walled?.plane.end());

describe('from Kubernetes 1.36', () => {
  it('a pod that names neither runtime nor account is given both, with what the RuntimeClass brings', async () => {
    const { object } = await walled.plane
      .as(walled.target('shop-web').admin)
      .post(walled.pod('shop-web', { unnamed: true }));
    expect(object.spec).toMatchObject({
      runtimeClassName: 'kata-clh',
      serviceAccountName: 'workload',
      overhead: { cpu: '250m', memory: '130Mi' },
      nodeSelector: { 'katacontainers.io/kata-runtime': 'true' },
      tolerations: expect.arrayContaining([{ key: 'example.com/tier', operator: 'Equal', value: 'vm' }]),
    });
  });

  it('what is named stays', async () => {
    const { object } = await walled.plane.as(walled.target('shop-web').admin).post({
      ...walled.pod('shop-web', { runtime: 'gvisor' }),
      metadata: { name: 'named', namespace: 'shop-web' },
    });
    expect(valueAt(object.spec, ['runtimeClassName'])).toBe('gvisor');
  });

  it('no pod runs before its account is there', async () => {
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'workload', namespace: 'lab' } };
    await walled.plane.admin.remove(account);
    expect(await walled.answer(walled.pod('lab', { unnamed: true }))).toContain('serviceaccount "workload" not found');
    await walled.plane.admin.apply({ ...account, automountServiceAccountToken: false });
  });

  it('a template need not name them', async () => {
    const template = podTemplate(walled.target('shop-web'));
    for (const field of ['runtimeClassName', 'serviceAccountName']) delete part(template, 'spec')[field];
    expect(await walled.answer({ ...JOB, spec: { template } })).toBe('accepted');
  });
});

const JOB = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'once', namespace: 'shop-web' } };

describe('what was let in', () => {
  const NAME = { name: 'older', namespace: 'bank-edge' };
  const POD = pathOf('v1', 'pods', 'bank-edge', 'older');
  const labels = { app: 'older' };
  const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: NAME };
  const bank = () => walled.plane.as(memberOf('bank-admins'));

  it('goes on when its grant is withdrawn', async () => {
    await bank().post({ ...pod(walled.target('bank-edge')), metadata: NAME });
    const template = podTemplate(walled.target('bank-edge')) as { spec: JsonObject };
    await bank().post({
      ...DEPLOYMENT,
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { ...template.spec, restartPolicy: 'Always' } },
      },
    });
    // As if the walls were rendered by a version that knew of no grants.
    const annotations = Object.fromEntries(
      ['runtimes', 'registries', 'tolerations', 'image-digests'].map((name) => [`bulkhead.dev/${name}`, null]),
    );
    await walled.plane.admin.edit(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'bank-edge' } },
      { metadata: { annotations } },
    );

    // Its image is still there, and still not judged.
    await walled.plane.until('nothing is granted any more', async () =>
      (await walled.answer(walled.pod('bank-edge'))).includes(
        'runtimeClassName kata-clh is not granted; granted: none',
      ),
    );
    for (const metadata of [{ labels: { note: 'a' } }, { finalizers: ['example.com/kept'] }, { finalizers: [] }])
      await bank().edit(
        { apiVersion: 'v1', kind: 'Pod', metadata: NAME },
        { metadata },
        'application/merge-patch+json',
      );
    await bank().edit(DEPLOYMENT, { spec: { replicas: 0 } });
    await bank().edit(DEPLOYMENT, { metadata: { labels: { note: 'a' } } });
  });

  it('but nothing new comes in by it', async () => {
    const image = { spec: { containers: [{ name: 'app', image: 'registry.example.com/app:2' }] } };
    const denied = 'image registry.example.com/app:2 is from no registry that the tenant was granted: none';
    await expect(patch(POD, image)(bank())).rejects.toThrow(denied);
    await expect(bank().edit(DEPLOYMENT, { spec: { template: image } })).rejects.toThrow(
      'runtimeClassName kata-clh is not granted',
    );
  });

  it('can be deleted', async () => {
    await bank().remove({ apiVersion: 'v1', kind: 'Pod', metadata: NAME });
    await bank().remove(DEPLOYMENT);
  });
});

describe('a claim that waits', () => {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'media', namespace: 'shop-data' },
  };
  const path = pathOf('v1', 'persistentvolumeclaims', 'shop-data', 'media');
  const bound = patch(path, { spec: { volumeName: 'pv-1' } });

  it('is bound by the controller, not by hand', async () => {
    await walled.plane.as(memberOf('shop-admins')).post({
      ...claim,
      spec: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    await expect(bound(walled.plane.as(memberOf('shop-admins')))).rejects.toThrow(
      "'persistentvolumeclaims.bulkhead.dev' denied request: volumeName must not be set",
    );
    await expect(bound(walled.plane.admin)).rejects.toThrow('volumeName must not be set');
    await expect(bound(walled.plane.as(BINDER))).resolves.toBeDefined();
  });
});

describe('a namespace', () => {
  const path = pathOf('v1', 'namespaces', undefined, 'lab');
  const edit = (metadata: JsonObject) => patch(path, { metadata })(walled.plane.admin);

  it.each([
    ['label of Rancher', { labels: { 'field.cattle.io/projectId': 'p-1' } }],
    ['label of Argo CD', { labels: { 'app.kubernetes.io/instance': 'walls' } }],
    [
      'label that its Tenant declares',
      { labels: { 'example.com/scan': 'yes' }, annotations: { 'bulkhead.dev/namespace-labels': 'example.com/scan' } },
    ],
    ['annotation that no wall reads', { annotations: { 'cattle.io/status': '{}' } }],
    ['value that Argo CD heals', { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } }],
  ])('may gain: %s', async (_, metadata) => {
    await expect(edit(metadata as JsonObject)).resolves.toBeDefined();
  });

  it.each([
    ['label that pretends to be Rancher’s', { labels: { 'example.com/field.cattle.io': 'p-1' } }],
    [
      'label of a part of a declared name',
      {
        labels: { 'example.com/scan': 'yes' },
        annotations: { 'bulkhead.dev/namespace-labels': 'example.com/scanner' },
      },
    ],
  ])('but not: %s', async (_, metadata) => {
    await expect(edit(metadata as JsonObject)).rejects.toThrow('is not declared for this namespace');
  });
});
