import { PROTECTED_EVERYWHERE, type ProtectedRange, protectedRanges } from '../../../config/protected-ranges.js';
import { type Cidr, cidr, contains, overlaps, parseCidr } from '../../../kubernetes/cidr.js';
import { isCovered } from '../../../kubernetes/cidr-cover.js';
import { isObject, type JsonObject } from '../../../kubernetes/json.js';
import type { Context } from '../../context.js';
import { type Direction, tenantNetworkRules } from '../../network-policies.js';
import type { EnvironmentRule } from '../../rule.js';
import { SAMPLE } from '../../sample.js';
import { declaredTenant } from '../../walled.js';

const policy = (rules: string, type = 'Egress') => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: reach, namespace: shop-web}
spec:
  podSelector: {}
  policyTypes: [${type}]
  ${rules}
`;
const block = (text: string) => policy(`egress: [{to: [{ipBlock: ${text}}]}]`);

const LINK_LOCAL = 'link-local range (169.254.0.0/16)';
const METADATA = 'metadata service (169.254.169.254/32 and 2 more)';

export const closedAddresses: EnvironmentRule = {
  id: 'tenant/closed-addresses',
  scope: 'environment',
  severity: 'error',
  what: 'No NetworkPolicy of a tenant opens the metadata service, nodes, the API server, or the pod and service ranges by address.',
  why: 'The metadata service hands the credentials of its node to whoever asks. Nodes and the API server are behind what keeps tenants apart, and a range of pods or Services holds those of every tenant. Without an environment only the addresses that are the same everywhere are judged: link-local ones and those of metadata services.',
  source: 'https://kubernetes.io/docs/concepts/security/multi-tenancy/#network-isolation',
  fix: 'Put these ranges under `except` of the ipBlock, or have the platform declare what tenants need of it as a platform service of the Environment.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: block('{cidr: 203.0.113.0/24}') },
      { title: 'excepted', manifests: block('{cidr: 192.0.0.0/16, except: [192.0.2.0/24, 192.0.0.0/24]}') },
      {
        title: 'excepted in two halves',
        manifests: block('{cidr: 192.168.0.0/16, except: [192.168.0.0/25, 192.168.0.128/25]}'),
      },
      {
        title: 'a platform service that the tenant was granted',
        declarations: {
          'platform/environment.yaml': `${SAMPLE['sample/platform/environment.yaml']}\
  platformServices: {store: {direction: egress, cidrs: [192.168.0.7/32], ports: [443]}}
