import ipaddr from 'ipaddr.js';

/**
 * A network in CIDR form. Strict, as the API server is from 1.36 (apimachinery pkg/util/validation/ip.go with
 * StrictIPCIDRValidation): a spelling that different software could read as different addresses is refused.
 */
export interface Cidr {
  /** The one canonical spelling (RFC 5952 for IPv6): `10.0.0.0/8`, `fd00::/8`. */
  readonly text: string;
  readonly version: 4 | 6;
  /** How many leading bits are the network's: 0 to 32, or 0 to 128. */
  readonly prefix: number;
  /** The lowest and the highest address as numbers. */
  readonly first: bigint;
  readonly last: bigint;
}

/** Why a text is no network, as the end of a sentence that starts with the text: `has no prefix length; …`. */
export interface CidrError {
  readonly error: string;
}

const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

/** The network that `text` spells, or what is wrong with it and what was probably meant. Never throws. */
export function parseCidr(text: string): Cidr | CidrError {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if ('error' in address) return address;
  const bits = ADDRESS_BITS[address.version];
  if (slash < 0) return { error: `has no prefix length; the single address is ${address.text}/${bits}` };

  const length = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(length) || Number(length) > bits) {
    return { error: `has no valid prefix length after "/"; allowed is a whole number from 0 to ${bits}` };
  }
  const prefix = Number(length);
  const hostMask = (1n << BigInt(bits - prefix)) - 1n;
  const first = address.value & ~hostMask;
  const network = `${addressText(first, address.version)}/${prefix}`;
  if (first !== address.value) {
    return {
      error: `has bits set beyond its prefix length; the network is ${network}, the single address ${address.text}/${bits}`,
    };
  }
  return { text: network, version: address.version, prefix, first, last: first | hostMask };
}

/** The network of a constant or of text that has been checked. Throws a RangeError where `text` is no network. */
export function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if ('error' in parsed) throw new RangeError(`${JSON.stringify(text)} ${parsed.error}`);
  return parsed;
}

/** Whether `text` is one IPv4 or IPv6 address, without prefix length, zone or brackets. */
export function isAddress(text: string): boolean {
  return !('error' in parseAddress(text));
}

/** Whether every address of `inner` is one of `outer`. A network contains itself. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether the two have an address in common; two networks that do are one inside the other. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

/** IPv4 first, then by the lowest address; of two that begin with the same one the larger network first. */
export function compareCidrs(a: Cidr, b: Cidr): number {
  return a.version - b.version || order(a.first, b.first) || a.prefix - b.prefix;
}

/** The same addresses with the fewest of the given networks: sorted, IPv4 first, none inside another. */
export function withoutCovered(cidrs: readonly Cidr[]): Cidr[] {
  const sorted = [...cidrs].sort(compareCidrs);
  const kept: Cidr[] = [];
  for (const next of sorted) {
    const previous = kept.at(-1);
    if (previous === undefined || !contains(previous, next)) kept.push(next);
  }
  return kept;
}

function order(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

interface Address {
  readonly text: string;
  readonly version: 4 | 6;
  readonly value: bigint;
}

function parseAddress(text: string): Address | CidrError {
  return text.includes(':') ? parseVersion6(text) : parseVersion4(text);
}

/** Four decimal octets only: ipaddr.js, like inet_aton, would also read `010.0.0.1`, `0x0a.0.0.1` and `10.1`. */
function parseVersion4(text: string): Address | CidrError {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => /^\d{1,10}$/.test(octet))) {
    return { error: 'is not an address such as 10.0.0.0 (four decimal numbers) or fd00::' };
  }
  if (octets.some((octet) => octet.length > 1 && octet.startsWith('0'))) {
    return { error: 'has a number with a leading zero, which some software reads as octal' };
  }
  if (octets.some((octet) => Number(octet) > 255)) return { error: 'has a number above 255' };
  return addressOf(ipaddr.IPv4.parse(text), 4);
}

function parseVersion6(text: string): Address | CidrError {
  if (text.includes('.')) {
    return {
      error: /^[0:]*:ffff:[\d.]*$/i.test(text)
        ? `is an IPv4 address inside IPv6, which software reads as either; write ${text.slice(text.lastIndexOf(':') + 1)}`
        : 'mixes IPv6 with IPv4 notation; write its last 32 bits in hexadecimal too',
    };
  }
  if (text.includes('%')) return { error: 'has a zone, which means nothing on another machine' };
  const wellFormed = /^[0-9a-f:]{2,39}$/i.test(text) && text.split(':').every((group) => group.length <= 4);
  if (!wellFormed || !ipaddr.IPv6.isValid(text)) {
    return { error: 'is not an IPv6 address (eight groups of up to four hexadecimal digits, or fewer and one "::")' };
  }
  const address = ipaddr.IPv6.parse(text);
  if (address.isIPv4MappedAddress()) {
    return {
      error: `is an IPv4 address inside IPv6, which software reads as either; write ${address.toIPv4Address()}`,
    };
  }
  return addressOf(address, 6);
}

function addressOf(address: ipaddr.IPv4 | ipaddr.IPv6, version: 4 | 6): Address {
  let value = 0n;
  for (const byte of address.toByteArray()) value = (value << 8n) | BigInt(byte);
  return { text: addressText(value, version), version, value };
}

function addressText(value: bigint, version: 4 | 6): string {
  const bytes: number[] = [];
  for (let shift = ADDRESS_BITS[version] - 8; shift >= 0; shift -= 8) {
    bytes.push(Number((value >> BigInt(shift)) & 255n));
  }
  return ipaddr.fromByteArray(bytes).toString();
}
