import { annotationGate } from '../../kata/annotation-gate.js';
import type { Context } from '../context.js';
import { poolsSelectedBy } from '../runtime-pools.js';
import { configuredValue } from './configuration.js';
import type { KataHandler } from './handlers.js';

export const KATA_ANNOTATIONS = 'io.katacontainers.';

/**
 * Whether the container runtime hands an annotation on to Kata. Where this environment prepares its nodes, containerd
 * hands on what the Runtime grants, and CRI-O whatever there is; elsewhere kata-deploy's `io.katacontainers.*` is assumed.
 */
export function isHandedOn({ cluster }: Context, { runtime, object }: KataHandler, annotation: string): boolean {
  if (cluster === undefined || runtime === undefined) return true;
  if (cluster.environment.spec.nodePreparation === undefined) return true;
  if (runtime.spec.podAnnotations.includes(annotation)) return true;
  const pools = object === undefined ? [] : poolsSelectedBy(cluster, object.object);
  return pools.length > 0 && pools.every(({ pool }) => pool.containerRuntime?.name === 'cri-o');
}

/** Whether `enable_annotations` lets one of the hypervisor's annotations through; so does what nobody knows. */
export function isEnabled(handler: KataHandler, annotation: string): boolean {
  let gate = GATES.get(handler);
  if (gate === undefined) {
    gate = gateOf(handler);
    GATES.set(handler, gate);
  }
  return gate(annotation);
}

type Gate = (annotation: string) => boolean;

/** Compiling patterns takes its time, and many pods have a handler in common. */
const GATES = new WeakMap<KataHandler, Gate>();

function gateOf(handler: KataHandler): Gate {
  const patterns = configuredValue(handler, 'hypervisor', 'enable_annotations');
  if (handler.shim === undefined || typeof patterns !== 'object') return () => true;
  return annotationGate(handler.shim.runtime, patterns);
}
