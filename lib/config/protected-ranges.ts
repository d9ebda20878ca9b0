import { type Cidr, cidr } from '../kubernetes/cidr.js';
import { METADATA_ADDRESSES } from '../kubernetes/special-ranges.js';
import type { EnvironmentSpec } from './schema/environment.js';

export interface ProtectedRange {
  readonly cidr: Cidr;
  /** In words: "pod range". */
  readonly what: string;
}

// Every cloud serves instance metadata, credentials included, from the link-local range (RFC 3927).
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'];

/** What no declared address range may open: the cluster itself and the cloud's metadata service. */
export function protectedRanges(spec: EnvironmentSpec): ProtectedRange[] {
  const { pods, services, nodes } = spec.network;
  return [
    ...ranges(pods, 'pod range'),
    ...ranges(services, 'service range'),
    ...ranges(nodes, 'node range'),
    ...ranges(spec.cluster.apiServer.cidrs, 'API server'),
    ...ranges(LINK_LOCAL, 'link-local range'),
    ...METADATA_ADDRESSES.map((address) => ({ cidr: address, what: 'metadata service' })),
  ];
}

/** `10.244.3.0/24 lies within 10.244.0.0/16 (pod range), which stays closed` */
export function liesWithin(text: string, { cidr, what }: ProtectedRange): string {
  return `${text} lies within ${cidr.text} (${what}), which stays closed`;
}

function ranges(texts: readonly string[], what: string): ProtectedRange[] {
  return texts.map((text) => ({ cidr: cidr(text), what }));
}
