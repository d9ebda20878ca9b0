import { Construct } from 'constructs';
import type { Cluster, Environment, Tenant, Workload } from '../../config/declaration.js';
import { WORKLOAD } from '../../config/labels.js';
import { grantFor } from '../../config/network-grant.js';
import type { NetworkPaths } from '../../config/network-path.js';
import { derive } from '../../config/provenance.js';
import type { EgressRule, IngressRule } from '../../config/schema/workload-network.js';
import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../k8s.js';
import { KubernetesObject } from '../kubernetes-object.js';
import { originate } from '../manifest-file.js';
import { type DeclaredText, internetPeers, rangePeers, servicePeers, workloadPeer } from './peers.js';
import { type DeclaredPorts, ports, portsWithin } from './ports.js';

export interface WorkloadNetworkProps {
  readonly cluster: Cluster;
  readonly tenant: Tenant;
  readonly workload: Workload;
  readonly paths: NetworkPaths;
}

interface Opening {
  readonly peers: NetworkPolicyPeer[];
  readonly ports?: NetworkPolicyPort[];
}

/**
 * The NetworkPolicy of one workload: the paths that it declares, and those that another workload of the tenant declares
 * with it. It is one of the walls, rendered among them and synced by the platform, since it opens what they close.
 */
export class WorkloadNetwork extends Construct {
  constructor(scope: Construct, id: string, { cluster, tenant, workload, paths }: WorkloadNetworkProps) {
    super(scope, id);
    originate(this, workload, ['spec', 'network']);
    const openings = { ingress: [] as Opening[], egress: [] as Opening[] };

    for (const { direction, peer, declaredBy, rule } of paths.get(workload) ?? []) {
      const declared = declaredBy.declared.network?.[rule.direction][rule.name];
      if (declared === undefined) continue;
      // Whichever side declared it, the rule is why the peer is let through.
      const named = declaredBy === workload ? declared.workload : undefined;
      const name = named ?? derive(declared, () => peer.name);
      const namespace = derive(declared, () => peer.spec.namespace);
      const selected = workloadPeer(namespace, name, peer.spec.namespace === workload.spec.namespace);
      openings[direction].push({ peers: [selected], ...ports(declared.ports) });
    }
    for (const direction of ['ingress', 'egress'] as const) {
      for (const [name, rule] of Object.entries(workload.spec.network?.[direction] ?? {})) {
        const declared = workload.declared.network?.[direction][name] ?? rule;
        const peers = otherPeers(cluster, tenant, rule, declared);
        const opened = portsWithin(servicePorts(cluster, rule), { spec: rule.ports, declared: declared.ports });
        if (peers.length > 0 && opened !== undefined) openings[direction].push({ peers, ...opened });
      }
    }

    const types = [
      ...(openings.ingress.length > 0 ? ['Ingress'] : []),
      ...(openings.egress.length > 0 ? ['Egress'] : []),
    ];
    if (types.length === 0) return;
    const ingress: NetworkPolicyIngressRule[] = openings.ingress.map(({ peers, ...opened }) => ({
      from: peers,
      ...opened,
    }));
    const egress: NetworkPolicyEgressRule[] = openings.egress.map(({ peers, ...opened }) => ({ to: peers, ...opened }));
    new KubernetesObject(this, 'policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `workload-${workload.name}`, namespace: workload.spec.namespace },
      spec: {
        podSelector: { matchLabels: { [WORKLOAD]: workload.name } },
        policyTypes: types,
        ...(ingress.length > 0 ? { ingress } : {}),
        ...(egress.length > 0 ? { egress } : {}),
      },
    });
  }
}

/** Peers that are no workload: platform services, address ranges, the internet. */
function otherPeers(cluster: Cluster, tenant: Tenant, rule: Rule, declared: Rule): NetworkPolicyPeer[] {
  if (rule.platformService !== undefined) return servicePeers(cluster.environment, rule.platformService);
  if ('internet' in declared && declared.internet !== undefined) return internetPeers(cluster, declared.internet);
  if (!('cidr' in rule && 'cidr' in declared) || rule.cidr === undefined || declared.cidr === undefined) return [];
  const except = rangeExceptions(tenant, rule.cidr, rule.ports);
  return except === undefined ? [] : rangePeers(cluster, { spec: rule.cidr, declared: declared.cidr }, except);
}

type Rule = IngressRule | EgressRule;

/** The ports that the platform opened of a service; of anything else every port, within what the declarations' checks allow. */
function servicePorts({ environment }: Cluster, { platformService }: Rule): DeclaredPorts {
  const portsIn = (spec: Environment['spec']) => spec.platformServices[platformService ?? '']?.ports ?? [];
  return { spec: portsIn(environment.spec), declared: portsIn(environment.declared) };
}

/** The exceptions of the grant that the rule makes use of: what the platform kept closed, a narrower rule does not open. */
function rangeExceptions(
  { spec, declared }: Tenant,
  range: string,
  rulePorts: EgressRule['ports'],
): DeclaredText[] | undefined {
  const [name, grant] = grantFor(spec, range, rulePorts) ?? [];
  return grant?.except.map((except, index) => ({
    spec: except,
    declared: declared.network.cidrs[name ?? '']?.except[index] ?? except,
  }));
}
