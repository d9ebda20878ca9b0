import { type Cidr, cidr } from './cidr.js';

/**
 * The ranges that "the internet" does not include: what a rule that opens 0.0.0.0/0 or ::/0 must except.
 * Upstream: the IANA special-purpose registries (RFC 6890), multicast included. Of two ranges none contains the other.
 */
export function notInternet(version: 4 | 6): readonly Cidr[] {
  return version === 4 ? NOT_INTERNET_4 : NOT_INTERNET_6;
}

const NOT_INTERNET_4: readonly Cidr[] = [
  cidr('0.0.0.0/8'), // this host: Linux connects 0.0.0.0 to itself
  cidr('10.0.0.0/8'), // private (RFC 1918): pods, services, data centres
  cidr('100.64.0.0/10'), // shared by carriers (RFC 6598), used by clouds for services and pods
  cidr('127.0.0.0/8'), // loopback
  cidr('169.254.0.0/16'), // link-local: metadata services, node-local DNS
  cidr('172.16.0.0/12'), // private (RFC 1918)
  cidr('192.0.0.0/24'), // protocol assignments; Oracle's metadata service
  cidr('192.0.2.0/24'), // documentation
  cidr('192.88.99.0/24'), // withdrawn 6to4 relays: would reach IPv6 through IPv4
  cidr('192.168.0.0/16'), // private (RFC 1918)
  cidr('198.18.0.0/15'), // benchmarks; some meshes and proxies hand these out inside
  cidr('198.51.100.0/24'), // documentation
  cidr('203.0.113.0/24'), // documentation
  cidr('224.0.0.0/4'), // multicast
  cidr('240.0.0.0/4'), // reserved, broadcast included; some data centres route it inside
];

const NOT_INTERNET_6: readonly Cidr[] = [
  // Unspecified, loopback, IPv4-compatible and IPv4-mapped addresses. The mapped range ::ffff:0:0/96 cannot be written
  // itself: validation refuses it since 1.36, and before that read it as 0.0.0.0/0.
  cidr('::/80'),
  cidr('64:ff9b::/96'), // NAT64: reaches IPv4, private ranges where the translator allows them
  cidr('64:ff9b:1::/48'), // NAT64 with a local prefix
  cidr('100::/64'), // discard
  cidr('100:0:0:1::/64'), // dummy prefix (RFC 9780)
  cidr('2001::/23'), // protocol assignments: Teredo tunnels to IPv4, benchmarks, ORCHID
  cidr('2001:db8::/32'), // documentation
  cidr('2002::/16'), // 6to4: reaches IPv4
  cidr('3fff::/20'), // documentation
  cidr('5f00::/16'), // segment routing identifiers
  cidr('fc00::/7'), // unique local, the private range of IPv6: pods, services, AWS metadata
  cidr('fe80::/10'), // link-local
  cidr('fec0::/10'), // site-local, withdrawn but still routed by old equipment
  cidr('ff00::/8'), // multicast
];

/** Where clouds hand credentials to whoever asks: never reachable from a tenant, whatever range is opened. */
export const METADATA_ADDRESSES: readonly Cidr[] = [
  cidr('169.254.169.254/32'), // AWS, Azure, Google, OpenStack and most others
  cidr('169.254.170.2/32'), // AWS: credentials of ECS tasks
  cidr('169.254.170.23/32'), // AWS: EKS Pod Identity agent
  cidr('fd00:ec2::254/128'), // AWS over IPv6
  cidr('fd00:ec2::23/128'), // AWS: EKS Pod Identity agent over IPv6
  cidr('100.100.100.200/32'), // Alibaba Cloud
  cidr('192.0.0.192/32'), // Oracle Cloud
  cidr('168.63.129.16/32'), // Azure WireServer: a public address, so no private range covers it
];
