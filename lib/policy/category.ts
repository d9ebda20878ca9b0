/** What the rules of a category are about. Later capabilities add theirs here. */
export const CATEGORIES = {
  'pod-security': "Kubernetes' Pod Security Standards, at the level and version of the namespace",
  tenant: 'the walls around a tenant: namespaces, network policies, rights',
  quota: 'what tenants may use, and whether it is there',
  image: 'what containers run',
  admission: 'webhooks and admission policies',
  delivery: 'what Argo CD delivers, and may deliver',
  runtime: 'RuntimeClasses and the nodes that carry them',
  kata: 'pods, the configuration of their Kata runtime, and the nodes that run both',
  node: 'what is privileged, and what is secret',
  change: 'what one change does to several environments',
  exception: 'exceptions themselves',
  manifest: 'manifests as such, whatever they hold',
} as const;

export type Category = keyof typeof CATEGORIES;
