/** A tenant's AppProject without a fault, and with `more` fields of its spec, which win; for examples of rules. */
export function projectExample(more = '', namespace = 'shop-web'): string {
  const fields = `
sourceRepos: ['https://git.example.com/shop/deploy.git']
destinations: [{server: 'https://kubernetes.default.svc', namespace: ${namespace}}]
clusterResourceWhitelist: []
namespaceResourceWhitelist: [{group: apps, kind: Deployment}]`;
  const changed = new Set([...more.matchAll(/^(\w+):/gm)].map(([, field]) => field));
  const kept = fields.split('\n').filter((line) => !changed.has(/^(\w+):/.exec(line)?.[1]));
  return `\
---
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: shop, namespace: argocd}
spec:
${[...kept, ...more.split('\n')].map((line) => `  ${line}`).join('\n')}
`;
}
