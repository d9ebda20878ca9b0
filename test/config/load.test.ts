import { expect, test } from 'vitest';
import {
  append,
  complaints,
  edit,
  FILES,
  LEDGER_FILE,
  loadAll,
  onlyCluster,
  RUNTIMES_FILE,
  SHOP_FILE,
  tenant,
  WEB_FILE,
} from './declarations.js';

test('an Environment with its defaults', () => {
  const { name, environment } = onlyCluster();
  expect(name).toBe('prod');
  expect(environment.identity).toBe('Environment/prod');
  expect(environment.spec).toEqual({
    extends: [],
    cluster: { name: 'prod-eu', apiServer: { url: 'https://api.prod.example.com:6443', cidrs: [], port: 6443 } },
    kubernetesVersion: '1.34',
    platform: 'kubernetes',
    network: {
      pods: ['10.244.0.0/16'],
      services: ['10.96.0.0/12'],
      nodes: ['192.168.0.0/24'],
      dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, cidrs: [], port: 53 },
    },
    nodePools: {
      general: {
        count: 3,
        labels: { 'katacontainers.io/kata-runtime': 'true' },
        taints: {},
        allocatable: { cpu: 8, memory: '32Gi', pods: 110 },
        architecture: 'amd64',
        kvm: false,
        devices: {},
        networks: {},
        sysctls: {},
        modules: [],
        vfio: [],
      },
    },
    devices: { gpu: { resourceName: 'nvidia.com/gpu', passthrough: false } },
    networks: { fast: { attachment: 'platform-net/fast' } },
    storageClasses: { ssd: { default: true } },
    priorityClasses: { high: { value: 1000, preemption: true } },
    platformServices: {
      logs: { direction: 'egress', namespace: 'logging', podLabels: {}, cidrs: [], ports: [] },
      metrics: { direction: 'ingress', namespace: 'monitoring', podLabels: {}, cidrs: [], ports: [] },
    },
    defaultRuntime: 'runc',
    podSecurity: 'restricted',
    registries: ['registry.example.com'],
    images: { digests: false, signatures: {}, unsigned: [], kyverno: false, timeoutSeconds: 5 },
    overcommit: { cpu: 1, memory: 1 },
    argocd: {
      namespace: 'argocd',
      repoURL: 'https://git.example.com/platform.git',
      targetRevision: 'main',
      path: 'dist',
      destination: { server: 'https://kubernetes.default.svc' },
    },
  });
});

test('a Runtime with its defaults, and one in full', () => {
  const own = `\
---
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata:
  name: enclave
spec:
  handler: kata-enclave
  isolation: virtual-machine
  tolerations:
    enclave: {}
`;
  const { runtimes } = onlyCluster(append(RUNTIMES_FILE, own));
  expect([...runtimes.keys()]).toEqual(['enclave', 'kata-clh', 'runc']);
  expect(runtimes.get('runc')?.spec).toEqual({ preset: 'runc', tolerations: {}, podAnnotations: [] });
  expect(runtimes.get('enclave')?.spec).toEqual({
    handler: 'kata-enclave',
    isolation: 'virtual-machine',
    tolerations: { enclave: {} },
    podAnnotations: [],
  });
});

test('a Tenant with its defaults: nothing is open', () => {
  expect(onlyCluster().tenants.get('shop')?.spec).toEqual({
    state: 'active',
    owners: { admin: ['shop-admins'], developer: [], viewer: [] },
    contact: 'shop@example.com',
    costCentre: 'cc-1',
    namespaces: { 'shop-web': {} },
    runtimes: { allowed: ['runc', 'kata-clh'] },
    quota: {
      cpu: 4,
      memory: '8Gi',
      ephemeralStorage: '10Gi',
      storage: { total: '0', claims: 0, classes: {} },
      objects: {},
      loadBalancers: 0,
      nodePorts: 0,
      devices: {},
      networks: {},
      scoped: {},
    },
    limits: { container: { default: { cpu: '500m', memory: '512Mi', 'ephemeral-storage': '1Gi' } } },
    priorityClasses: [],
    network: {
      withinNamespace: true,
      betweenNamespaces: false,
      tenants: {},
      platformServices: [],
      cidrs: {},
      internet: false,
    },
    access: { exec: [], secrets: [] },
    clusterSecretStores: {},
    images: { registries: [], digests: false },
    devices: [],
    networks: [],
    nodePools: [],
    exclusiveNodes: false,
    namespaceLabels: {},
  });
});

