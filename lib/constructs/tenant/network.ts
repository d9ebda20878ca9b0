import { Construct } from 'constructs';
import type { Cluster, Tenant } from '../../config/declaration.js';
import { NAMESPACE_NAME } from '../../config/labels.js';
import { derive } from '../../config/provenance.js';
import { constant } from '../../kubernetes/constant.js';
import type { NetworkPolicySpec } from '../k8s.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { BOTH_WAYS, dnsOpening, opening, serviceOpenings, WHOLE_REACH, WITHIN_NAMESPACE } from './opening.js';
import { internetPeers, rangePeers } from './peers.js';
import { ports } from './ports.js';

export interface TenantNetworkProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly namespace: string;
}

/** Pods start closed: the policy that nothing may be added to. */
export const DEFAULT_DENY = 'default-deny';

const DENY_ALL: NetworkPolicySpec = constant({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });

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

    this.policy(DEFAULT_DENY, ['spec', 'namespaces', namespace], DENY_ALL);
    this.policy('allow-dns', ['spec', 'namespaces', namespace], dnsOpening(environment));
    if (network.withinNamespace)
      this.policy('allow-within-namespace', ['spec', 'network', 'withinNamespace'], WITHIN_NAMESPACE);
    const others = Object.keys(tenant.spec.namespaces)
      .filter((name) => name !== namespace)
      .sort();
    if (network.betweenNamespaces && others.length > 0) {
      const selector = {
        matchExpressions: [
          { key: NAMESPACE_NAME, operator: 'In', values: derive(declared.betweenNamespaces, () => others) },
        ],
      };
      this.policy(
        'allow-between-namespaces',
        ['spec', 'network', 'betweenNamespaces'],
        opening(WHOLE_REACH, BOTH_WAYS, [{ namespaceSelector: selector }]),
      );
    }
    for (const name of new Set(network.platformServices)) {
      const path = ['spec', 'network', 'platformServices', network.platformServices.indexOf(name)];
      this.policy(`allow-service-${name}`, path, serviceOpenings(environment).get(name));
    }
    for (const [name, grant] of Object.entries(declared.cidrs)) {
      const { cidr = '', except = [] } = network.cidrs[name] ?? {};
      const excepted = except.map((spec, index) => ({ spec, declared: grant.except[index] ?? spec }));
      const peers = rangePeers(cluster, { spec: cidr, declared: grant.cidr }, excepted);
      this.policy(
        `allow-cidr-${name}`,
        ['spec', 'network', 'cidrs', name],
        opening(WHOLE_REACH, ['egress'], peers, ports(grant.ports)),
      );
    }
    if (network.internet)
      this.policy(
        'allow-internet',
        ['spec', 'network', 'internet'],
        opening(WHOLE_REACH, ['egress'], internetPeers(cluster, declared.internet)),
      );
  }

  private policy(name: string, path: (string | number)[], spec: NetworkPolicySpec | undefined): void {
    if (spec === undefined) return;
    const policy = new KubernetesObject(this, name, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: this.namespace },
      spec,
    });
    originate(policy, this.tenant, path);
  }
}
