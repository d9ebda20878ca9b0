import { isDeepStrictEqual } from 'node:util';
import { HttpMethod } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Amounts } from '../../lib/kubernetes/amounts.js';
import { valueAt } from '../../lib/kubernetes/json.js';
import { formatQuantity } from '../../lib/kubernetes/quantity.js';
import { isInScope, type ScopedPod } from '../../lib/kubernetes/quota/scopes.js';
import { type Counted, usageOf } from '../../lib/kubernetes/quota/usage.js';
import { ControlPlane } from './control-plane.js';
import { startControllers } from './controllers.js';
import { needs, partAt } from './parts.js';
import { CORNERS, container, OVERHEAD, SCOPES } from './quota-corners.js';

const isThere = needs('etcd', 'kube-apiserver', 'kube-controller-manager');

describe('a real quota counts as we do', () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    if (!isThere) return;
    plane = await ControlPlane.start({ binary: partAt, version: '1.36' });
    await startControllers(plane);
    const scheduling = 'scheduling.k8s.io/v1';
    for (const object of [
      { apiVersion: scheduling, kind: 'PriorityClass', metadata: { name: 'high' }, value: 2 },
      { apiVersion: scheduling, kind: 'PriorityClass', metadata: { name: 'low' }, value: 1 },
      {
        apiVersion: 'node.k8s.io/v1',
        kind: 'RuntimeClass',
        metadata: { name: 'kata' },
        handler: 'kata',
        overhead: { podFixed: OVERHEAD },
      },
    ])
      await plane.admin.apply(object, 'setup');
  }, 60_000);
  afterAll(() => plane?.end());

  /** A namespace with these quotas, once the controllers have seen it. */
  async function namespaceWith(name: string, quotas: Readonly<Record<string, object>>): Promise<void> {
    await plane.admin.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }, 'setup');
    for (const [quota, spec] of Object.entries(quotas))
      await plane.admin.apply(
        { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: quota, namespace: name }, spec },
        'setup',
      );
    await plane.until('its service account and quotas are there', async () => {
      await plane.admin.get({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: name },
      });
      const items = await plane.admin.itemsOf({ apiVersion: 'v1', kind: 'ResourceQuota', namespace: name });
      return items.every((item) => valueAt(item, ['status', 'used']) !== undefined);
    });
  }

  async function used(namespace: string): Promise<Record<string, unknown>> {
    const items = await plane.admin.itemsOf({ apiVersion: 'v1', kind: 'ResourceQuota', namespace });
    return Object.fromEntries(
      items.map((item) => [valueAt(item, ['metadata', 'name']), valueAt(item, ['status', 'used'])]),
    );
  }

  it.each(CORNERS)('%s', async (what, pod, overhead) => {
    const { runtimeClassName, ...spec } = pod;
    const namespace = what.replaceAll(' ', '-').replaceAll(',', '').toLowerCase();
    const admitted = { ...spec, ...(overhead === undefined ? {} : { overhead }) };
    const usage = usageOf({ kind: 'Pod', spec: admitted });
    const hard = Object.fromEntries([...usage.keys()].map((name) => [name, '1Ti']));
    const scoped = Object.entries(SCOPES).map(([name, scope]) => [
      name,
      { hard: { pods: '10' }, scopeSelector: { matchExpressions: [scope] } },
    ]);
    await namespaceWith(namespace, { all: { hard }, ...Object.fromEntries(scoped) });
    await plane.admin.post({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'pod', namespace },
      spec: { ...named(spec), ...(runtimeClassName === undefined ? {} : { runtimeClassName }) },
    });
    const inScope = Object.entries(SCOPES).map(([name, scope]) => [
      name,
      { pods: isInScope(admitted, scope) ? '1' : '0' },
    ]);
    expect(await used(namespace)).toEqual({ all: written(usage, hard), ...Object.fromEntries(inScope) });
  });

  it('a pod that has completed takes no place, and is an object still', async () => {
    await namespaceWith('completed', { all: { hard: { pods: '2', 'requests.cpu': '2', 'count/pods': '2' } } });
    const spec = { containers: [container('1', '64Mi')] };
    await plane.admin.post({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'pod', namespace: 'completed' },
      spec: named(spec),
    });
    expect(await used('completed')).toEqual({ all: { pods: '1', 'requests.cpu': '1', 'count/pods': '1' } });
    await plane.admin.send(HttpMethod.PATCH, '/api/v1/namespaces/completed/pods/pod/status', {
      type: 'application/merge-patch+json',
      body: { status: { phase: 'Succeeded' } },
    });
    const usage = usageOf({ kind: 'Pod', spec, status: { phase: 'Succeeded' } });
    const expected = written(usage, { pods: '', 'requests.cpu': '', 'count/pods': '' });
    expect(expected).toEqual({ pods: '0', 'requests.cpu': '0', 'count/pods': '1' });
    await plane.until('the quota has given back', async () =>
      isDeepStrictEqual((await used('completed')).all, expected),
    );
  });

  it.each<[string, object, Counted]>([
    [
      'claim',
      claim({ storageClassName: 'fast' }),
      { kind: 'PersistentVolumeClaim', spec: claim({ storageClassName: 'fast' }).spec },
    ],
    [
      'claim-without-class',
      claim({ storageClassName: '' }),
      { kind: 'PersistentVolumeClaim', spec: claim({ storageClassName: '' }).spec },
    ],
    ...[
      { ports: [{ port: 80 }] },
      {
        type: 'NodePort',
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 81 },
        ],
      },
      {
        type: 'LoadBalancer',
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 81 },
        ],
      },
      {
        type: 'LoadBalancer',
        allocateLoadBalancerNodePorts: false,
        ports: [
          { name: 'a', port: 80, nodePort: 30123 },
          { name: 'b', port: 81 },
        ],
      },
    ].map((spec, index): [string, object, Counted] => [
      `service-${index}`,
      { kind: 'Service', spec },
      { kind: 'Service', spec },
    ]),
    ['secret', { kind: 'Secret' }, { kind: 'Secret' }],
  ])('%s', async (namespace, object, counted) => {
    const names = [
      'requests.storage',
      'persistentvolumeclaims',
      'count/persistentvolumeclaims',
      'fast.storageclass.storage.k8s.io/requests.storage',
      'fast.storageclass.storage.k8s.io/persistentvolumeclaims',
      'services',
      'count/services',
      'services.nodeports',
      'services.loadbalancers',
      'secrets',
      'count/secrets',
    ];
    const hard = Object.fromEntries(names.map((name) => [name, '1Ti']));
    await namespaceWith(namespace, { all: { hard } });
    await plane.admin.post({ apiVersion: 'v1', metadata: { name: 'one', namespace }, ...object });
    expect(await used(namespace)).toEqual({ all: written(usageOf(counted), hard) });
  });
});

/** As status.used writes it: every name that is bounded, 0 where nothing is counted. */
function written(usage: Amounts, hard: object): Record<string, string> {
  return Object.fromEntries(
    Object.keys(hard).map((name) => [name, formatQuantity(usage.get(name) ?? { nanos: 0n, format: 'DecimalSI' })]),
  );
}

/** With what the API demands of every container. */
function named(spec: ScopedPod): object {
  const name = (kind: string) => (one: object, index: number) => ({
    name: `${kind}-${index}`,
    image: 'registry.example.com/x',
    ...one,
  });
  return {
    ...spec,
    containers: spec.containers.map(name('main')),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(name('init')) }),
  };
}

function claim(more: { storageClassName: string }) {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, ...more };
  return { kind: 'PersistentVolumeClaim', spec };
}
