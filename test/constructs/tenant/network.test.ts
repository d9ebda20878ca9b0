import { describe, expect, test } from 'vitest';
import { isObject } from '../../../lib/kubernetes/json.js';
import { podTemplatesOf } from '../../../lib/kubernetes/pod-template.js';
import { harbour, type Overlay } from '../harbour.js';
import { type Endpoint, NetworkSemantics } from '../network-semantics.js';
import { Rendered } from '../rendered.js';

/** The pods of every rendered workload, by name, each with addresses of both versions out of the pod range. */
function podsOf(rendered: Rendered): Record<string, Endpoint> {
  const pods: Record<string, Endpoint> = {};
  for (const object of rendered.objects) {
    const [template] = podTemplatesOf(object);
    if (template === undefined) continue;
    const { labels } = template.metadata;
    const name = isObject(labels) ? String(labels['app.kubernetes.io/name']) : '';
    const number = Object.keys(pods).length + 10;
    pods[name] = {
      namespace: String(object.metadata.namespace),
      labels: labels as Record<string, string>,
      ip: `10.244.0.${number}`,
    };
    pods[`${name} over IPv6`] = { ...pods[name], ip: `fd00:10:244::${number}` };
  }
  return pods;
}

const OTHERS: Record<string, Endpoint> = {
  dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ip: '10.244.1.2' },
  'metrics-server': { namespace: 'kube-system', labels: { 'k8s-app': 'metrics-server' }, ip: '10.244.1.3' },
  'false dns': { namespace: 'default', labels: { 'k8s-app': 'kube-dns' }, ip: '10.244.1.4' },
  ingress: { namespace: 'ingress-nginx', labels: { 'app.kubernetes.io/name': 'ingress-nginx' }, ip: '10.244.1.5' },
  'false ingress': { namespace: 'default', labels: { 'app.kubernetes.io/name': 'ingress-nginx' }, ip: '10.244.1.6' },
  collector: { namespace: 'monitoring', labels: { app: 'collector' }, ip: '10.244.1.7' },
  prometheus: { namespace: 'monitoring', labels: { app: 'prometheus' }, ip: '10.244.1.8' },
  studio: { namespace: 'studio', labels: { 'app.kubernetes.io/name': 'api' }, ip: '10.244.1.9' },
  lab: { namespace: 'lab', labels: {}, ip: '10.244.1.10' },
};

function world(overlay?: Overlay) {
  const rendered = Rendered.all(harbour(overlay));
  const semantics = new NetworkSemantics(rendered.ofKind('NetworkPolicy'), rendered.ofKind('Namespace'));
  const known = { ...OTHERS, ...podsOf(rendered) };
  const endpoint = (name: string): Endpoint => known[name] ?? { ip: name };
  return (from: string, to: string, port: number, protocol?: string) =>
    semantics.reaches(endpoint(from), endpoint(to), port, protocol);
}

const reaches = world();

describe('the tenant', () => {
  test.each([
    ['legacy', 'migrate', 8080, 'another namespace, where betweenNamespaces is off'],
    ['legacy', 'ledger', 8443, 'another tenant'],
    ['legacy', 'vault', 8443, 'another tenant that declares nothing'],
    ['legacy', 'studio', 8080, 'another tenant'],
    ['legacy', 'lab', 8080, 'a retired tenant'],
    ['vault', 'legacy', 8080, 'another tenant'],
    ['vault', 'vault', 8080, 'its own namespace, where withinNamespace is off'],
    ['lab', 'legacy', 8080, 'another tenant, from a retired one'],
    ['ingress', 'vault', 8080, 'a tenant to whom that service was not granted'],
    ['false ingress', 'legacy', 8080, 'a tenant, with the labels of a service in another namespace'],
    ['prometheus', 'legacy', 8080, 'a tenant, from a neighbour of a service'],
    ['1.1.1.1', 'legacy', 8080, 'a tenant, from outside'],
    ['legacy', 'collector', 4318, 'a service on another port'],
    ['legacy', 'prometheus', 4317, 'a neighbour of a service'],
    ['collector', 'legacy', 4317, 'a tenant, from a service for egress'],
  ])('%s does not reach %s:%i: %s', (from, to, port) => {
    expect(reaches(from, to, port)).toBe(false);
  });

  test.each([
    ['legacy', 'legacy', 1234],
    ['legacy', 'collector', 4317],
    ['legacy', '10.77.0.5', 443],
    ['ingress', 'legacy', 8080],
    ['vault', 'edge', 7000],
    ['edge', 'vault', 7000],
    ['legacy', '10.50.1.1', 5432],
    ['legacy', '1.1.1.1', 25],
    ['legacy', '2606:4700::1111', 443],
  ])('%s reaches %s:%i', (from, to, port) => {
    expect(reaches(from, to, port)).toBe(true);
  });
});

