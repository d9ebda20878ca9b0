import { formatQuantity } from '../../../kubernetes/quantity.js';
import { type Claim, claimsSharing, deficits } from '../../capacity/assignment.js';
import { computeResources, promisesOf, supplyOf } from '../../capacity/promises.js';
import { listed } from '../../fields.js';
import type { EnvironmentRule } from '../../rule.js';

const shop = (spec: string) => ({
  'platform/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: ${spec}
`,
});

export const nodeLoss: EnvironmentRule = {
  id: 'quota/node-loss',
  scope: 'environment',
  severity: 'warning',
  what: 'What quotas promise together is there with one node of each pool gone, too.',
  why: 'A node fails, or is drained to be upgraded. Where quotas promise all that is left, some of its pods find no other node until it is back. Asked of CPU and memory, and only where all nodes together have enough; nobody keeps a spare device for every node.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-and-cluster-capacity',
  fix: 'Add a node to the pool, grant less in `spec.quota` of the Tenants, or accept more in `spec.overcommit` of the Environment.',
  examples: {
    // The pool has 3 nodes of 16 CPU; bank takes 4, shop twice what is declared.
    valid: [
      { title: 'enough on two of three nodes', declarations: shop('{quota: {cpu: 14}}') },
      { title: 'too much on all three is an error, not this', declarations: shop('{quota: {cpu: 23}}') },
    ],
    invalid: [
      {
        declarations: shop('{quota: {cpu: 15, memory: 61Gi}}'),
        finds: [
          'with one node of pool "general" gone, the quotas of tenants "bank" and "shop" promise 34 of cpu, and the nodes that they may use have 32',
          'with one node of pool "general" gone, the quotas of tenants "bank" and "shop" promise 130Gi of memory, and the nodes that they may use have 128Gi',
        ],
      },
    ],
  },
  /** Nothing is known of the nodes without an environment. */
  *check(context) {
    const { cluster } = context;
    if (cluster === undefined) return;
    for (const { resource, claims: all } of promisesOf(context, cluster, computeResources(cluster))) {
      const amount = (nanos: bigint) => formatQuantity({ nanos, format: resource.format });
      const whole = supplyOf(cluster, resource);
      const sharing = claimsSharing(all);
      const enough = new Map<readonly Claim[], boolean>();
      for (const [name, pool] of Object.entries(cluster.environment.spec.nodePools)) {
        const claims = sharing.get(name);
        if (claims === undefined || pool.count === 0) continue;
        const sources = new Set(claims.map((claim) => claim.sources));
        const supply = new Map([...sources].flat().map((each) => [each, whole.get(each) ?? 0n]));
        const isEnough = enough.get(claims) ?? deficits(claims, supply).length === 0;
        enough.set(claims, isEnough);
        if (!isEnough) continue;
        supply.set(name, (whole.get(name) ?? 0n) - resource.perNode(pool));
        for (const { claimants, wanted, has } of deficits(claims, supply))
          yield {
            message: `with one node of pool "${name}" gone, the quotas of ${claimants.length === 1 ? 'tenant' : 'tenants'} ${listed(claimants)} promise ${amount(wanted)} of ${resource.name}, and the nodes that they may use have ${amount(has)}`,
            declared: { declaration: cluster.environment, path: ['spec', 'nodePools', name, 'count'] },
          };
      }
    }
  },
};
