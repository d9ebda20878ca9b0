import { describe, expect, test } from 'vitest';
import { Platform } from '../../../lib/constructs/platform/platform.js';
import { nodePreparationScripts, SCRIPT } from '../../../lib/kata/node-preparation/scripts.js';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { harbour } from '../harbour.js';
import { at, mapAt, Rendered } from '../rendered.js';
import { KATA_DEPLOY, type Prepared, preparedHarbour, SHA256, TOOLS } from './prepared.js';

const NAMESPACE = 'node-preparation';

const platform = (options?: Prepared) =>
  Rendered.of((app) => new Platform(app, 'platform', { cluster: preparedHarbour(options) }));

const agent = (rendered = platform()) => rendered.find('DaemonSet', 'node-preparation-general', NAMESPACE);

const configMap = (rendered: Rendered, prefix: string) => {
  const [found, ...others] = rendered
    .ofKind('ConfigMap', NAMESPACE)
    .filter(({ metadata }) => metadata.name.startsWith(prefix));
  if (found === undefined || others.length > 0) throw new Error(`not one ConfigMap ${prefix}…`);
  return found;
};
const files = (rendered = platform()) =>
  mapAt(configMap(rendered, 'node-preparation-general-'), 'data') as Record<string, string>;

describe('an agent', () => {
  test('is root on its node, in one file to read from top to bottom', () => {
    const rendered = platform();
    expect(agent(rendered)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: {
        name: 'node-preparation-general',
        namespace: NAMESPACE,
        annotations: { 'argocd.argoproj.io/sync-wave': '20' },
      },
      spec: {
        selector: {
          matchLabels: { 'app.kubernetes.io/name': 'node-preparation', 'app.kubernetes.io/instance': 'general' },
        },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
        template: {
          metadata: {
            labels: { 'app.kubernetes.io/name': 'node-preparation', 'app.kubernetes.io/instance': 'general' },
          },
          spec: {
            nodeSelector: {
              'example.com/gvisor': 'true',
              'example.com/zone': 'a',
              'example.com/rack': 'b',
              'kubernetes.io/arch': 'amd64',
            },
            tolerations: [{ key: 'katacontainers.io/not-ready', operator: 'Exists' }],
            serviceAccountName: 'node-preparation',
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            priorityClassName: 'system-node-critical',
            terminationGracePeriodSeconds: 120,
            containers: [
              {
                name: 'node-preparation',
                image: TOOLS,
                imagePullPolicy: 'IfNotPresent',
                command: ['sh', `/scripts/${SCRIPT}`, 'install'],
                env: [
                  { name: 'API_SERVER', value: 'https://kubernetes.default.svc' },
                  { name: 'ARTIFACTS', value: '/artifacts' },
                  { name: 'CA_FILE', value: '/token/ca.crt' },
                  { name: 'FILES', value: '/files' },
                  { name: 'HOST_ROOT', value: '/host' },
                  { name: 'NODE_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } },
                  { name: 'SCRIPTS', value: '/scripts' },
                  { name: 'TOKEN_FILE', value: '/token/token' },
                ],
                resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '2', memory: '512Mi' } },
                securityContext: { privileged: true, readOnlyRootFilesystem: true, runAsUser: 0 },
                readinessProbe: { exec: { command: ['test', '-e', '/run/node-preparation/ready'] }, periodSeconds: 10 },
                livenessProbe: {
                  exec: { command: ['sh', '-c', 'test -n "$(find /run/node-preparation/alive -mmin -15)"'] },
                  initialDelaySeconds: 60,
                  periodSeconds: 60,
                  timeoutSeconds: 10,
                },
                volumeMounts: [
                  { name: 'artifacts', mountPath: '/artifacts' },
                  { name: 'files', mountPath: '/files', readOnly: true },
                  { name: 'host', mountPath: '/host', mountPropagation: 'HostToContainer' },
                  { name: 'scripts', mountPath: '/scripts', readOnly: true },
                  { name: 'state', mountPath: '/run/node-preparation' },
                  { name: 'token', mountPath: '/token', readOnly: true },
                ],
              },
            ],
            volumes: [
              { name: 'artifacts', emptyDir: { sizeLimit: '8Gi' } },
              { name: 'files', configMap: { name: configMap(rendered, 'node-preparation-general-').metadata.name } },
              { name: 'host', hostPath: { path: '/', type: 'Directory' } },
              { name: 'scripts', configMap: { name: configMap(rendered, 'node-preparation-scripts-').metadata.name } },
              { name: 'state', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
              {
                name: 'token',
                projected: {
                  defaultMode: 256,
                  sources: [
                    { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
                    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
                  ],
                },
              },
            ],
          },
        },
      },
    });
  });

  test('runs where a pool declares kata, and nothing does where nobody declares the preparation of nodes', () => {
    expect(platform().names('DaemonSet')).toEqual(['node-preparation-general']);
    const nothing = Rendered.of((app) => new Platform(app, 'platform', { cluster: harbour() }));
    for (const kind of ['DaemonSet', 'ConfigMap', 'Namespace', 'ClusterRole']) expect(nothing.names(kind)).toEqual([]);
  });

  test('tolerates the taints of its pool and the declared startup taint, and selects by no label that it sets', () => {
    const taints =
      'containerRuntime: {version: "2.1.4"}\n      taints: {example.com/tier: {value: vm, effect: NoExecute}, example.com/slow: {effect: PreferNoSchedule}}';
    const rendered = platform({ pool: taints, more: 'startupTaint: katacontainers.io/unprepared' });
    expect(at(agent(rendered), 'spec', 'template', 'spec', 'tolerations')).toEqual([
      { key: 'example.com/slow', operator: 'Exists', effect: 'PreferNoSchedule' },
      { key: 'example.com/tier', operator: 'Equal', value: 'vm', effect: 'NoExecute' },
      { key: 'katacontainers.io/unprepared', operator: 'Exists' },
    ]);
    expect(JSON.stringify(at(agent(), 'spec', 'template', 'spec', 'nodeSelector'))).not.toContain('katacontainers.io');
  });

  test('mounts the image of the artifacts itself where the API server and containerd can', () => {
    const rendered = platform({
      kata: `{version: "4.1.0", artifact: {image: "${KATA_DEPLOY}"}}`,
      overlay: { environment: [['"1.34"', '"1.35"']] },
    });
    const spec = at(agent(rendered), 'spec', 'template', 'spec') as JsonObject;
    expect((spec.volumes as JsonObject[])[0]).toEqual({
      name: 'artifacts',
      image: { reference: KATA_DEPLOY, pullPolicy: 'IfNotPresent' },
    });
    expect(at(spec, 'containers', 0, 'env', 1)).toEqual({ name: 'ARTIFACTS', value: '/artifacts/opt/kata-artifacts' });
    expect(files(rendered).settings).toContain('\nARTIFACT=4.1.0-727272727272\nARTIFACT_URL=\nARTIFACT_SHA256=\n');
  });
});

