import { describe, expect, test } from 'vitest';
import { podTemplatesOf } from '../../../lib/kubernetes/pod-template.js';
import { harbour } from '../harbour.js';
import { at, mapAt, Rendered } from '../rendered.js';
import { restrictedFaults } from '../restricted.js';
import { CONTAINER, legacyWith, POD, TEMPLATE } from './workload.js';

const EVERYTHING = `
command: [/bin/app]
args: [serve, --all]
env: {LOG: debug, EMPTY: ""}
secretEnv: {PASSWORD: {secret: db, key: password}}
imagePullSecrets: [pull]
user: {uid: 1000, gid: 2000}
resources: {cpu: 2, memory: 1.5Gi, ephemeral-storage: 1Gi, requests: {cpu: 500m}}
vm: {vcpus: 2, memory: 2Gi}
priorityClass: kata-high-security
terminationGracePeriodSeconds: 90
networks: [fabric, office]
devices: {gpu: 2}
readiness: {http: {path: /ready, port: 8080}, periodSeconds: 5}
liveness: {tcp: {port: 8080}, initialDelaySeconds: 3}
startup: {exec: [/bin/up], failureThreshold: 30, timeoutSeconds: 4}
files: {conf: {mountPath: /etc/app, data: {app.toml: a = 1}}}
secretFiles: {tls: {mountPath: /etc/tls, secret: tls}}
volumes: {media: {mountPath: /media, claim: media, readOnly: true}}
existing: {secrets: [db, pull, tls], claims: [media]}
scratch: {tmp: {mountPath: /tmp, size: 1024Mi}}
`;

const rendered = legacyWith(EVERYTHING);
const legacy = rendered.find('Deployment', 'legacy', 'shop-web');

test('every rendered pod passes Pod Security "restricted"', () => {
  const overlay = { workloads: { shop: { legacy: EVERYTHING } } };
  const pods = Rendered.all(harbour(overlay)).objects.flatMap((object) =>
    podTemplatesOf(object).map(({ spec }) => ({
      pod: object.metadata.name.replace(/-[0-9a-f]{8}$/, ''),
      faults: restrictedFaults(spec),
    })),
  );
  const names = ['api', 'db', 'edge', 'frontend', 'ledger', 'legacy', 'migrate', 'nightly', 'runner', 'vault'];
  expect(pods.sort((a, b) => (a.pod < b.pod ? -1 : 1))).toEqual(names.map((pod) => ({ pod, faults: [] })));
});

describe('a pod', () => {
  test('wears labels of its workload and tenant, and one that narrows its network only if it has rules', () => {
    const labels = { 'app.kubernetes.io/name': 'legacy', 'bulkhead.dev/tenant': 'shop' };
    expect(at(legacy, ...TEMPLATE, 'metadata', 'labels')).toEqual(labels);
    const narrowed = legacyWith('network: {}').find('Deployment', 'legacy');
    expect(at(narrowed, ...TEMPLATE, 'metadata', 'labels')).toEqual({ ...labels, 'bulkhead.dev/network': 'declared' });
    const isolated = legacyWith('network: {dns: false}').find('Deployment', 'legacy');
    expect(at(isolated, ...TEMPLATE, 'metadata', 'labels')).toEqual({ ...labels, 'bulkhead.dev/network': 'isolated' });
  });

  test('carries the size of its virtual machine and its networks as annotations', () => {
    const annotations = mapAt(legacy, ...TEMPLATE, 'metadata', 'annotations');
    // kata-containers docs/how-to/how-to-set-sandbox-config-kata.md: a number of vCPUs, and MiB.
    expect(annotations).toMatchObject({
      'io.katacontainers.config.hypervisor.default_vcpus': '2',
      'io.katacontainers.config.hypervisor.default_memory': '2048',
      'k8s.v1.cni.cncf.io/networks': 'sriov/fabric,lan/office',
    });
    expect(Object.keys(annotations)).toHaveLength(4);
  });

  test('is replaced when its files change, and only then', () => {
    const digest = (data: string) =>
      at(
        legacyWith(`files: {conf: {mountPath: /etc/app, data: ${data}}}`).find('Deployment', 'legacy'),
        ...TEMPLATE,
        'metadata',
        'annotations',
        'bulkhead.dev/files',
      );
    expect(digest('{a: "1", b: "2"}')).toMatch(/^[0-9a-f]{16}$/);
    expect(digest('{a: "1", b: "2"}')).toBe(digest('{b: "2", a: "1"}'));
    expect(digest('{a: "1", b: "3"}')).not.toBe(digest('{a: "1", b: "2"}'));
  });

  test('has a user, a class, secrets to pull with, and time to stop where declared', () => {
    expect(at(legacy, ...POD)).toMatchObject({
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 2000,
        fsGroup: 2000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      priorityClassName: 'kata-high-security',
      imagePullSecrets: [{ name: 'pull' }],
      terminationGracePeriodSeconds: 90,
    });
  });

  test('mounts files, secrets, claims and scratch by name', () => {
    expect(at(legacy, ...POD, 'volumes')).toEqual([
      { name: 'claim-media', persistentVolumeClaim: { claimName: 'media' } },
      { name: 'files-conf', configMap: { name: 'legacy-conf' } },
      { name: 'scratch-tmp', emptyDir: { sizeLimit: '1Gi' } },
      { name: 'secret-tls', secret: { secretName: 'tls' } },
    ]);
    expect(at(legacy, ...CONTAINER, 'volumeMounts')).toEqual([
      { name: 'claim-media', mountPath: '/media', readOnly: true },
      { name: 'files-conf', mountPath: '/etc/app', readOnly: true },
      { name: 'scratch-tmp', mountPath: '/tmp' },
      { name: 'secret-tls', mountPath: '/etc/tls', readOnly: true },
    ]);
    expect(at(rendered.find('ConfigMap', 'legacy-conf', 'shop-web'), 'data')).toEqual({ 'app.toml': 'a = 1' });
    expect(rendered.names('PersistentVolumeClaim')).toEqual([]);
  });
});

