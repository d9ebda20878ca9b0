import { type Amounts, amountsOf, type ResourceList } from '../amounts.js';
import { type PodResources, podLimits, podRequests } from '../pod-resources.js';
import { parseQuantity, type Quantity } from '../quantity.js';

/** What of an object decides how a ResourceQuota counts it. */
export type Counted =
  | { readonly kind: 'Pod'; readonly spec: PodResources; readonly status?: { readonly phase?: string | undefined } }
  | { readonly kind: 'PersistentVolumeClaim'; readonly spec: ClaimSpec }
  | { readonly kind: 'Service'; readonly spec?: ServiceSpec }
  | { readonly kind: CountedOnly };

/** Kinds of which a quota knows no more than their number. */
export type CountedOnly = Exclude<keyof typeof NAMES, 'Pod' | 'PersistentVolumeClaim' | 'Service'>;

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly resources: { readonly requests: ResourceList };
}

interface ServiceSpec {
  readonly type?: string;
  readonly ports?: readonly { readonly port: number; readonly nodePort?: number }[];
  readonly allocateLoadBalancerNodePorts?: boolean;
}

/**
 * The names that objects are counted by, one or two to a kind.
 * Upstream: apiserver/pkg/quota/v1/generic (`count/…`) and pkg/quota/v1/evaluator/core/registry.go for those without.
 */
const NAMES = {
  ConfigMap: ['count/configmaps', 'configmaps'],
  CronJob: ['count/cronjobs.batch'],
  Deployment: ['count/deployments.apps'],
  Job: ['count/jobs.batch'],
  PersistentVolumeClaim: ['count/persistentvolumeclaims', 'persistentvolumeclaims'],
  Pod: ['count/pods'],
  ReplicationController: ['count/replicationcontrollers', 'replicationcontrollers'],
  ResourceQuota: ['count/resourcequotas', 'resourcequotas'],
  Secret: ['count/secrets', 'secrets'],
  Service: ['count/services', 'services'],
  StatefulSet: ['count/statefulsets.apps'],
} as const;

/**
 * What a ResourceQuota counts an object as, by the names that its `hard` may have.
 * Upstream: k8s.io/kubernetes/pkg/quota/v1/evaluator/core, {pods,services,persistent_volume_claims}.go.
 */
export function usageOf(object: Counted): Amounts {
  const usage = new Map(NAMES[object.kind].map((name) => [name as string, ONE]));
  const more =
    object.kind === 'Pod'
      ? podUsage(object)
      : object.kind === 'PersistentVolumeClaim'
        ? claimUsage(object.spec)
        : object.kind === 'Service'
          ? serviceUsage(object.spec)
          : [];
  for (const [name, quantity] of more) usage.set(name, quantity);
  return usage;
}

type Usage = Iterable<[name: string, amount: Quantity]>;

/** What is counted by name of its limits too (pods.go, podComputeUsageHelper). */
const STANDARD: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** A pod that has ended takes nothing but its place among the objects. */
function* podUsage({ spec, status }: Extract<Counted, { kind: 'Pod' }>): Usage {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return;
  yield ['pods', ONE];
  for (const [name, quantity] of podRequests(spec)) {
    if (STANDARD.has(name) || name.startsWith('hugepages-')) yield [name, quantity];
    yield [`requests.${name}`, quantity];
  }
  for (const [name, quantity] of podLimits(spec)) if (STANDARD.has(name)) yield [`limits.${name}`, quantity];
}

function* claimUsage({ storageClassName, resources }: ClaimSpec): Usage {
  const storage = amountsOf(resources.requests).get('storage');
  if (storage !== undefined) yield ['requests.storage', storage];
  if (storageClassName === undefined || storageClassName === '') return;
  const prefix = `${storageClassName}.storageclass.storage.k8s.io`;
  yield [`${prefix}/persistentvolumeclaims`, ONE];
  if (storage !== undefined) yield [`${prefix}/requests.storage`, storage];
}

function* serviceUsage({ type, ports = [], allocateLoadBalancerNodePorts }: ServiceSpec = {}): Usage {
  if (type === 'LoadBalancer') yield ['services.loadbalancers', ONE];
  const asked = ports.filter(({ nodePort }) => nodePort !== undefined);
  const open =
    type === 'NodePort'
      ? ports
      : type !== 'LoadBalancer'
        ? []
        : allocateLoadBalancerNodePorts === false
          ? asked
          : ports;
  if (open.length > 0) yield ['services.nodeports', number(open.length)];
}

const ONE = number(1);

function number(count: number): Quantity {
  return parseQuantity(count) as Quantity;
}
