import { formatQuantity } from '../../../kubernetes/quantity.js';
import { deficits } from '../../capacity/assignment.js';
import { computeResources, deviceResources, promisesOf, supplyOf } from '../../capacity/promises.js';
import { listed } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';
import { sampleEnvironment } from '../../sample-environment.js';

const tenant = (name: string, spec: string) => `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: ${name}}
spec: ${spec}
`;

const POOLS = pool('general', 3, 'katacontainers.io/kata-runtime', '');

function pool(name: string, count: number, label: string, effect: string): string {
  const taints = effect === '' ? '' : `\n      taints: {example.com/second: {effect: ${effect}}}`;
  return `    ${name}:
      count: ${count}
      labels: {${label}: 'true'}
      allocatable: {cpu: 16, memory: 64Gi}
      kvm: true${taints}`;
}

const SECOND = `
apiVersion: bulkhead.dev/v1alpha1
kind: Runtime
metadata: {name: second}
spec: {preset: kata-qemu, nodeSelector: {second: 'true'}}
`;

export const overCapacity: EnvironmentRule = {
  id: 'quota/over-capacity',
  scope: 'environment',
  severity: 'error',
  what: 'The nodes have what the quotas of all tenants promise together, as far as the environment lets them be overcommitted.',
  why: 'A quota is a promise. Where more is promised than there is, whoever comes last finds no node, although its quota has room. Each tenant counts on the node pools that its runtimes may run on; tenants that share several may use them in whatever parts fit best, so what is found here cannot fit in any way.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-and-cluster-capacity',
  fix: 'Grant less in `spec.quota` of the Tenants, add nodes (`spec.nodePools.*.count`), or accept more in `spec.overcommit` of the Environment.',
  examples: {
    // The pool has 3 nodes of 16 CPU and 64Gi: 48 and 192Gi. Bank takes 4 and 8Gi, shop twice what is declared.
    valid: [
      { title: 'to the last CPU', declarations: { 'platform/shop.yaml': tenant('shop', '{quota: {cpu: 22}}') } },
      {
        title: 'a retired tenant',
        declarations: { 'platform/shop.yaml': tenant('shop', '{state: retired, quota: {cpu: 23}}') },
      },
      {
        title: 'overcommitted',
        declarations: {
          ...sampleEnvironment({ more: 'overcommit: {cpu: 1.5}' }),
          'platform/shop.yaml': tenant('shop', '{quota: {cpu: 34}}'),
        },
      },
      {
        // Shop can move to the second pool as far as it has to.
        title: 'pools that make up for one another',
        declarations: {
          ...sampleEnvironment({ nodePools: `${POOLS}\n${pool('second', 3, 'second', '')}` }),
          'platform/runtimes.yaml': SECOND,
          'platform/shop.yaml': tenant('shop', '{quota: {cpu: 46}, runtimes: {allowed: [kata-clh, second]}}'),
        },
      },
    ],
    invalid: [
      {
        title: 'more CPU than there is',
        declarations: { 'platform/shop.yaml': tenant('shop', '{quota: {cpu: 23}}') },
        finds: [
          'the quotas of tenants "bank" and "shop" promise 50 of cpu, and the nodes that they may use, of pool "general", have 48',
        ],
      },
      {
        title: 'memory, overcommitted',
        declarations: {
          ...sampleEnvironment({ more: 'overcommit: {memory: 1.25}' }),
          'platform/shop.yaml': tenant('shop', '{quota: {memory: 117Gi}}'),
        },
        finds: [
          'the quotas of tenants "bank" and "shop" promise 242Gi of memory, and the nodes that they may use, of pool "general", have 240Gi',
        ],
      },
      {
        // There is a second pool, but nothing tolerates its taint.
        title: 'a pool that keeps them away',
        declarations: {
          ...sampleEnvironment({ nodePools: `${POOLS}\n${pool('second', 3, 'second', 'NoSchedule')}` }),
          'platform/runtimes.yaml': SECOND,
          'platform/shop.yaml': tenant('shop', '{quota: {cpu: 23}, runtimes: {allowed: [kata-clh, second]}}'),
        },
        finds: [
          'the quotas of tenants "bank" and "shop" promise 50 of cpu, and the nodes that they may use, of pool "general", have 48',
        ],
      },
      {
        // All in all there is enough, but not for shop: 2 x 9 of the 16 that the second pool has.
        title: 'a pool of its own that is too small',
        declarations: {
          ...sampleEnvironment({ nodePools: `${POOLS}\n${pool('second', 1, 'second', 'NoSchedule')}` }),
          'platform/runtimes.yaml': SECOND,
          'platform/shop.yaml': tenant(
            'shop',
            '{quota: {cpu: 9}, runtimes: {allowed: [second], default: second}, nodePools: [second]}',
          ),
        },
        finds: [
          'the quotas of tenant "shop" promise 18 of cpu, and the nodes that they may use, of pool "second", have 16',
        ],
      },
      {
        title: 'devices',
        declarations: {
          ...sampleEnvironment({
            nodePools: `${POOLS}\n      devices: {gpu: 1}`,
            more: 'devices: {gpu: {resourceName: nvidia.com/gpu}}',
          }),
          'platform/shop.yaml': tenant('shop', '{devices: [gpu], quota: {devices: {gpu: 2}}}'),
        },
        finds: [
          'the quotas of tenant "shop" promise 4 of nvidia.com/gpu, and the nodes that they may use, of pool "general", have 3',
        ],
      },
    ],
  },
  /** Nothing is known of the nodes without an environment. */
  *check(context) {
    const { cluster } = context;
    if (cluster === undefined) return;
    const resources = [...computeResources(cluster), ...deviceResources(cluster)];
    for (const { resource, claims } of promisesOf(context, cluster, resources)) {
      for (const { claimants, sources, wanted, has } of deficits(claims, supplyOf(cluster, resource))) {
        const amount = (nanos: bigint) => formatQuantity({ nanos, format: resource.format });
        const quotas = `the quotas of ${claimants.length === 1 ? 'tenant' : 'tenants'} ${listed(claimants)} promise`;
        const pools = `of ${sources.length === 1 ? 'pool' : 'pools'} ${listed(sources)}`;
        yield {
          message: `${quotas} ${amount(wanted)} of ${resource.name}, and the nodes that they may use, ${pools}, have ${amount(has)}`,
          declared: { declaration: cluster.environment, path: ['spec', 'nodePools', sources[0] ?? '', 'count'] },
        };
      }
    }
  },
};