describe('its container', () => {
  test('asks for what was declared: limits are requests unless these are lower, devices and virtual functions both', () => {
    expect(at(legacy, ...CONTAINER, 'resources')).toEqual({
      limits: { cpu: '2', memory: '1536Mi', 'ephemeral-storage': '1Gi', 'nvidia.com/gpu': '2', 'intel.com/vf': '1' },
      requests: {
        cpu: '500m',
        memory: '1536Mi',
        'ephemeral-storage': '1Gi',
        'nvidia.com/gpu': '2',
        'intel.com/vf': '1',
      },
    });
  });

  test('keeps a request without a limit, and asks for nothing where nothing is declared', () => {
    const resources = (spec: string) => at(legacyWith(spec).find('Deployment', 'legacy'), ...CONTAINER, 'resources');
    expect(resources('resources: {requests: {cpu: 200m}}')).toEqual({ requests: { cpu: '200m' } });
    expect(resources('resources: {}')).toEqual({});
  });

  test('has its environment, secrets by name', () => {
    expect(at(legacy, ...CONTAINER, 'command')).toEqual(['/bin/app']);
    expect(at(legacy, ...CONTAINER, 'args')).toEqual(['serve', '--all']);
    expect(at(legacy, ...CONTAINER, 'env')).toEqual([
      { name: 'EMPTY' },
      { name: 'LOG', value: 'debug' },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
    ]);
  });

  test('has its probes', () => {
    expect(at(legacy, ...CONTAINER)).toMatchObject({
      readinessProbe: {
        httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' },
        periodSeconds: 5,
        timeoutSeconds: 1,
        failureThreshold: 3,
      },
      livenessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 3, periodSeconds: 10 },
      startupProbe: { exec: { command: ['/bin/up'] }, failureThreshold: 30, timeoutSeconds: 4 },
    });
  });

  test('pulls a tag anew each time, a digest only where it is missing', () => {
    const policy = (image: string) =>
      at(legacyWith(`image: ${image}`).find('Deployment', 'legacy'), ...CONTAINER, 'imagePullPolicy');
    expect(policy('registry.example.com/x:1')).toBe('Always');
    expect(policy(`registry.example.com/x:1@sha256:${'0'.repeat(64)}`)).toBe('IfNotPresent');
  });

  test('may write to its root only where declared', () => {
    const open = legacyWith('readOnlyRootFilesystem: false').find('Deployment', 'legacy');
    expect(at(open, ...CONTAINER, 'securityContext', 'readOnlyRootFilesystem')).toBe(false);
  });
});
