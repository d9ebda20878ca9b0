import type { Environment } from './declaration.js';

/**
 * Whether a pod that names no runtime gets its tenant's default one at admission: MutatingAdmissionPolicy is v1 since
 * Kubernetes 1.36, and on by default from there (KEP-3962).
 */
export function servesPodDefaults({ spec }: Environment): boolean {
  return Number(spec.kubernetesVersion.split('.')[1]) >= 36;
}
