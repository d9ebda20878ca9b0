import { type Cidr, cidr } from '../kubernetes/cidr.js';
import { METADATA_ADDRESSES } from '../kubernetes/special-ranges.js';
import { perEnvironment } from './per-environment.js';

export interface ProtectedRange {
  readonly cidr: Cidr;
  /** In words: "pod range". */
  readonly what: string;
  /** The same as it is declared, to be placed; a fact of the world where nobody declares it. */
  readonly declared: string;
}

// Every cloud serves instance metadata, credentials included, from the link-local range (RFC 3927).
const LINK_LOCAL = ['169.254.0.0/16', 'fe80::/10'];

/** What is closed in any cluster, whatever is declared of it. */
export const PROTECTED_EVERYWHERE: readonly ProtectedRange[] = [
  ...ranges(LINK_LOCAL, LINK_LOCAL, 'link-local range'),
  ...METADATA_ADDRESSES.map((address) => ({ cidr: address, what: 'metadata service', declared: address.text })),
];

/** What no declared address range may open: the cluster itself and the cloud's metadata service. */
export const protectedRanges = perEnvironment(({ spec, declared }): readonly ProtectedRange[] => [
  ...ranges(spec.network.pods, declared.network.pods, 'pod range'),
  ...ranges(spec.network.services, declared.network.services, 'service range'),
  ...ranges(spec.network.nodes, declared.network.nodes, 'node range'),
  ...ranges(spec.cluster.apiServer.cidrs, declared.cluster.apiServer.cidrs, 'API server'),
  ...PROTECTED_EVERYWHERE,
]);

/** `10.244.3.0/24 lies within 10.244.0.0/16 (pod range), which stays closed` */
export function liesWithin(text: string, { cidr, what }: ProtectedRange): string {
  return `${text} lies within ${cidr.text} (${what}), which stays closed`;
}

function ranges(texts: readonly string[], declared: readonly string[], what: string): ProtectedRange[] {
  return texts.map((text, index) => ({ cidr: cidr(text), what, declared: declared[index] ?? text }));
}
