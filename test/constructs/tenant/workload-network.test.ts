import { describe, expect, test } from 'vitest';
import type { EgressRule } from '../../../lib/config/schema/workload-network.js';
import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { harbour, unchecked } from '../harbour.js';
import { at, Rendered } from '../rendered.js';
import { tenantOf } from './tenant.js';

describe('the NetworkPolicy of a workload', () => {
  test('holds its own rules, at its own pods', () => {
    expect(tenantOf('shop').find('NetworkPolicy', 'workload-frontend', 'shop-web')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'workload-frontend', namespace: 'shop-web' },
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'frontend' } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
                podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ingress-nginx' } },
              },
            ],
            ports: [{ port: 8080, protocol: 'TCP' }],
          },
        ],
        egress: [
          {
            to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }],
            ports: [{ port: 8080, protocol: 'TCP' }],
          },
        ],
      },
    });
  });

  test('holds the far end of a path that another workload of the tenant declares', () => {
    expect(at(tenantOf('shop').find('NetworkPolicy', 'workload-api', 'shop-web'), 'spec', 'ingress')).toEqual([
      {
        from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'frontend' } } }],
        ports: [{ port: 8080, protocol: 'TCP' }],
      },
    ]);
  });

  test('names the namespace of another tenant by the label that nobody else can wear', () => {
    expect(at(tenantOf('bank').find('NetworkPolicy', 'workload-ledger', 'bank-core'), 'spec')).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ledger' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop-web' } },
              podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
            },
          ],
          ports: [{ port: 8443, protocol: 'TCP' }],
        },
      ],
    });
  });

  test('is not rendered where nothing is opened', () => {
    const workloads = { shop: { legacy: 'network: {}' } };
    expect(tenantOf('shop', { workloads }).names('NetworkPolicy', 'shop-web')).not.toContain('workload-legacy');
  });

  test('has its own name also where the workload is called like one of the walls', () => {
    const spec =
      'namespace: shop-web\nimage: registry.example.com/x:1\nservice: {}\nnetwork: {egress: {web: {internet: true}}}';
    const names = tenantOf('shop', { workloads: { shop: { network: spec } } }).names('NetworkPolicy', 'shop-web');
    expect(names).toContain('workload-network');
  });
});

describe('what the grant does not hold is not opened, even if a check let it pass', () => {
  /** The egress of `api` with one rule, as it would be rendered. */
  function egressOf(rule: EgressRule) {
    const cluster = harbour();
    const changed = unchecked(cluster, cluster.workloads.get('shop')?.get('api'), (spec) => {
      spec.network = { ingress: {}, egress: { rule } };
    });
    const egress = at(Rendered.all(changed).find('NetworkPolicy', 'workload-api', 'shop-web'), 'spec', 'egress');
    // The path that the sandbox declares with it is opened in any case.
    return (egress as JsonObject[]).filter((opened) => !JSON.stringify(opened).includes('runner'));
  }

  test.each<[EgressRule, string]>([
    [{ cidr: '10.50.99.0/24', ports: [5432] }, 'an exception of the grant'],
    [{ cidr: '10.50.99.128/25', ports: [5432] }, 'a part of an exception'],
    [{ cidr: '10.50.1.0/24', ports: [22] }, 'a port beyond the grant'],
    [{ cidr: '10.50.1.0/24', ports: [] }, 'every port of a range'],
    [{ cidr: '10.0.0.0/8', ports: [5432] }, 'more than the range'],
    [{ cidr: '10.244.0.0/24', ports: [5432] }, 'pods'],
    [{ platformService: 'collector', ports: [22] }, 'a port beyond the service'],
  ])('%j: %s', (rule) => {
    expect(egressOf(rule)).toEqual([]);
  });

  test('a service without named ports keeps those of the platform', () => {
    expect(egressOf({ platformService: 'collector', ports: [] })).toMatchObject([
      { ports: [{ port: 4317, protocol: 'TCP' }] },
    ]);
  });

  test('a grant within the cluster opens nothing, rather than a rule for everybody', () => {
    const cluster = harbour();
    const changed = unchecked(cluster, cluster.tenants.get('shop'), (spec) => {
      spec.network.cidrs = { nodes: { cidr: '5.9.10.0/25', except: [], ports: [] } };
    });
    expect(Rendered.all(changed).names('NetworkPolicy', 'shop-web')).not.toContain('allow-cidr-nodes');
  });
});
