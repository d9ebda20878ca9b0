import { cidr, contains } from '../kubernetes/cidr.js';
import { parsePort } from './schema/fields.js';
import type { TenantSpec } from './schema/tenant.js';

type PortText = string | number;
export type Grant = TenantSpec['network']['cidrs'][string];

/** The grants whose addresses cover a range, by name: what they except of it aside. */
export function grantsAround({ network }: TenantSpec, range: string): [name: string, grant: Grant][] {
  return Object.entries(network.cidrs).filter(([, grant]) => contains(cidr(grant.cidr), cidr(range)));
}

/** What of a grant's exceptions a range lies within, if it does: such a range is not opened by the grant. */
export function exceptionAround(grant: Grant, range: string): string | undefined {
  return grant.except.find((except) => contains(cidr(except), cidr(range)));
}

/** The grant that a rule for some addresses and ports makes use of; its exceptions stay closed. */
export function grantFor(tenant: TenantSpec, range: string, ports: readonly PortText[]): [string, Grant] | undefined {
  return grantsAround(tenant, range).find(
    ([, grant]) => exceptionAround(grant, range) === undefined && portsAreWithin(grant.ports, ports),
  );
}

/** Whether a grant of ports covers those of a rule; no ports are every port, for both. */
export function portsAreWithin(grant: readonly PortText[], rule: readonly PortText[]): boolean {
  return grant.length === 0 || (rule.length > 0 && rule.every((port) => isAmong(port, grant)));
}

/** Whether a port is one of a grant's: any is where the grant names none. */
export function isAmong(text: PortText, grant: readonly PortText[]): boolean {
  const port = parsePort(text);
  if (grant.length === 0) return true;
  return grant.map(parsePort).some((other) => other?.port === port?.port && other?.protocol === port?.protocol);
}
