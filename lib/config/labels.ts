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

/** On the namespace that nodes are prepared from: `agents`. */
export const NODE_PREPARATION = 'bulkhead.dev/node-preparation';

/** Set by the API server on every namespace and immutable (KEP-2161), so nobody can wear another's. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Pod Security's modes, each with a level and a version (kubernetes.io/docs/concepts/security/pod-security-admission). */
export const POD_SECURITY = ['enforce', 'audit', 'warn'].map((mode) => ({
  level: `pod-security.kubernetes.io/${mode}`,
  version: `pod-security.kubernetes.io/${mode}-version`,
}));

/**
 * What the API server enforces for a tenant, as annotations of its namespaces: one set of admission policies reads them.
 * Lists are joined by commas, which no item holds. Each is written, granted or not: Argo CD heals what is changed of what
 * it wrote, and does not see what is added.
 */
export const GRANT = {
  runtimes: 'bulkhead.dev/runtimes',
  defaultRuntime: 'bulkhead.dev/default-runtime',
  priorityClasses: 'bulkhead.dev/priority-classes',
  registries: 'bulkhead.dev/registries',
  /** `required` or `optional`. */
  imageDigests: 'bulkhead.dev/image-digests',
  storageClasses: 'bulkhead.dev/storage-classes',
  /** Names of resources beside CPU, memory and ephemeral storage. */
  devices: 'bulkhead.dev/devices',
  /** NetworkAttachmentDefinitions, as namespace/name. */
  networks: 'bulkhead.dev/networks',
  /** `key=value:effect` or `key:effect`, with `@runtime` behind it where only pods of that runtime have it. */
  tolerations: 'bulkhead.dev/tolerations',
  /** `annotation@runtime`. */
  podAnnotations: 'bulkhead.dev/pod-annotations',
  namespaceLabels: 'bulkhead.dev/namespace-labels',
} as const;

/** Argo CD's annotations (argo-cd docs/user-guide: sync-waves.md, sync-options.md, compare-options). */
export const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
export const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
export const COMPARE_OPTIONS = 'argocd.argoproj.io/compare-options';

/** cert-manager's: the CA of which Certificate, as namespace/name, is put into a webhook (cert-manager.io/docs/concepts/ca-injector). */
export const INJECT_CA_FROM = 'cert-manager.io/inject-ca-from';