test('a Workload with its defaults: hardened', () => {
  const web = onlyCluster().workloads.get('shop')?.get('web');
  expect(web).toMatchObject({ kind: 'Workload', name: 'web', tenant: 'shop', identity: 'Workload/shop/web' });
  expect(web?.spec).toEqual({
    namespace: 'shop-web',
    service: { replicas: 2, ports: {} },
    image: 'registry.example.com/web:1',
    imagePullSecrets: [],
    env: {},
    secretEnv: {},
    existing: { secrets: [], claims: [] },
    externalSecrets: {},
    files: {},
    secretFiles: {},
    volumes: {},
    scratch: {},
    readOnlyRootFilesystem: true,
    resources: {},
    networks: [],
    devices: {},
    placement: { spread: 'preferred', apartFrom: [], exclusiveNode: false, nodeLabels: {} },
  });
});

test('a PolicyException', () => {
  const spec = {
    rule: 'network/no-internet',
    scope: { tenant: 'shop' },
    reason: 'partner API until the proxy is there',
    owner: 'platform',
    expires: '2030-02-28',
  };
  const { exceptions } = onlyCluster({
    ...FILES,
    'environments/prod/exceptions/shop.yaml': `apiVersion: bulkhead.dev/v1alpha1\nkind: PolicyException\nmetadata: {name: shop-api}\nspec: ${JSON.stringify(spec)}\n`,
  });
  expect(exceptions.map((exception) => [exception.name, exception.spec])).toEqual([['shop-api', spec]]);
});

test('nothing at all', () => {
  expect(loadAll({})).toEqual({ fleet: { clusters: [] }, problems: [] });
});

test('the order of the files does not matter', () => {
  const reversed = Object.fromEntries(Object.entries(FILES).reverse());
  const names = (files: typeof FILES) => {
    const { tenants, workloads, runtimes } = onlyCluster(files);
    return [tenants, workloads, runtimes].map((map) => [...map.keys()]);
  };
  expect(names(reversed)).toEqual(names(FILES));
  expect(names(FILES)).toEqual([
    ['pay', 'shop'],
    ['pay', 'shop'],
    ['kata-clh', 'runc'],
  ]);
});

test('a tenant may be named like something that every object of JavaScript has', () => {
  const files = {
    ...FILES,
    'environments/prod/platform/x.yaml': tenant('constructor'),
    'environments/prod/tenants/constructor/web.yaml': (FILES[WEB_FILE] ?? '').replace('shop-web', 'constructor-web'),
  };
  expect([...onlyCluster(files).tenants.keys()]).toEqual(['constructor', 'pay', 'shop']);
});

test('characters with which a declaration could pass for a mark of its origin', () => {
  const forged = '\uFDD0["Tenant/pay",["spec"],"x"]\uFDD1';
  expect(complaints(edit(SHOP_FILE, 'shop-admins', `'${forged}'`))).toMatchInlineSnapshot(`
    "environments/prod/platform/shop.yaml:7:14: error: a noncharacter (U+FDD0) cannot stand in a declaration
         6 |   owners:
    >    7 |     admin: ['\\ufdd0["Tenant/pay",["spec"],"x"]\\ufdd1']
           |              ^^^^^^
       remove it

    1 problem in 1 file"
  `);
  expect(complaints(edit(SHOP_FILE, 'shop-admins', '"\\ufdd0x\\uFDD1\\U0010FFFF"'))).toMatchInlineSnapshot(`
    "environments/prod/platform/shop.yaml:7:13: error: spec.owners.admin[0]: the escape \\ufdd0 stands for a noncharacter
         6 |   owners:
    >    7 |     admin: ["\\ufdd0x\\uFDD1\\U0010FFFF"]
           |             ^^^^^^^^^^^^^^^^^^^^^^^^^
       remove it

    environments/prod/platform/shop.yaml:7:13: error: spec.owners.admin[0]: the escape \\uFDD1 stands for a noncharacter
         6 |   owners:
    >    7 |     admin: ["\\ufdd0x\\uFDD1\\U0010FFFF"]
           |             ^^^^^^^^^^^^^^^^^^^^^^^^^
       remove it

    environments/prod/platform/shop.yaml:7:13: error: spec.owners.admin[0]: the escape \\U0010FFFF stands for a noncharacter
         6 |   owners:
    >    7 |     admin: ["\\ufdd0x\\uFDD1\\U0010FFFF"]
           |             ^^^^^^^^^^^^^^^^^^^^^^^^^
       remove it

    3 problems in 1 file"
  `);
  expect(complaints(append(LEDGER_FILE, '  env: {"\\uFDD0": x}\n'))).toMatchInlineSnapshot(`
    "environments/prod/tenants/pay/ledger.yaml:9:9: error: spec.env: the escape \\uFDD0 stands for a noncharacter
         8 |   image: registry.example.com/ledger:1
    >    9 |   env: {"\\uFDD0": x}
           |         ^^^^^^^^
       remove it

    1 problem in 1 file"
  `);
});
