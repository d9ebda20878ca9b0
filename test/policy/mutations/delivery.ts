import { describe } from 'vitest';
import { add, append, type Case, remove, set, testCases } from './planted.js';

const PROJECT = 'AppProject argocd/prod.tenant.shop';
const APPLICATION = 'Application argocd/prod.tenant.shop';
const SYNC_OPTIONS = ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'];

const CASES: readonly Case[] = [
  {
    title: 'a project that delivers from anywhere',
    plant: append(PROJECT, ['spec', 'sourceRepos'], '*'),
    finds: [`delivery/project-wildcard: ${PROJECT}: spec.sourceRepos[1]`],
  },
  {
    title: 'a project that delivers into every namespace',
    plant: append(PROJECT, ['spec', 'destinations'], { server: 'https://kubernetes.default.svc', namespace: '*' }),
    finds: [`delivery/project-wildcard: ${PROJECT}: spec.destinations[2].namespace`],
  },
  {
    title: 'the platform’s project on every cluster',
    plant: set('AppProject argocd/prod.platform', ['spec', 'destinations', 1, 'server'], '*'),
    finds: ['delivery/project-wildcard: AppProject argocd/prod.platform: spec.destinations[1].server'],
  },
  {
    title: 'a blacklist that takes nothing away',
    plant: append(PROJECT, ['spec', 'namespaceResourceBlacklist'], { group: '', kind: 'NetworkPolicy' }),
    finds: [`delivery/blacklist-group: ${PROJECT}: spec.namespaceResourceBlacklist[0].group`],
  },
  {
    title: 'a tenant that may deliver namespaces',
    plant: append(PROJECT, ['spec', 'clusterResourceWhitelist'], { group: '', kind: 'Namespace' }),
    finds: [`delivery/cluster-kinds: ${PROJECT}: spec.clusterResourceWhitelist[0]`],
  },
  {
    title: 'an Application that leaves its project',
    plant: set(APPLICATION, ['spec', 'destination', 'namespace'], 'kube-system'),
    finds: [`delivery/outside-project: ${APPLICATION}: spec.destination`],
  },
  {
    title: 'a source that its project does not know',
    plant: set(APPLICATION, ['spec', 'source', 'repoURL'], 'https://git.example.com/other.git'),
    finds: [`delivery/outside-project: ${APPLICATION}: spec.source.repoURL`],
  },
  {
    title: 'a project that is gone',
    plant: remove(PROJECT),
    finds: [`delivery/outside-project: ${APPLICATION}: spec.project`],
  },
  {
    title: 'a namespace that goes without a question',
    plant: set('Namespace shop-data', SYNC_OPTIONS, 'Prune=confirm'),
    finds: ['delivery/unprotected: Namespace shop-data: metadata.annotations["argocd.argoproj.io/sync-options"]'],
  },
  {
    title: 'a field that is never what is stored',
    plant: add(`
apiVersion: v1
kind: ConfigMap
metadata: {name: notes, namespace: shop-web, creationTimestamp: null}
data: {a: b}
`),
    finds: ['delivery/phantom-diff: ConfigMap shop-web/notes: metadata.creationTimestamp'],
  },
];

describe('a fault in what Argo CD delivers', () => {
  testCases('delivery', CASES);
});
