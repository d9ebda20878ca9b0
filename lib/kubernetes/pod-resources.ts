import { type Amounts, addAmounts, amountsOf, greaterAmounts, NOTHING, type ResourceList } from './amounts.js';
import type { Quantity } from './quantity.js';

/** What of a PodSpec decides how much the pod takes. */
export interface PodResources {
  readonly containers: readonly ContainerResources[];
  readonly initContainers?: readonly (ContainerResources & { readonly restartPolicy?: string })[];
  /** Of the whole pod (KEP-2837). */
  readonly resources?: Requirements;
  /** Written by the API server, from the RuntimeClass. */
  readonly overhead?: ResourceList;
}

export interface ContainerResources {
  readonly resources?: Requirements;
}

interface Requirements {
  readonly requests?: ResourceList;
  readonly limits?: ResourceList;
}

/**
 * What the scheduler, the kubelet and a quota take a pod to request.
 * Upstream: k8s.io/component-helpers/resource, helpers.go, PodRequests; pkg/apis/core/v1, defaults.go, SetDefaults_Pod.
 */
export function podRequests(pod: PodResources): Amounts {
  // A request that is not there is the limit.
  const containers = together(pod, ({ requests, limits }) => new Map([...amountsOf(limits), ...amountsOf(requests)]));
  // Of the pod as a whole too, unless containers request any.
  const unasked = ofWhole(pod, 'limits').filter(([name]) => !containers.has(name));
  return addAmounts(new Map([...containers, ...unasked, ...ofWhole(pod, 'requests')]), amountsOf(pod.overhead));
}

/** The same for limits: overhead counts only where there is a limit to add it to (PodLimits). */
export function podLimits(pod: PodResources): Amounts {
  const containers = together(pod, ({ limits }) => amountsOf(limits));
  const limits = new Map([...containers, ...ofWhole(pod, 'limits')]);
  return addAmounts(
    limits,
    new Map([...amountsOf(pod.overhead)].filter(([name]) => (limits.get(name)?.nanos ?? 0n) > 0n)),
  );
}

/**
 * The containers, or the greatest moment of starting up where that takes more: each init container runs beside the
 * sidecars that were started before it, and sidecars run on.
 */
function together(pod: PodResources, amounts: (of: Requirements) => Amounts): Amounts {
  const of = ({ resources = {} }: ContainerResources) => amounts(resources);
  let running = pod.containers.map(of).reduce(addAmounts, NOTHING);
  let sidecars = NOTHING;
  let starting = NOTHING;
  for (const container of pod.initContainers ?? []) {
    const own = of(container);
    if (container.restartPolicy === 'Always') {
      running = addAmounts(running, own);
      sidecars = addAmounts(sidecars, own);
      starting = greaterAmounts(starting, sidecars);
    } else {
      starting = greaterAmounts(starting, addAmounts(own, sidecars));
    }
  }
  return greaterAmounts(running, starting);
}

/** What the pod as a whole names counts instead of its containers (SupportedPodLevelResources). */
function ofWhole({ resources }: PodResources, field: keyof Requirements): [string, Quantity][] {
  return [...amountsOf(resources?.[field])].filter(
    ([name]) => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-'),
  );
}
