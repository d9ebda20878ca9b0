import { HYPERVISOR_PREFIX } from './annotations.js';
import { compile } from './regular-expression.js';
import type { Shim } from './shims.js';

/**
 * Whether Kata lets a pod set the annotation. Any part of the name may match a pattern of `enable_annotations`.
 * Go skips a pattern that does not compile (regexpContains of src/runtime/pkg/oci/utils.go); runtime-rs then admits
 * nothing at all (SecurityInfo::is_annotation_enabled). Only annotations of the hypervisor are asked about.
 */
export function isAdmitted(
  runtime: Shim['runtime'],
  enableAnnotations: readonly string[],
  annotation: string,
): boolean {
  if (!annotation.startsWith(HYPERVISOR_PREFIX)) return true;
  const name = annotation.slice(HYPERVISOR_PREFIX.length);
  const patterns = enableAnnotations.map((pattern) => compile(runtime, pattern));
  if (runtime === 'runtime-rs' && patterns.some((pattern) => 'fault' in pattern)) return false;
  return patterns.some((pattern) => 'matches' in pattern && pattern.matches(name));
}
