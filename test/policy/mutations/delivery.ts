import { add, append, type Case, remove, set } from './case.js';
import { declared, rendered } from './company.js';

const PROJECT = 'AppProject argocd/prod.tenant.shop';
const APPLICATION = 'Application argocd/prod.tenant.shop';
const SYNC_OPTIONS = ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'];

export const deliveryCases: readonly Case[] = [
  {
    title: 'a project that delivers from anywhere',
    plant: append(PROJECT, ['spec', 'sourceRepos'], '*'),
    finds: [
      {
        is: `delivery/project-wildcard: ${PROJECT}: spec.sourceRepos[1]`,
        declared: declared.shop('»namespaces:'),
        rendered: rendered.shopDelivery('- »"*"'),
      },
    ],
  },
  {
    title: 'a project that delivers into every namespace',
    plant: append(PROJECT, ['spec', 'destinations'], { server: 'https://kubernetes.default.svc', namespace: '*' }),
    finds: [
      {
        is: `delivery/project-wildcard: ${PROJECT}: spec.destinations[2].namespace`,
        declared: declared.shop('»namespaces:'),
        rendered: rendered.shopDelivery('- namespace: »"*"'),
      },
    ],
  },
  {
    title: 'the platform’s project on every cluster',
    plant: set('AppProject argocd/prod.platform', ['spec', 'destinations', 1, 'server'], '*'),
    finds: [
      {
        is: 'delivery/project-wildcard: AppProject argocd/prod.platform: spec.destinations[1].server',
        declared: declared.environment('»argocd:'),
        rendered: rendered.delivery('server: »"*"'),
      },
    ],
  },
  {
    title: 'a blacklist that takes nothing away',
    plant: append(PROJECT, ['spec', 'namespaceResourceBlacklist'], { group: '', kind: 'NetworkPolicy' }),
    finds: [
      {
        is: `delivery/blacklist-group: ${PROJECT}: spec.namespaceResourceBlacklist[0].group`,
        declared: declared.shop('»namespaces:'),
        rendered: rendered.shopDelivery('namespaceResourceBlacklist:\n  - group: »""'),
      },
    ],
  },
  {
    title: 'a tenant that may deliver namespaces',
    plant: append(PROJECT, ['spec', 'clusterResourceWhitelist'], { group: '', kind: 'Namespace' }),
    finds: [
      {
        is: `delivery/cluster-kinds: ${PROJECT}: spec.clusterResourceWhitelist[0]`,
        declared: declared.shop('»namespaces:'),
        rendered: rendered.shopDelivery('clusterResourceWhitelist:\n  - »group: ""'),
      },
    ],
  },
  {
    title: 'an Application that leaves its project',
    plant: set(APPLICATION, ['spec', 'destination', 'namespace'], 'kube-system'),
    finds: [
      {
        is: `delivery/outside-project: ${APPLICATION}: spec.destination`,
        declared: declared.shop('»namespaces:'),
        rendered: rendered.shopDelivery('»destination:\n    namespace: kube-system'),
      },
    ],
  },
  {
    title: 'a source that its project does not know',
    plant: set(APPLICATION, ['spec', 'source', 'repoURL'], 'https://git.example.com/other.git'),
    finds: [
      {
        is: `delivery/outside-project: ${APPLICATION}: spec.source.repoURL`,
        declared: declared.environment('repoURL: »https://git.example.com/platform.git'),
        rendered: rendered.shopDelivery('repoURL: »https://git.example.com/other.git'),
      },
    ],
  },
  {
    title: 'a project that is gone',
    plant: remove(PROJECT),
    finds: [
      {
        is: `delivery/outside-project: ${APPLICATION}: spec.project`,
        declared: declared.shop('»namespaces:'),
        rendered: rendered.shopDelivery('project: »prod.tenant.shop'),
      },
    ],
  },
  {
    title: 'a namespace that goes without a question',
    plant: set('Namespace shop-data', SYNC_OPTIONS, 'Prune=confirm'),
    finds: [
      {
        is: 'delivery/unprotected: Namespace shop-data: metadata.annotations["argocd.argoproj.io/sync-options"]',
        declared: declared.shop('»shop-data:'),
        rendered: rendered.dataNamespace('argocd.argoproj.io/sync-options: »Prune=confirm'),
      },
    ],
  },
  {
    title: 'a field that is never what is stored',
    plant: add(`
apiVersion: v1
kind: ConfigMap
metadata: {name: notes, namespace: shop-web, creationTimestamp: null}
data: {a: b}
`),
    finds: [
      {
        is: 'delivery/phantom-diff: ConfigMap shop-web/notes: metadata.creationTimestamp',
        rendered: rendered.planted('creationTimestamp: »null'),
      },
    ],
  },
];
