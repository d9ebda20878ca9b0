import type { Cluster, Environment } from '../../config/declaration.js';
import { NAMESPACE_NAME, WORKLOAD } from '../../config/labels.js';
import { protectedRanges } from '../../config/protected-ranges.js';
import { derive } from '../../config/provenance.js';
import { type Cidr, cidr, contains, withoutCovered } from '../../kubernetes/cidr.js';
import { notInternet } from '../../kubernetes/special-ranges.js';
import type { IpBlock, LabelSelector, NetworkPolicyPeer, NetworkPolicyPort } from '../k8s.js';

/** Pods of one workload, in its own namespace or in another. */
export function workloadPeer(namespace: string, name: string, sameNamespace: boolean): NetworkPolicyPeer {
  const podSelector = { matchLabels: { [WORKLOAD]: name } };
  return sameNamespace ? { podSelector } : { namespaceSelector: namespaceNamed(namespace), podSelector };
}

export function namespaceNamed(name: string): LabelSelector {
  return { matchLabels: { [NAMESPACE_NAME]: name } };
}

/** A declared range in the one spelling that the API server does not warn of. */
export function canonicalCidr(declared: string): string {
  return derive(declared, (text) => cidr(text).text);
}

/** The cluster's DNS: its pods, and addresses beside them. */
export function dnsEgress({ declared }: Environment): { to: NetworkPolicyPeer[]; ports: NetworkPolicyPort[] } {
  const { dns } = declared.network;
  const pods = {
    namespaceSelector: namespaceNamed(dns.namespace),
    podSelector: { matchLabels: { ...dns.podLabels } },
  };
  return {
    to: [pods, ...dns.cidrs.map((range) => ({ ipBlock: { cidr: canonicalCidr(range) } }))],
    ports: ['UDP', 'TCP'].map((protocol) => ({ port: dns.port, protocol })),
  };
}

/** What a platform service is: pods of a namespace, addresses, or both. */
export function servicePeers({ declared }: Environment, name: string): NetworkPolicyPeer[] {
  const service = declared.platformServices[name];
  if (service === undefined) return [];
  const blocks = service.cidrs.map((range) => ({ ipBlock: { cidr: canonicalCidr(range) } }));
  if (service.namespace === undefined) return blocks;
  const hasLabels = Object.keys(service.podLabels).length > 0;
  const pods = {
    namespaceSelector: namespaceNamed(service.namespace),
    ...(hasLabels ? { podSelector: { matchLabels: { ...service.podLabels } } } : {}),
  };
  return [pods, ...blocks];
}

/**
 * A range outside the cluster. What lies in it of the cluster itself and of the cloud's metadata service is excepted,
 * whatever was declared: ranges are opened by people who think of the other side. A range that lies wholly within
 * something closed is not opened at all. Addresses are spelled canonically: the API server warns of other spellings.
 */
export function rangePeers(
  { environment }: Cluster,
  range: DeclaredText,
  excepted: readonly DeclaredText[],
): NetworkPolicyPeer[] {
  const outer = cidr(range.spec);
  const closed = [
    ...protectedRanges(environment),
    ...excepted.map(({ spec, declared }) => ({ cidr: cidr(spec), declared })),
  ];
  if (closed.some((other) => contains(other.cidr, outer))) return [];
  const inside = closed.filter((inner) => contains(outer, inner.cidr));
  return [{ ipBlock: derive(range.declared, () => block(outer.text, exceptions(inside))) }];
}

/** A declared text twice: to decide on, and to place. */
export interface DeclaredText {
  readonly spec: string;
  readonly declared: string;
}

/** The public internet, both IP versions: without private, reserved and metadata addresses, and without the cluster's own. */
export function internetPeers({ environment }: Cluster, granted: boolean): NetworkPolicyPeer[] {
  return derive(granted, () =>
    ([4, 6] as const).map((version) => {
      const closed = [
        ...notInternet(version).map((range) => ({ cidr: range, declared: range.text })),
        ...protectedRanges(environment).filter((range) => range.cidr.version === version),
      ];
      return { ipBlock: block(version === 4 ? '0.0.0.0/0' : '::/0', exceptions(closed)) };
    }),
  );
}

/** The fewest ranges that except all of these, each from where it was declared. */
function exceptions(closed: readonly { cidr: Cidr; declared: string }[]): string[] {
  const declared = new Map(closed.map((range) => [range.cidr.text, range.declared]));
  return withoutCovered(closed.map((range) => range.cidr)).map(({ text }) =>
    derive(declared.get(text) ?? text, () => text),
  );
}

function block(range: string, except: string[]): IpBlock {
  return except.length === 0 ? { cidr: range } : { cidr: range, except };
}
