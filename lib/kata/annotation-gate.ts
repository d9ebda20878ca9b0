import { HYPERVISOR_PREFIX } from './annotations.js';
import { compile } from './regular-expression.js';
import type { Shim } from './shims.js';

/** More than there are annotations: what is beyond is not asked. */
export const MAX_PATTERNS = 100;

/**
 * Tells which annotations Kata lets a pod set. Any part of a name may match a pattern of `enable_annotations`.
 * Go skips a pattern that does not compile (regexpContains of src/runtime/pkg/oci/utils.go); runtime-rs then admits
 * nothing at all (SecurityInfo::is_annotation_enabled). Only annotations of the hypervisor are asked about.
 */
export function annotationGate(
  runtime: Shim['runtime'],
  enableAnnotations: readonly string[],
): (annotation: string) => boolean {
  const patterns = enableAnnotations.slice(0, MAX_PATTERNS).map((pattern) => compile(runtime, pattern));
  const isShut = runtime === 'runtime-rs' && patterns.some((pattern) => 'fault' in pattern);
  return (annotation) => {
    if (!annotation.startsWith(HYPERVISOR_PREFIX)) return true;
    if (isShut) return false;
    const name = annotation.slice(HYPERVISOR_PREFIX.length);
    return patterns.some((pattern) => 'matches' in pattern && pattern.matches(name));
  };
}
