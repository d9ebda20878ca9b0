import { isObject, type JsonObject } from '../../../kubernetes/json.js';
import { Consents } from '../../consents.js';
import type { Context } from '../../context.js';
import { type KnownNamespace, Namespaces } from '../../namespaces.js';
import { type NetworkRule, tenantNetworkRules } from '../../network-policies.js';
import type { EnvironmentRule } from '../../rule.js';

const policy = (namespace: string, spec: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: paths, namespace: ${namespace}}
spec: ${spec}
`;
const named = (name: string) => `namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${name}}}`;
const egress = (peer: string) =>
  policy('shop-web', `{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [${peer}]}]}`);
const ingress = (rule: string) =>
  policy('shop-web', `{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: [${rule}]}`);
const toLedger = egress(`{${named('bank-ledger')}, podSelector: {matchLabels: {app: ledger}}}`);
const consent = (peer: string, direction = 'Ingress') =>
  `---${policy('bank-ledger', `{podSelector: {matchLabels: {app: ledger}}, policyTypes: [${direction}], ${direction === 'Ingress' ? `ingress: [{from: [${peer}]}]` : `egress: [{to: [${peer}]}]`}}`)}`;
const fromWeb = consent(`{${named('shop-web')}, podSelector: {matchLabels: {app: web}}}`);

const LEDGER = 'egress reaches namespace bank-ledger of tenant bank, which does not let these pods in';

export const foreignPeer: EnvironmentRule = {
  id: 'tenant/foreign-peer',
  scope: 'environment',
  severity: 'error',
  what: "A NetworkPolicy of a tenant opens the way to or from another tenant's namespace only where that side opens it too.",
  why: 'Policies of both ends have to let traffic through, so one side alone opens nothing today. It does as soon as the other end has a pod that no policy selects, and nobody there is asked. A selector that names nobody, such as `{}`, takes the namespaces of tenants that come tomorrow. Without an environment tenants are told apart by the label `bulkhead.dev/tenant` of their namespaces.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  fix: 'Declare the path on both sides, each as a `network` rule of its own workload that names `tenant` and `workload`; or name namespaces by `kubernetes.io/metadata.name`.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { title: 'within the tenant', manifests: egress(`{${named('shop-data')}}`) },
      {
        title: "the platform's",
        manifests: egress(`{${named('kube-system')}, podSelector: {matchLabels: {k8s-app: kube-dns}}}`),
      },
      { title: 'the other side agrees', manifests: `${toLedger}${fromWeb}` },
      {
        title: 'the other side agrees to more',
        manifests: `${toLedger}${consent(`{${named('shop-web')}}`)}`,
      },
      {
        title: 'a path that both have declared',
        declarations: {
          'platform/tenants.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {network: {tenants: {bank: {use: true}}}}
---
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: bank}
spec: {network: {tenants: {shop: {offer: true}}}}
`,
          'tenants/shop/web.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata: {name: web}
spec:
  namespace: shop-web
  image: registry.example.com/web:1
  service: {ports: {http: {port: 8080}}}
  network: {egress: {ledger: {tenant: bank, workload: ledger, ports: [8080]}}}
`,
          'tenants/bank/ledger.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Workload
metadata: {name: ledger}
spec:
  namespace: bank-ledger
  image: registry.example.com/ledger:1
  service: {ports: {http: {port: 8080}}}
  network: {ingress: {shop: {tenant: shop, workload: web, ports: [8080]}}}
`,
        },
      },
    ],
    invalid: [
      { manifests: toLedger, finds: [LEDGER] },
      {
        title: 'by the label of the tenant',
        manifests: egress(
          '{namespaceSelector: {matchExpressions: [{key: bulkhead.dev/tenant, operator: In, values: [bank]}]}}',
        ),
        finds: [LEDGER],
      },
      {
        title: 'the other side agrees to fewer pods',
        manifests: `${egress(`{${named('bank-ledger')}}`)}${fromWeb}`,
        finds: [LEDGER],
      },
      {
        title: 'the other side agrees to the other direction',
        manifests: `${toLedger}${consent(`{${named('shop-web')}, podSelector: {matchLabels: {app: web}}}`, 'Egress')}`,
        finds: [LEDGER, 'egress reaches namespace shop-web of tenant shop, which does not let these pods in'],
      },
      {
        title: 'every namespace',
        manifests: egress('{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}'),
        finds: ['egress reaches namespaces of every tenant: the selector does not say whose'],
      },
      {
        title: 'all but some',
        manifests: ingress(
          '{from: [{namespaceSelector: {matchExpressions: [{key: bulkhead.dev/tenant, operator: NotIn, values: [bank]}]}}]}',
        ),
        finds: ['ingress lets in namespaces of every tenant: the selector does not say whose'],
      },
      {
        title: 'a rule without peers',
        manifests: ingress('{ports: [{port: 80}]}'),
        finds: ['the ingress rule names no peer, and so lets everybody in'],
      },
      {
        manifests: ingress(`{from: [{${named('bank-ledger')}}]}`),
        finds: ['ingress lets in namespace bank-ledger of tenant bank, which does not open the way to these pods'],
      },
    ],
  },
  *check(context) {
    const lookUps = { namespaces: new Namespaces(context), consents: new Consents(context) };
    for (const rule of tenantNetworkRules(context)) {
      const { policy: object } = rule;
      if (rule.direction === 'ingress' && rule.peers.length === 0)
        yield { message: 'the ingress rule names no peer, and so lets everybody in', object, path: rule.path };
      for (const { peer, path } of rule.peers) {
        const message = faultOf(context, rule, peer, lookUps);
        if (message !== undefined) yield { message, object, path: [...path, 'namespaceSelector'] };
      }
    }
  },
};

interface LookUps {
  readonly namespaces: Namespaces;
  readonly consents: Consents;
}

function faultOf(
  context: Context,
  { namespace, direction, podSelector: pods }: NetworkRule,
  { namespaceSelector, podSelector }: JsonObject,
  { namespaces, consents }: LookUps,
): string | undefined {
  if (!isObject(namespaceSelector)) return undefined;
  const verb = direction === 'egress' ? 'egress reaches' : 'ingress lets in';
  if (namespaces.takesAnybodys(namespaceSelector))
    return `${verb} namespaces of every tenant: the selector does not say whose`;
  const own = context.tenantOf(namespace);
  const from = namespaces.named(namespace) ?? { name: namespace, labels: {}, tenant: own };
  const others = isObject(podSelector) ? podSelector : {};
  const foreign = namespaces
    .selected(namespaceSelector)
    .filter((to) => to.tenant !== undefined && to.tenant !== own && to.name !== namespace)
    .filter((to) => !consents.has({ direction, from, pods, to, others }));
  if (foreign.length === 0) return undefined;
  const consequence =
    direction === 'egress' ? 'which does not let these pods in' : 'which does not open the way to these pods';
  return `${verb} ${naming(foreign)}, ${consequence}`;
}

function naming([first, ...more]: readonly KnownNamespace[]): string {
  const rest = more.length === 0 ? '' : ` and ${more.length} more of others`;
  return `namespace ${first?.name} of tenant ${first?.tenant}${rest}`;
}
