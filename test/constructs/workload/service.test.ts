import { describe, expect, test } from 'vitest';
import { harbour, unchecked } from '../harbour.js';
import { at, Rendered } from '../rendered.js';
import { CONTAINER, legacyWith, POD, TEMPLATE, workloadOf } from './workload.js';

describe('a service', () => {
  const frontend = workloadOf('frontend');

  test('is a Deployment of hardened pods, spread over nodes', () => {
    expect(frontend.find('Deployment', 'frontend', 'shop-web')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'frontend',
        namespace: 'shop-web',
        labels: { 'app.kubernetes.io/name': 'frontend', 'bulkhead.dev/tenant': 'shop' },
      },
      spec: {
        replicas: 3,
        selector: { matchLabels: { 'app.kubernetes.io/name': 'frontend' } },
        template: {
          metadata: {
            labels: {
              'app.kubernetes.io/name': 'frontend',
              'bulkhead.dev/tenant': 'shop',
              'bulkhead.dev/network': 'declared',
            },
          },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            restartPolicy: 'Always',
            runtimeClassName: 'kata-clh',
            serviceAccountName: 'workload',
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name: 'frontend',
                image: 'registry.example.com/shop/frontend:1.4.0',
                imagePullPolicy: 'Always',
                ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
                resources: {},
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'] },
                  privileged: false,
                  readOnlyRootFilesystem: true,
                  runAsNonRoot: true,
                },
              },
            ],
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'kubernetes.io/hostname',
                whenUnsatisfiable: 'ScheduleAnyway',
                labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'frontend' } },
              },
            ],
          },
        },
      },
    });
  });

  test('has a Service for its ports', () => {
    expect(at(frontend.find('Service', 'frontend', 'shop-web'), 'spec')).toEqual({
      type: 'ClusterIP',
      selector: { 'app.kubernetes.io/name': 'frontend' },
      ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
    });
    expect(legacyWith('service: {}').names('Service')).toEqual([]);
  });

  test('has a PodDisruptionBudget that lets every drain go on, where it has more than one pod', () => {
    expect(at(frontend.find('PodDisruptionBudget', 'frontend', 'shop-web'), 'spec')).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'frontend' } },
      // kubernetes.io/docs/tasks/run-application/configure-pdb: else pods that never get ready cannot be evicted.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    expect(legacyWith('service: {replicas: 1}').names('PodDisruptionBudget')).toEqual([]);
  });

  test('keeps its selector, which cannot be changed, whatever else is declared', () => {
    const changed = legacyWith('service: {replicas: 5, ports: {http: {port: 80}}}\nnetwork: {dns: false}');
    expect(at(changed.find('Deployment', 'legacy'), 'spec', 'selector')).toEqual({
      matchLabels: { 'app.kubernetes.io/name': 'legacy' },
    });
  });

  test('names a container port once, though two Service ports lead to it: apply refuses equal map keys', () => {
    const rendered = legacyWith(`
service:
  ports: {http: {port: 80, targetPort: 8080}, alt: {port: 8000, targetPort: 8080}, dns: {port: 8080, protocol: UDP}}`);
    expect(at(rendered.find('Deployment', 'legacy'), ...TEMPLATE, 'spec', 'containers', 0, 'ports')).toEqual([
      { name: 'alt', containerPort: 8080, protocol: 'TCP' },
      { name: 'dns', containerPort: 8080, protocol: 'UDP' },
    ]);
    expect(at(rendered.find('Service', 'legacy'), 'spec', 'ports')).toHaveLength(3);
  });
});

describe('a rollout', () => {
  const strategy = (spec: string) => at(legacyWith(spec).find('Deployment', 'legacy'), 'spec', 'strategy');

  test.each([
    ['placement: {spread: required}', 'a node of its own kind'],
    ['devices: {gpu: 1}\nresources: {memory: 1Gi}', 'a device'],
    ['networks: [fabric]', 'a virtual function'],
    ['volumes: {data: {mountPath: /data, claim: legacy, create: {size: 1Gi}}}', 'a volume that one node mounts'],
  ])('makes room first where a pod holds something: %s', (spec) => {
    expect(strategy(spec)).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
  });

  test.each([
    'service: {}',
    'networks: [office]',
    'volumes: {data: {mountPath: /data, claim: shared, create: {size: 1Gi, accessMode: ReadWriteMany}}}',
  ])("is the API server's own elsewhere: %s", (spec) => {
    expect(strategy(spec)).toBeUndefined();
  });
});

const runners = workloadOf('runner');
const runner = runners.find('Deployment', 'runner', 'shop-web');

describe('a sandbox', () => {
  test('is one pod without a token, hardened, with limits, closed to the network', () => {
    expect(at(runner, 'spec', 'replicas')).toBe(1);
    expect(at(runner, ...TEMPLATE, 'metadata', 'labels')).toMatchObject({ 'bulkhead.dev/network': 'isolated' });
    expect(at(runner, ...POD)).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(at(runner, ...CONTAINER)).toMatchObject({
      resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      },
    });
    expect(runners.names('Service')).toEqual(['runner']);
  });

  test('never writes to its root, whatever is declared', () => {
    const cluster = harbour();
    const open = unchecked(cluster, cluster.workloads.get('shop')?.get('runner'), (spec) => {
      spec.readOnlyRootFilesystem = false;
    });
    const deployment = Rendered.all(open).find('Deployment', 'runner');
    expect(at(deployment, ...CONTAINER, 'securityContext', 'readOnlyRootFilesystem')).toBe(true);
  });
});
