import { describe, expect, test } from 'vitest';
import { PlatformDelivery } from '../../../lib/constructs/delivery/platform-delivery.js';
import { preparedHarbour } from '../platform/prepared.js';
import { at, Rendered } from '../rendered.js';
import { platformDelivery } from './delivery.js';

const delivery = platformDelivery();
const IN_CLUSTER = 'https://kubernetes.default.svc';

describe('the platform', () => {
  test('is delivered by a root Application that holds everything of Argo CD', () => {
    expect(delivery.find('Application', 'prod.root', 'argocd')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: 'prod.root',
        namespace: 'argocd',
        annotations: {
          'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
          'argocd.argoproj.io/sync-wave': '0',
        },
      },
      spec: {
        project: 'prod.platform',
        source: {
          repoURL: 'https://git.example.com/platform.git',
          targetRevision: 'main',
          path: 'dist/prod/argocd',
          directory: { recurse: true },
        },
        destination: { server: IN_CLUSTER, namespace: 'argocd' },
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: ['ServerSideApply=true', 'FailOnSharedResource=true', 'ApplyOutOfSyncOnly=true'],
          retry: { limit: 10, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
        },
      },
    });
  });

  test('has an Application for its own objects', () => {
    expect(at(delivery.find('Application', 'prod.platform', 'argocd'), 'spec')).toMatchObject({
      project: 'prod.platform',
      source: { path: 'dist/prod/platform' },
      destination: { server: IN_CLUSTER },
    });
  });

  test('has an Application for what prepares its nodes, which nothing waits for and whose agents go with it', () => {
    const prepared = Rendered.of((app) => new PlatformDelivery(app, 'delivery', { cluster: preparedHarbour() }));
    const nodes = prepared.find('Application', 'prod.nodes', 'argocd');
    expect(at(nodes, 'spec')).toMatchObject({
      project: 'prod.platform',
      source: { path: 'dist/prod/nodes' },
      destination: { server: IN_CLUSTER },
    });
    // The root's last wave.
    expect(at(nodes, 'metadata', 'annotations')).toMatchObject({ 'argocd.argoproj.io/sync-wave': '0' });
    expect(at(nodes, 'metadata', 'finalizers')).toEqual(['resources-finalizer.argocd.argoproj.io/background']);
    expect(delivery.objects.map(({ metadata }) => metadata.name)).not.toContain('prod.nodes');
  });

  test('has a project of one repository that knows walls, and cluster-scoped kinds of the platform alone', () => {
    const spec = at(delivery.find('AppProject', 'prod.platform', 'argocd'), 'spec') as Record<string, unknown>;
    expect(spec.sourceRepos).toEqual(['https://git.example.com/platform.git']);
    expect(spec.clusterResourceWhitelist).toEqual([
      { group: '', kind: 'Namespace' },
      { group: 'admissionregistration.k8s.io', kind: 'MutatingAdmissionPolicy' },
      { group: 'admissionregistration.k8s.io', kind: 'MutatingAdmissionPolicyBinding' },
      { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicy' },
      { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicyBinding' },
      { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' },
      { group: 'node.k8s.io', kind: 'RuntimeClass' },
      { group: 'policies.kyverno.io', kind: 'ImageValidatingPolicy' },
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
      { group: 'scheduling.k8s.io', kind: 'PriorityClass' },
    ]);
    expect(JSON.stringify([spec.clusterResourceWhitelist, spec.namespaceResourceWhitelist])).not.toContain('*');
  });

  test('comes after its project and goes before it', () => {
    const wave = (kind: string, name: string) =>
      Number(at(delivery.find(kind, name), 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave'));
    const project = wave('AppProject', 'prod.platform');
    for (const name of delivery.names('Application')) expect(wave('Application', name)).toBeGreaterThan(project);
  });

  test('stays when its Applications are removed by mistake', () => {
    for (const application of delivery.ofKind('Application')) {
      expect(application.metadata).not.toHaveProperty('finalizers');
      expect(at(application, 'spec', 'syncPolicy', 'automated')).not.toHaveProperty('allowEmpty');
    }
  });

  test('is delivered to the cluster as Argo CD knows it', () => {
    const there = 'argocd:\n    destination: {name: harbour}\n    repoURL';
    const remote = platformDelivery({ environment: [['argocd:\n    repoURL', there]] });
    expect(at(remote.find('Application', 'prod.platform'), 'spec', 'destination')).toEqual({ name: 'harbour' });
    expect(at(remote.find('Application', 'prod.root'), 'spec', 'destination')).toEqual({
      server: IN_CLUSTER,
      namespace: 'argocd',
    });
    expect(at(remote.find('AppProject', 'prod.platform'), 'spec', 'destinations')).toEqual([
      { server: IN_CLUSTER, namespace: 'argocd' },
      { name: 'harbour', namespace: '*' },
    ]);
  });
});
