/** Labels and annotations that the project writes. Selectors and admission policies read them: changing one is a migration. */
export const TENANT = 'bulkhead.dev/tenant';
export const COST_CENTRE = 'bulkhead.dev/cost-centre';
export const CONTACT = 'bulkhead.dev/contact';

/** On pods that do not have their tenant's whole reach: `declared` or `isolated`. Wearing it only ever closes. */
export const NETWORK = 'bulkhead.dev/network';

/** The workload that a pod belongs to; NetworkPolicies select on it. */
export const WORKLOAD = 'app.kubernetes.io/name';

/** On a pod template: changes when the workload's files do, so that its pods are replaced. */
export const FILES = 'bulkhead.dev/files';

/** Set by the API server on every namespace and immutable (KEP-2161), so nobody can wear another's. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** What the API server enforces for a tenant, as annotations of its namespaces: one set of admission policies reads them. */
export const GRANT = {
  runtimes: 'bulkhead.dev/runtimes',
  defaultRuntime: 'bulkhead.dev/default-runtime',
  priorityClasses: 'bulkhead.dev/priority-classes',
  registries: 'bulkhead.dev/registries',
  storageClasses: 'bulkhead.dev/storage-classes',
} as const;

/** Argo CD's annotations (argo-cd docs/user-guide: sync-waves.md, sync-options.md, compare-options). */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
export const COMPARE_OPTIONS = 'argocd.argoproj.io/compare-options';