`,
          'platform/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {network: {platformServices: [store]}}
`,
        },
        manifests: block('{cidr: 192.168.0.7/32}'),
      },
      {
        title: 'a policy that does not apply to egress opens none',
        manifests: policy('egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}]', 'Ingress'),
      },
      {
        title: 'nodes may come in: they probe',
        manifests: policy('ingress: [{from: [{ipBlock: {cidr: 192.168.0.0/24}}]}]', 'Ingress'),
      },
    ],
    invalid: [
      {
        manifests: block('{cidr: 169.254.169.254/32}'),
        finds: [
          `egress to 169.254.169.254/32 opens link-local range (169.254.0.0/16), metadata service (169.254.169.254/32)`,
        ],
      },
      {
        title: 'within a wider range',
        manifests: block('{cidr: 169.254.168.0/22}'),
        finds: [`egress to 169.254.168.0/22 opens ${LINK_LOCAL}, ${METADATA}`],
      },
      {
        title: 'excepted but for a part',
        manifests: block('{cidr: 192.168.0.0/16, except: [192.168.0.0/25]}'),
        finds: ['egress to 192.168.0.0/16 opens node range (192.168.0.0/24)'],
      },
      { manifests: block('{cidr: 192.0.2.0/28}'), finds: ['egress to 192.0.2.0/28 opens API server (192.0.2.10/32)'] },
      {
        title: 'a rule without peers',
        manifests: policy('egress: [{ports: [{port: 443}]}]'),
        finds: ['the egress rule names no peer, and so opens every address'],
      },
      {
        title: 'a range that is not spelled as one',
        manifests: block('{cidr: 169.254.169.255/31}'),
        finds: [
          'egress to "169.254.169.255/31" cannot be judged: it has bits set beyond its prefix length; the network is 169.254.169.254/31, the single address 169.254.169.255/32',
        ],
      },
      {
        title: 'pods of every tenant come in',
        manifests: policy('ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]', 'Ingress'),
        finds: ['ingress from 10.0.0.0/8 opens pod range (10.244.0.0/16)'],
      },
    ],
  },
  *check(context) {
    const ranges = context.cluster === undefined ? PROTECTED_EVERYWHERE : protectedRanges(context.cluster.environment);
    const closed = { egress: ranges, ingress: ranges.filter(({ what }) => what === 'pod range') };
    const granted = new Map<string, Granted>();
    // The same few blocks stand in the policies of every tenant.
    const known = new Map<string, string | undefined>();
    for (const { policy: object, namespace, direction, path, peers } of tenantNetworkRules(context)) {
      if (direction === 'egress' && peers.length === 0)
        yield { message: 'the egress rule names no peer, and so opens every address', object, path };
      for (const { peer, path } of peers) {
        const block = peer.ipBlock;
        if (!isObject(block) || typeof block.cidr !== 'string') continue;
        const open = granted.get(namespace) ?? grantedRanges(context, namespace);
        granted.set(namespace, open);
        const except = exceptions(block);
        const key = [direction, open.key, block.cidr, ...except].join(' ');
        if (!known.has(key)) known.set(key, faultOf(direction, block.cidr, except, open.ranges, closed[direction]));
        const message = known.get(key);
        if (message !== undefined) yield { message, object, path: [...path, 'ipBlock', 'cidr'] };
      }
    }
  },
};

interface Granted {
  readonly ranges: readonly Cidr[];
  readonly key: string;
}

/** What the platform has opened by address: DNS, and the platform services that the tenant may use. */
function grantedRanges(context: Context, namespace: string): Granted {
  const { cluster } = context;
  if (cluster === undefined) return { ranges: [], key: '' };
  const { network, platformServices } = cluster.environment.spec;
  const services = declaredTenant(context, namespace)?.spec.network.platformServices ?? [];
  const ofServices = services.flatMap((name) =>
    Object.hasOwn(platformServices, name) ? (platformServices[name]?.cidrs ?? []) : [],
  );
  const texts = [...network.dns.cidrs, ...ofServices];
  return { ranges: texts.map(cidr), key: texts.join() };
}

function exceptions({ except }: JsonObject): string[] {
  return Array.isArray(except) ? except.filter((text) => typeof text === 'string') : [];
}

function faultOf(
  direction: Direction,
  text: string,
  except: readonly string[],
  granted: readonly Cidr[],
  closed: readonly ProtectedRange[],
): string | undefined {
  const way = direction === 'egress' ? 'egress to' : 'ingress from';
  const range = parseCidr(text);
  // Before 1.36 the API server takes spellings that are not canonical: what they mean is not for us to guess.
  if ('error' in range) return `${way} ${JSON.stringify(text)} cannot be judged: it ${range.error}`;
  const shut = except.flatMap((one) => {
    const parsed = parseCidr(one);
    return 'error' in parsed ? [] : [parsed];
  });
  const opened = closed.filter((one) => {
    if (!overlaps(one.cidr, range)) return false;
    const common = contains(range, one.cidr) ? one.cidr : range;
    return !isCovered(common, [...shut, ...granted]);
  });
  if (opened.length === 0) return undefined;
  const byWhat = new Map<string, string[]>();
  for (const { what, cidr } of opened) byWhat.set(what, [...(byWhat.get(what) ?? []), cidr.text]);
  const listed = [...byWhat].map(
    ([what, [first, ...more]]) => `${what} (${first}${more.length === 0 ? '' : ` and ${more.length} more`})`,
  );
  return `${way} ${range.text} opens ${listed.join(', ')}`;
}
