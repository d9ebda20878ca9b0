import { amountsOf } from '../amounts.js';
import type { PodResources } from '../pod-resources.js';

/** Which pods a ResourceQuota is about. */
export interface ScopeRequirement {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: string[];
}

/** What of a PodSpec scopes ask for. */
export interface ScopedPod extends PodResources {
  readonly priorityClassName?: string;
  readonly activeDeadlineSeconds?: number;
  readonly affinity?: { readonly podAffinity?: PodAffinity; readonly podAntiAffinity?: PodAffinity };
}

interface PodAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly Term[];
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly podAffinityTerm: Term }[];
}

interface Term {
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: object;
}

/**
 * Whether a quota of this scope counts a pod.
 * Upstream: k8s.io/kubernetes/pkg/quota/v1/evaluator/core, pods.go, podMatchesScopeFunc.
 */
export function isInScope(pod: ScopedPod, { scopeName, operator, values = [] }: ScopeRequirement): boolean {
  switch (scopeName) {
    // A deadline of the pod itself: that of a Job ends the Job, and its pods have none.
    case 'Terminating':
      return pod.activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return pod.activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return isBestEffort(pod);
    case 'NotBestEffort':
      return !isBestEffort(pod);
    case 'CrossNamespacePodAffinity':
      return reachesAcrossNamespaces(pod);
    case 'PriorityClass':
      return isSelected(pod.priorityClassName ?? '', operator, values);
    default:
      return false;
  }
}

/** Nothing of it asks for CPU or memory or is limited in them: the pod as a whole where it says, else its containers (ComputePodQOS). */
function isBestEffort({ containers, initContainers = [], resources }: ScopedPod): boolean {
  const judged =
    resources === undefined ? [...containers, ...initContainers].map((each) => each.resources) : [resources];
  return judged
    .flatMap((each) => [amountsOf(each?.requests), amountsOf(each?.limits)])
    .every((amounts) => ['cpu', 'memory'].every((name) => (amounts.get(name)?.nanos ?? 0n) === 0n));
}

function reachesAcrossNamespaces({ affinity = {} }: ScopedPod): boolean {
  return [affinity.podAffinity, affinity.podAntiAffinity]
    .flatMap((rules) => [
      ...(rules?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...(rules?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ podAffinityTerm }) => podAffinityTerm),
    ])
    .some(({ namespaces = [], namespaceSelector }) => namespaces.length > 0 || namespaceSelector !== undefined);
}

function isSelected(name: string, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case 'Exists':
      return name !== '';
    case 'DoesNotExist':
      return name === '';
    case 'In':
      return values.includes(name);
    case 'NotIn':
      return !values.includes(name);
    default:
      return false;
  }
}
