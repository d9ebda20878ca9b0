import { Construct } from 'constructs';
import type { Cluster, Tenant } from '../../config/declaration.js';
import { NAMESPACE_NAME, NETWORK } from '../../config/labels.js';
import { derive } from '../../config/provenance.js';
import type { LabelSelector, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from '../k8s.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { dnsEgress, internetPeers, rangePeers, servicePeers } from './peers.js';
import { ports } from './ports.js';

export interface TenantNetworkProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly namespace: string;
}

/** Pods start closed: the policy that nothing may be added to. */
export const DEFAULT_DENY = 'default-deny';

type Direction = 'ingress' | 'egress';

/** Pods that have their tenant's whole reach: all that do not wear the label which only ever closes. */
const WHOLE_REACH: LabelSelector = {
  matchExpressions: [{ key: NETWORK, operator: 'NotIn', values: ['declared', 'isolated'] }],
};
const ASKS_DNS: LabelSelector = { matchExpressions: [{ key: NETWORK, operator: 'NotIn', values: ['isolated'] }] };

/**
 * The NetworkPolicies of a namespace: everything is denied both ways, then what the tenant was granted is opened, one
 * policy for each grant. Policies add up, so there is none that a later one could not be read without.
 */
export class TenantNetwork extends Construct {
  private readonly tenant: Tenant;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, { cluster, tenant, namespace }: TenantNetworkProps) {
    super(scope, id);
    this.tenant = tenant;
    this.namespace = namespace;
    const { environment } = cluster;
    const { network } = tenant.spec;
    const { network: declared } = tenant.declared;

    this.policy(DEFAULT_DENY, ['spec', 'namespaces', namespace], {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });

    const { to, ports: dnsPorts } = dnsEgress(environment);
    this.open('allow-dns', ['spec', 'namespaces', namespace], ASKS_DNS, ['egress'], to, { ports: dnsPorts });

    if (network.withinNamespace)
      this.open(
        'allow-within-namespace',
        ['spec', 'network', 'withinNamespace'],
        WHOLE_REACH,
        ['ingress', 'egress'],
        [{ podSelector: {} }],
      );
    const others = Object.keys(tenant.spec.namespaces)
      .filter((name) => name !== namespace)
      .sort();
    if (network.betweenNamespaces && others.length > 0) {
      const selector = {
        matchExpressions: [
          { key: NAMESPACE_NAME, operator: 'In', values: derive(declared.betweenNamespaces, () => others) },
        ],
      };
      this.open(
        'allow-between-namespaces',
        ['spec', 'network', 'betweenNamespaces'],
        WHOLE_REACH,
        ['ingress', 'egress'],
        [{ namespaceSelector: selector }],
      );
    }
    for (const name of new Set(network.platformServices)) {
      const { direction } = environment.spec.platformServices[name] ?? { direction: 'egress' };
      const opened = ports(environment.declared.platformServices[name]?.ports ?? []);
      const index = network.platformServices.indexOf(name);
      this.open(
        `allow-service-${name}`,
        ['spec', 'network', 'platformServices', index],
        WHOLE_REACH,
        [direction],
        servicePeers(environment, name),
        opened,
      );
    }
    for (const [name, grant] of Object.entries(declared.cidrs)) {
      const { cidr = '', except = [] } = network.cidrs[name] ?? {};
      const excepted = except.map((spec, index) => ({ spec, declared: grant.except[index] ?? spec }));
      this.open(
        `allow-cidr-${name}`,
        ['spec', 'network', 'cidrs', name],
        WHOLE_REACH,
        ['egress'],
        rangePeers(cluster, { spec: cidr, declared: grant.cidr }, excepted),
        ports(grant.ports),
      );
    }
    if (network.internet)
      this.open(
        'allow-internet',
        ['spec', 'network', 'internet'],
        WHOLE_REACH,
        ['egress'],
        internetPeers(cluster, declared.internet),
      );
  }

  private open(
    name: string,
    path: (string | number)[],
    podSelector: LabelSelector,
    directions: Direction[],
    peers: NetworkPolicyPeer[],
    opened: { ports?: NetworkPolicyPort[] } = {},
  ): void {
    // A rule without peers would open the way to everybody (NetworkPolicy API: `from` and `to`).
    if (peers.length === 0) return;
    this.policy(name, path, {
      podSelector,
      policyTypes: directions.map((direction) => (direction === 'ingress' ? 'Ingress' : 'Egress')),
      ...(directions.includes('ingress') ? { ingress: [{ from: peers, ...opened }] } : {}),
      ...(directions.includes('egress') ? { egress: [{ to: peers, ...opened }] } : {}),
    });
  }

  private policy(name: string, path: (string | number)[], spec: NetworkPolicySpec): void {
    const policy = new KubernetesObject(this, name, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: this.namespace },
      spec,
    });
    originate(policy, this.tenant, path);
  }
}