describe('DNS', () => {
  test.each(['legacy', 'frontend', 'db', 'vault', 'nightly'])('is open to %s, at the pods of DNS alone', (pod) => {
    expect(reaches(pod, 'dns', 53, 'UDP')).toBe(true);
    expect(reaches(pod, 'dns', 53, 'TCP')).toBe(true);
    expect(reaches(pod, 'dns', 9153)).toBe(false);
    expect(reaches(pod, 'metrics-server', 53, 'UDP')).toBe(false);
    expect(reaches(pod, 'false dns', 53, 'UDP')).toBe(false);
  });

  test('is closed to a sandbox unless declared', () => {
    expect(reaches('runner', 'dns', 53, 'UDP')).toBe(false);
    const workloads = { shop: { runner: 'network: {dns: true}' } };
    expect(world({ workloads })('runner', 'dns', 53, 'UDP')).toBe(true);
  });

  test('is closed to who declares that it needs none', () => {
    const closed = world({ workloads: { shop: { legacy: 'network: {dns: false}' } } });
    expect(closed('legacy', 'dns', 53, 'UDP')).toBe(false);
  });
});

const NEVER = {
  'cloud metadata': [
    '169.254.169.254',
    '169.254.170.2',
    'fd00:ec2::254',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
  ],
  'nodes with public addresses': ['5.9.10.1', '5.9.10.255', '2a01:4f8:10::1'],
  pods: ['10.244.200.1', 'fd00:10:244:ff::1'],
  services: ['10.96.0.1', 'fd00:10:96::1'],
  'the API server': ['198.18.0.10'],
  'private ranges': ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fc00::1', 'fdff::1'],
  'local addresses': [
    '127.0.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    '169.254.1.1',
    '224.0.0.1',
    'ff02::1',
    '255.255.255.255',
  ],
  // As literals of the hexadecimal form: 64:ff9b::169.254.169.254, ::ffff:169.254.169.254, 2002:a9fe:a9fe::.
  'IPv4 inside IPv6': ['64:ff9b::a9fe:a9fe', '::ffff:a9fe:a9fe', '2002:a9fe:a9fe::'],
};

describe.each(Object.entries(NEVER))('the internet is without %s', (_, addresses) => {
  test.each(addresses)('%s', (address) => {
    expect(reaches('legacy', address, 80)).toBe(false);
    expect(reaches('api', address, 443)).toBe(false);
  });
});

describe('declared ranges', () => {
  const internal = 'network: {cidrs: {all: {cidr: 0.0.0.0/0}, all6: {cidr: "::/0"}}}';
  const wide = world({ tenants: { bank: internal } });

  test.each([
    '169.254.169.254',
    '168.63.129.16',
    '5.9.10.1',
    '10.244.0.77',
    '10.96.0.1',
    '198.18.0.10',
    'fd00:ec2::254',
    '2a01:4f8:10::1',
    'fe80::1',
  ])('never open %s, however wide they are', (address) => {
    expect(wide('vault', address, 443)).toBe(false);
  });

  test('open what was declared and keep its exceptions and ports', () => {
    expect(wide('vault', '10.9.9.9', 443)).toBe(true);
    expect(reaches('legacy', '10.50.99.7', 5432)).toBe(false);
    expect(reaches('legacy', '10.50.1.1', 22)).toBe(false);
    expect(reaches('legacy', '10.51.0.1', 5432)).toBe(false);
  });
});

