import { isAmong } from '../../config/network-grant.js';
import { derive } from '../../config/provenance.js';
import { parsePort } from '../../config/schema/fields.js';
import type { NetworkPolicyPort } from '../k8s.js';

type PortText = string | number;

/** Ports of a NetworkPolicy rule, none meaning every port. The protocol is written out: the API server would add it. */
export function ports(declared: readonly PortText[]): { ports?: NetworkPolicyPort[] } {
  if (declared.length === 0) return {};
  return {
    ports: declared.map((text) => ({
      port: derive(text, (value) => parsePort(value)?.port ?? 0),
      protocol: derive(text, (value) => parsePort(value)?.protocol ?? 'TCP'),
    })),
  };
}

/** Declared ports twice: to decide on, and to place. */
export interface DeclaredPorts {
  readonly spec: readonly PortText[];
  readonly declared: readonly PortText[];
}

/**
 * The ports of a rule about something that the platform grants: the grant's, or those of them that the rule names.
 * Undefined where none is left, since a NetworkPolicy without ports opens every port.
 */
export function portsWithin(grant: DeclaredPorts, rule: DeclaredPorts): { ports?: NetworkPolicyPort[] } | undefined {
  if (rule.spec.length === 0) return ports(grant.declared);
  const granted = rule.declared.filter((_, index) => isAmong(rule.spec[index] ?? '', grant.spec));
  return granted.length === 0 ? undefined : ports(granted);
}
