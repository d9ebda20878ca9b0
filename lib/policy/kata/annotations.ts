import { annotationGate } from '../../kata/annotation-gate.js';
import { configuredValue } from './configuration.js';
import type { KataHandler } from './handlers.js';

export const KATA_ANNOTATIONS = 'io.katacontainers.';

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