describe('ConfigMaps', () => {
  test('are immutable, named after what they hold and far below the limit of 1 MiB', () => {
    for (const object of platform().ofKind('ConfigMap')) {
      expect(object.immutable).toBe(true);
      expect(object.metadata.name).toMatch(/^node-preparation-(scripts|general)-[0-9a-f]{10}$/);
      const size = Object.entries(mapAt(object, 'data')).reduce(
        (sum, [key, text]) => sum + key.length + String(text).length,
        0,
      );
      expect(size).toBeLessThan(512 * 1024);
    }
  });

  test('hold the scripts as they are', () => {
    expect(at(configMap(platform(), 'node-preparation-scripts-'), 'data')).toEqual(nodePreparationScripts());
  });

  test('have another name when a file changes, and then agents are rolled out; else the same', () => {
    const name = (options?: Prepared) => configMap(platform(options), 'node-preparation-general-').metadata.name;
    const sysctls = (value: string) => ({
      pool: `containerRuntime: {version: "2.1.4"}\n      sysctls: {vm.max_map_count: ${value}}`,
    });
    expect(name()).toBe(name());
    expect(new Set([name(), name(sysctls('1')), name(sysctls('2'))]).size).toBe(3);
    expect(name(sysctls('262144'))).toBe(name(sysctls('"262144"')));
  });

  test('say what a node is to be, in lines that need no evaluation', () => {
    const pool =
      'containerRuntime: {version: "2.1.4"}\n      sysctls: {vm.max_map_count: 262144, net.ipv4.tcp_rmem: 4096 87380 6291456}\n      modules: [dm_thin_pool]\n      vfio: ["0000:3b:02.1"]';
    const { settings, handlers, modules, 'sysctl.conf': sysctl, vfio } = files(platform({ pool }));
    expect(settings?.split('\n').slice(0, -2)).toEqual([
      'KATA_VERSION=4.1.0',
      'ARTIFACT=4.1.0-737373737373',
      'ARTIFACT_URL=https://mirror.example.com:8443/kata-static-4.1.0-amd64.tar.zst',
      `ARTIFACT_SHA256=${SHA256}`,
      'ARCHITECTURE=amd64',
      'MINIMUM_KERNEL=5.10',
      'RUNTIME=containerd',
      'DISTRIBUTION=kubernetes',
      'SERVICE=containerd',
      'CONFIG=/etc/containerd/config.toml',
      'DROP_IN=/etc/containerd/conf.d/bulkhead-kata.toml',
      'DROP_IN_2=/etc/containerd/conf.d/bulkhead-kata.toml',
      'TEMPLATE_2=',
      'TEMPLATE_3=',
      'PROGRAM=containerd',
      'SOCKET=/run/containerd/containerd.sock',
      'STARTUP_TAINT=katacontainers.io/not-ready',
      'MINIMUM_CONTAINERD=1.6',
    ]);
    expect(settings).toMatch(/\nFILES_ID=[0-9a-f]{12}\n$/);
    expect(handlers).toBe('kata-clh\n');
    expect(modules).toBe('kvm\nvhost\nvhost_net\nvhost_vsock\ndm_thin_pool\nvfio-pci\n');
    expect(sysctl).toBe('net.ipv4.tcp_rmem = 4096 87380 6291456\nvm.max_map_count = 262144\n');
    expect(vfio).toBe('0000:3b:02.1\n');
  });

  test('ask for a containerd that has snapshotters where a handler needs one', () => {
    const firecracker = { 'kata-fc': 'preset: kata-fc' };
    const data = files(platform({ overlay: { runtimes: firecracker } }));
    expect(data.settings).toContain('\nMINIMUM_CONTAINERD=1.7\n');
    expect(data.handlers).toBe('kata-clh\nkata-fc\n');
  });

  test('name files of their own version, so that pods which run keep theirs', () => {
    const data = files();
    const id = /FILES_ID=(\w+)/.exec(data.settings ?? '')?.[1];
    for (const name of ['containerd-1.toml', 'containerd-2.toml', 'containerd-3.toml']) {
      expect(data[name]).toContain(`ConfigPath = "/etc/kata-containers/bulkhead/${id}/configuration-kata-clh.toml"`);
      expect(data[name]).toContain('/opt/kata/versions/4.1.0-737373737373/bin/containerd-shim-kata-v2');
    }
    expect(data['configuration-kata-clh.toml']).toContain('/opt/kata/versions/4.1.0-737373737373/');
    expect(data).not.toHaveProperty('crio.conf');
  });

  test('are for CRI-O where that runs', () => {
    const data = files(platform({ pool: 'containerRuntime: {name: cri-o, version: "1.34.1"}' }));
    expect(data['crio.conf']).toContain('runtime_type = "vm"');
    expect(data).not.toHaveProperty('containerd-3.toml');
    expect(data.settings).toContain('\nSERVICE=crio\n');
  });
});

