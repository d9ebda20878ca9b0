import { quotaOf } from '../../../config/quota.js';
import { isObject } from '../../../kubernetes/json.js';
import { parseQuantity } from '../../../kubernetes/quantity.js';
import type { Context } from '../../context.js';
import { shown } from '../../fields.js';
import { namespaceOf } from '../../judged-object.js';
import type { EnvironmentRule } from '../../rule.js';
import { declaredTenant, walled } from '../../walled.js';

const service = (spec: string) => `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop-web}
spec: {${spec}}
`;
const GRANTED = {
  'platform/shop.yaml': `
apiVersion: bulkhead.dev/v1alpha1
kind: Tenant
metadata: {name: shop}
spec: {quota: {loadBalancers: 1}}
`,
};

const KEYS = { LoadBalancer: 'services.loadbalancers', NodePort: 'services.nodeports' } as const;
const GRANTS = { LoadBalancer: 'loadBalancers', NodePort: 'nodePorts' } as const;

export const exposedService: EnvironmentRule = {
  id: 'tenant/exposed-service',
  scope: 'environment',
  severity: 'error',
  what: 'A tenant has Services of type LoadBalancer or NodePort only where its quota grants some, and none with externalIPs or of type ExternalName.',
  why: 'A load balancer or a port of every node is an entrance past the gateway of the platform. externalIPs draw the traffic for addresses of others, and a gateway follows an ExternalName past NetworkPolicies. Without a declared tenant, a ResourceQuota of the namespace that counts such Services is taken for the grant.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
  fix: 'Use type ClusterIP behind a gateway of the platform, or have the platform grant `loadBalancers` or `nodePorts` in the quota of the Tenant. What lies outside is reached by what the network of the Workload opens, not by `externalIPs` or an ExternalName.',
  examples: {
    valid: [
      { title: 'as it is rendered' },
      { manifests: service('type: ClusterIP') },
      { title: 'granted', declarations: GRANTED, manifests: service('type: LoadBalancer') },
      { title: 'the platform', manifests: service('type: LoadBalancer').replace('shop-web', 'monitoring') },
    ],
    invalid: [
      {
        manifests: service('type: LoadBalancer'),
        finds: ['Service web is of type LoadBalancer, which the quota of namespace shop-web does not grant'],
      },
      {
        title: 'what is granted is something else',
        declarations: GRANTED,
        manifests: service('type: NodePort'),
        finds: ['Service web is of type NodePort, which the quota of namespace shop-web does not grant'],
      },
      {
        manifests: service('externalIPs: [198.51.100.7, 198.51.100.8]'),
        finds: ['Service web draws traffic for 198.51.100.7, 198.51.100.8'],
      },
      {
        manifests: service('type: ExternalName, externalName: bank.example.com'),
        finds: ['Service web is an ExternalName, which gateways follow past NetworkPolicies'],
      },
    ],
  },
  *check(context) {
    for (const judged of walled(context, '/Service')) {
      const { spec, metadata } = judged.object;
      if (!isObject(spec)) continue;
      const { type, externalIPs } = spec;
      if ((type === 'LoadBalancer' || type === 'NodePort') && !isGranted(context, namespaceOf(judged), type))
        yield {
          message: `Service ${metadata.name} is of type ${type}, which the quota of ${namespaceOf(judged) === undefined ? 'its namespace' : `namespace ${namespaceOf(judged)}`} does not grant`,
          object: judged,
          path: ['spec', 'type'],
        };
      if (type === 'ExternalName')
        yield {
          message: `Service ${metadata.name} is an ExternalName, which gateways follow past NetworkPolicies`,
          object: judged,
          path: ['spec', 'type'],
        };
      if (Array.isArray(externalIPs) && externalIPs.length > 0)
        yield {
          message: `Service ${metadata.name} draws traffic for ${externalIPs.map(shown).join(', ')}`,
          object: judged,
          path: ['spec', 'externalIPs'],
        };
    }
  },
};

function isGranted(context: Context, namespace: string | undefined, type: keyof typeof KEYS): boolean {
  if (namespace === undefined) return false;
  const tenant = declaredTenant(context, namespace);
  if (tenant !== undefined) return quotaOf(tenant.spec, namespace)[GRANTS[type]] > 0;
  return context.objects.inNamespace(namespace, '/ResourceQuota').some(({ object: { spec } }) => {
    const hard = isObject(spec) && isObject(spec.hard) ? spec.hard[KEYS[type]] : undefined;
    if (typeof hard !== 'string' && typeof hard !== 'number') return false;
    return (parseQuantity(hard)?.nanos ?? 0n) > 0n;
  });
}