describe('a platform service', () => {
  test('that is named twice is opened once', () => {
    const tenants = { shop: 'network: {platformServices: [collector, collector]}' };
    const rendered = Rendered.all(harbour({ tenants, workloads: { shop: { frontend: 'network: {ingress: null}' } } }));
    const names = rendered.names('NetworkPolicy', 'shop-web').filter((name) => name.startsWith('allow-service'));
    expect(names).toEqual(['allow-service-collector']);
  });
});

test('every namespace denies both ways, with no list that a server-side apply would move', () => {
  const rendered = Rendered.all(harbour());
  for (const namespace of rendered.names('Namespace'))
    expect(rendered.find('NetworkPolicy', 'default-deny', namespace)).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny', namespace },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
});

describe('a workload with rules of its own', () => {
  test.each([
    ['frontend', 'api', 8080],
    ['ingress', 'frontend', 8080],
    ['api', 'ledger', 8443],
    ['api', 'runner', 9000],
    ['api', '1.1.1.1', 443],
    ['api', '10.50.1.1', 5432],
  ])('reaches what it declares: %s -> %s:%i', (from, to, port) => {
    expect(reaches(from, to, port)).toBe(true);
  });

  test.each([
    ['frontend', 'api', 8081, 'another port'],
    ['frontend', 'api over IPv6', 22, 'another port'],
    ['api', 'frontend', 8080, 'the way back'],
    ['frontend', 'legacy', 8080, 'its namespace'],
    ['legacy', 'frontend', 8080, 'from its namespace'],
    ['legacy', 'api', 8080, 'the far end of its path, from its namespace'],
    ['frontend', 'frontend', 8080, 'itself'],
    ['frontend', '1.1.1.1', 443, 'the internet, which its tenant has'],
    ['frontend', 'collector', 4317, 'a service of its tenant'],
    ['frontend', '10.50.1.1', 5432, 'a range of its tenant'],
    ['ingress', 'frontend', 9090, 'from a service, on another port'],
    ['ingress', 'api', 8080, 'from a service that it does not declare'],
    ['api', '1.1.1.1', 80, 'the internet, on another port'],
    ['api', '10.50.99.1', 5432, 'an exception of the grant'],
    ['api', '10.50.16.1', 5432, 'the grant beyond what it declares'],
    ['api', 'vault', 8443, 'another workload of the other tenant'],
    ['api', 'ledger', 443, 'the other tenant, on another port'],
    ['frontend', 'ledger', 8443, 'a path that another workload has'],
    ['ledger', 'api', 8443, 'the way back to another tenant'],
    ['studio', 'ledger', 8443, 'from a third tenant, with the labels of the second'],
  ])('does not: %s -> %s:%i, %s', (from, to, port) => {
    expect(reaches(from, to, port)).toBe(false);
  });
});

describe('a sandbox', () => {
  test.each([
    'legacy',
    'frontend',
    'api',
    'dns',
    'collector',
    'vault',
    '1.1.1.1',
    '169.254.169.254',
    '10.77.0.5',
    '10.50.1.1',
  ])('reaches nothing: %s', (to) => {
    for (const port of [53, 80, 443, 4317, 5432, 8080]) expect(reaches('runner', to, port)).toBe(false);
  });

  test.each(['legacy', 'frontend', 'ingress', 'vault', 'runner'])(
    'is reached by nobody but a declared path: %s',
    (from) => {
      expect(reaches(from, 'runner', 9000)).toBe(false);
    },
  );
});