describe('what an agent may do', () => {
  test('is to read and patch nodes, by a token that it mounts itself', () => {
    const rendered = platform();
    expect(rendered.ofKind('ClusterRole').map(({ rules }) => rules)).toEqual([
      [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] }],
    ]);
    expect(rendered.ofKind('ClusterRoleBinding').map(({ subjects }) => subjects)).toEqual([
      [{ kind: 'ServiceAccount', name: 'node-preparation', namespace: NAMESPACE }],
    ]);
    expect(
      rendered.ofKind('ServiceAccount').map(({ automountServiceAccountToken }) => automountServiceAccountToken),
    ).toEqual([false, false]);
    expect([...rendered.names('Role'), ...rendered.names('RoleBinding')]).toEqual([]);
  });

  test('comes after the admission policy that narrows it', () => {
    const rendered = platform();
    const wave = (kind: string, name: string) =>
      Number(at(rendered.find(kind, name), 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave') ?? 0);
    const binding = wave('ClusterRoleBinding', 'bulkhead-node-preparation');
    for (const kind of ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'])
      expect(wave(kind, 'node-preparation.bulkhead.dev')).toBeLessThan(binding);
    expect(binding).toBeLessThan(wave('DaemonSet', 'node-preparation-general'));
  });
});

describe('the namespace', () => {
  test('is privileged, and says what it is for', () => {
    expect(platform({ more: 'namespace: nodes' }).find('Namespace', 'nodes')).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'nodes',
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=false' },
        labels: {
          'bulkhead.dev/node-preparation': 'agents',
          'pod-security.kubernetes.io/audit': 'privileged',
          'pod-security.kubernetes.io/audit-version': 'v1.34',
          'pod-security.kubernetes.io/enforce': 'privileged',
          'pod-security.kubernetes.io/enforce-version': 'v1.34',
          'pod-security.kubernetes.io/warn': 'privileged',
          'pod-security.kubernetes.io/warn-version': 'v1.34',
        },
      },
    });
  });

  test('is closed but for DNS, the API server and the archive', () => {
    const policies = new Map(
      platform()
        .ofKind('NetworkPolicy', NAMESPACE)
        .map(({ metadata, spec }) => [metadata.name, spec]),
    );
    const dns = {
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ],
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
      ],
    };
    expect(Object.fromEntries(policies)).toEqual({
      'default-deny': { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      'allow-api-server': {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'node-preparation' } },
        policyTypes: ['Egress'],
        egress: [dns, { to: [{ ipBlock: { cidr: '198.18.0.10/32' } }], ports: [{ port: 6443, protocol: 'TCP' }] }],
      },
      'allow-archive-general': {
        podSelector: {
          matchLabels: { 'app.kubernetes.io/name': 'node-preparation', 'app.kubernetes.io/instance': 'general' },
        },
        policyTypes: ['Egress'],
        egress: [{ to: [{ ipBlock: { cidr: '192.0.2.0/28' } }], ports: [{ port: 8443, protocol: 'TCP' }] }],
      },
    });
  });

  test.each([
    ['https://192.0.2.7/kata.tar.zst', '192.0.2.7/32'],
    ['https://[2001:db8::7]/kata.tar.zst', '2001:db8::7/128'],
  ])('opens the address of %s', (url, cidr) => {
    const rendered = platform({ kata: `{version: "4.1.0", artifact: {url: "${url}", sha256: "${SHA256}"}}` });
    expect(at(rendered.find('NetworkPolicy', 'allow-archive-general'), 'spec', 'egress')).toEqual([
      { to: [{ ipBlock: { cidr } }], ports: [{ port: 443, protocol: 'TCP' }] },
    ]);
  });
});
