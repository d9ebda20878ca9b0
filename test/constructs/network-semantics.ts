import { BlockList, isIPv6 } from 'node:net';
import { isObject, type Json, type JsonObject } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { at } from './rendered.js';

/** Who speaks or listens: a pod, which has an address as well, or an address outside the cluster. */
export interface Endpoint {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ip: string;
}

/**
 * Whether traffic passes, as the NetworkPolicy API defines it (k8s.io/api/networking/v1): a pod that no policy selects for
 * a direction is open in it; else what any of these policies allows passes; both ends must let it through. ipBlocks are
 * held against pods' addresses too, which networks may or may not do: what must be closed is closed in either.
 */
export class NetworkSemantics {
  private readonly policies: readonly KubernetesObject[];
  private readonly namespaceLabels: Readonly<Record<string, Record<string, string>>>;

  constructor(policies: readonly KubernetesObject[], namespaces: readonly KubernetesObject[]) {
    this.policies = policies;
    this.namespaceLabels = Object.fromEntries(
      namespaces.map(({ metadata }) => [metadata.name, metadata.labels as Record<string, string>]),
    );
  }

  reaches(from: Endpoint, to: Endpoint, port: number, protocol = 'TCP'): boolean {
    return this.lets('Egress', from, to, port, protocol) && this.lets('Ingress', to, from, port, protocol);
  }

  private lets(
    direction: 'Ingress' | 'Egress',
    end: Endpoint,
    other: Endpoint,
    port: number,
    protocol: string,
  ): boolean {
    if (end.namespace === undefined) return true;
    const selecting = this.policies.filter(
      (policy) =>
        policy.metadata.namespace === end.namespace &&
        list(at(policy, 'spec', 'policyTypes')).includes(direction) &&
        selects(at(policy, 'spec', 'podSelector'), end.labels ?? {}),
    );
    if (selecting.length === 0) return true;
    const [rules, peers] = direction === 'Ingress' ? ['ingress', 'from'] : ['egress', 'to'];
    return selecting.some((policy) =>
      list(at(policy, 'spec', rules ?? '')).some(
        (rule) =>
          isObject(rule) &&
          (list(rule.ports).length === 0 || list(rule.ports).some((open) => isPort(open, port, protocol))) &&
          (list(rule[peers ?? '']).length === 0 ||
            list(rule[peers ?? '']).some((peer) => this.isPeer(peer, other, policy.metadata.namespace))),
      ),
    );
  }

  private isPeer(peer: Json, { namespace, labels = {}, ip }: Endpoint, own: Json | undefined): boolean {
    if (!isObject(peer)) return false;
    if (isObject(peer.ipBlock)) return inBlock(peer.ipBlock, ip);
    if (namespace === undefined) return false;
    const there =
      peer.namespaceSelector === undefined
        ? namespace === own
        : selects(peer.namespaceSelector, {
            ...this.namespaceLabels[namespace],
            'kubernetes.io/metadata.name': namespace,
          });
    return there && (peer.podSelector === undefined || selects(peer.podSelector, labels));
  }
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function isPort(open: Json, port: number, protocol: string): boolean {
  return isObject(open) && open.port === port && (open.protocol ?? 'TCP') === protocol;
}

function inBlock({ cidr, except }: JsonObject, ip: string): boolean {
  return isIn(cidr, ip) && !list(except).some((closed) => isIn(closed, ip));
}

function isIn(cidr: Json | undefined, ip: string): boolean {
  const [network = '', prefix] = String(cidr).split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), family);
  return (isIPv6(ip) ? 'ipv6' : 'ipv4') === family && block.check(ip, family);
}

/** metav1.LabelSelector: an empty one selects everything; every expression must hold. */
function selects(selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (!isObject(selector)) return false;
  const expressions = list(selector.matchExpressions).every((expression) => {
    if (!isObject(expression)) return false;
    const value = labels[String(expression.key)];
    const known = value !== undefined && list(expression.values).includes(value);
    switch (expression.operator) {
      case 'In':
        return known;
      case 'NotIn':
        return !known;
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        throw new Error(`unknown operator ${String(expression.operator)}`);
    }
  });
  const wanted = isObject(selector.matchLabels) ? Object.entries(selector.matchLabels) : [];
  return expressions && wanted.every(([key, value]) => labels[key] === value);
}
