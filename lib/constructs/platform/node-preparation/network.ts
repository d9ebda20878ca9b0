import { isIP } from 'node:net';
import type { Construct } from 'constructs';
import { hostOf } from '../../../config/node-artifact.js';
import { type PreparedPool, preparedPools } from '../../../config/node-preparation.js';
import { derive } from '../../../config/provenance.js';
import type { NetworkPolicyEgressRule, NetworkPolicySpec } from '../../k8s.js';
import { KubernetesObject } from '../../kubernetes-object.js';
import { originate } from '../../manifest-file.js';
import { DEFAULT_DENY } from '../../tenant/network.js';
import { canonicalCidr, dnsEgress } from '../../tenant/peers.js';
import { AGENTS, agentLabels } from './labels.js';
import type { NodePreparationProps } from './props.js';

/** Closed, but for agents on their way to the API server, and to the archive of their pool where it has one. */
export function addNetwork(scope: Construct, { environment, preparation }: NodePreparationProps): void {
  const policy = (name: string, spec: NetworkPolicySpec) =>
    new KubernetesObject(scope, `network-${name}`, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: preparation.namespace },
      spec,
    });
  policy(DEFAULT_DENY, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const { cidrs, port } = environment.declared.cluster.apiServer;
  const apiServer = {
    to: cidrs.map((range) => ({ ipBlock: { cidr: canonicalCidr(range) } })),
    ports: [{ port, protocol: 'TCP' }],
  };
  policy('allow-api-server', {
    podSelector: { matchLabels: AGENTS },
    policyTypes: ['Egress'],
    egress: [dnsEgress(environment), apiServer],
  });
  for (const pool of preparedPools(environment)) {
    const archive = archiveEgress(pool);
    if (archive === undefined) continue;
    const allowed = policy(`allow-archive-${pool.name}`, {
      podSelector: { matchLabels: agentLabels(pool.name) },
      policyTypes: ['Egress'],
      egress: [archive],
    });
    originate(allowed, environment, ['spec', 'nodePools', pool.name, 'kata', 'artifact']);
  }
}

/** A NetworkPolicy knows addresses, no names: those that are declared, or the one that stands in the URL. */
function archiveEgress({ kata, declared }: PreparedPool): NetworkPolicyEgressRule | undefined {
  const artifact = declared.kata?.artifact;
  if (artifact?.url === undefined || kata.artifact?.url === undefined) return undefined;
  const host = hostOf(kata.artifact.url);
  const own = isIP(host) === 0 ? [] : [derive(artifact.url, () => `${host}/${isIP(host) === 4 ? 32 : 128}`)];
  return {
    to: [...own, ...artifact.cidrs].map((range) => ({ ipBlock: { cidr: canonicalCidr(range) } })),
    ports: [{ port: derive(artifact.url, (url) => Number(new URL(url).port || 443)), protocol: 'TCP' }],
  };
}
