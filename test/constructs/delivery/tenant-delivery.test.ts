import { describe, expect, test } from 'vitest';
import { harbour } from '../harbour.js';
import { at, Rendered } from '../rendered.js';
import { tenantDelivery } from './delivery.js';

const SERVER = 'https://kubernetes.default.svc';
const shop = tenantDelivery('shop');
const kindsOf = (tenant: string) => {
  const project = tenantDelivery(tenant).find('AppProject', `prod.tenant.${tenant}`);
  const list = at(project, 'spec', 'namespaceResourceWhitelist') as { group: string; kind: string }[];
  return list.map(({ group, kind }) => `${group}/${kind}`);
};

describe('the project of a tenant', () => {
  test('knows one repository, its own namespaces, and no cluster-scoped kind', () => {
    const { namespaceResourceWhitelist, ...spec } = at(
      shop.find('AppProject', 'prod.tenant.shop', 'argocd'),
      'spec',
    ) as {
      namespaceResourceWhitelist: unknown;
    };
    expect(namespaceResourceWhitelist).toBeDefined();
    expect(spec).toEqual({
      description: 'Workloads of tenant shop in prod',
      sourceRepos: ['https://git.example.com/platform.git'],
      destinations: [
        { server: SERVER, namespace: 'shop-data' },
        { server: SERVER, namespace: 'shop-web' },
      ],
      clusterResourceWhitelist: [],
    });
    const studio = tenantDelivery('studio').find('AppProject', 'prod.tenant.studio');
    expect(at(studio, 'spec', 'sourceRepos')).toEqual(['https://git.example.com/studio/deploy.git']);
  });

  // argo-cd docs/user-guide/projects.md: a list of what is allowed refuses all else.
  const walls = [
    '/Namespace',
    '/ResourceQuota',
    '/LimitRange',
    '/ServiceAccount',
    '/Secret',
    '/Endpoints',
    'discovery.k8s.io/EndpointSlice',
    'networking.k8s.io/NetworkPolicy',
    'extensions/NetworkPolicy',
    'cilium.io/CiliumNetworkPolicy',
    'crd.projectcalico.org/NetworkPolicy',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
    'k8s.cni.cncf.io/NetworkAttachmentDefinition',
    'argoproj.io/Application',
    'argoproj.io/ApplicationSet',
    'argoproj.io/AppProject',
    'apps/DaemonSet',
    'external-secrets.io/SecretStore',
  ];
  test.each(walls)('does not let through %s', (kind) => {
    expect(kindsOf('shop')).not.toContain(kind);
    expect(kindsOf('shop').join()).not.toContain('*');
    // Nobody checks what the ExternalSecrets of a tenant's own repository name.
    expect(kindsOf('shop')).toContain('external-secrets.io/ExternalSecret');
    expect(kindsOf('studio')).not.toContain('external-secrets.io/ExternalSecret');
  });

  test('lets through every kind that workloads are rendered as', () => {
    const extras =
      'files: {a: {mountPath: /a, data: {b: c}}}\nvolumes: {v: {mountPath: /v, claim: v, create: {size: 1Gi}}}\nexternalSecrets: {s: {store: s, keys: {k: {remoteKey: k}}}}';
    const { objects } = Rendered.all(harbour({ workloads: { shop: { legacy: extras } } }));
    const workloads = objects.filter(({ metadata }) =>
      JSON.stringify(metadata.labels ?? {}).includes('app.kubernetes.io/name'),
    );
    const rendered = new Set(
      workloads.map(({ apiVersion, kind }) => `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`),
    );
    expect([...rendered].filter((kind) => !kindsOf('shop').includes(kind))).toEqual([]);
    expect(rendered.size).toBe(9);
  });
});

describe('the Applications of a tenant', () => {
  test("sync its walls in the platform's project, and keep them when removed", () => {
    const application = shop.find('Application', 'prod.walls.shop', 'argocd');
    expect(application.metadata).not.toHaveProperty('finalizers');
    expect(application.spec).toMatchObject({
      project: 'prod.platform',
      source: { path: 'dist/prod/tenants/shop/walls', directory: { recurse: true } },
      destination: { server: SERVER },
    });
  });

  test('sync its workloads in its own project', () => {
    expect(shop.find('Application', 'prod.tenant.shop', 'argocd')).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: 'prod.tenant.shop',
        namespace: 'argocd',
        annotations: {
          'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
          'argocd.argoproj.io/sync-wave': '0',
        },
        // The short form draws a warning: metadata.finalizers: prefer a domain-qualified name with a path.
        finalizers: ['resources-finalizer.argocd.argoproj.io/background'],
      },
      spec: {
        project: 'prod.tenant.shop',
        source: {
          repoURL: 'https://git.example.com/platform.git',
          targetRevision: 'main',
          path: 'dist/prod/tenants/shop',
          directory: { recurse: true, include: 'workloads/**' },
        },
        // Argo CD refuses an Application whose own destination is not one of its project's (InvalidSpecError).
        destination: { server: SERVER, namespace: 'shop-data' },
        syncPolicy: {
          automated: { prune: true, selfHeal: true, allowEmpty: true },
          syncOptions: ['ServerSideApply=true', 'FailOnSharedResource=true', 'ApplyOutOfSyncOnly=true'],
          retry: { limit: 10, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
        },
      },
    });
  });

  test('sync what the tenant renders itself from its own repository', () => {
    const application = tenantDelivery('studio').find('Application', 'prod.tenant.studio');
    expect(at(application, 'spec', 'source')).toEqual({
      repoURL: 'https://git.example.com/studio/deploy.git',
      targetRevision: 'live',
      path: 'manifests',
      directory: { recurse: true },
    });
  });

  test('come in waves: project, walls, workloads', () => {
    const waves = [
      shop.find('AppProject', 'prod.tenant.shop'),
      shop.find('Application', 'prod.walls.shop'),
      shop.find('Application', 'prod.tenant.shop'),
    ].map((object) => Number(at(object, 'metadata', 'annotations', 'argocd.argoproj.io/sync-wave')));
    expect(waves).toEqual(waves.toSorted((a, b) => a - b));
    expect(new Set(waves).size).toBe(3);
  });
});

describe('a retired tenant', () => {
  const lab = tenantDelivery('lab');

  test('keeps walls and project, and its Application delivers nothing', () => {
    expect(lab.names('Application')).toEqual(['prod.tenant.lab', 'prod.walls.lab']);
    expect(at(lab.find('Application', 'prod.tenant.lab'), 'spec')).toMatchObject({
      source: { repoURL: 'https://git.example.com/platform.git', path: 'dist/prod/tenants/lab' },
      syncPolicy: { automated: { prune: true, allowEmpty: true } },
    });
    expect(at(lab.find('AppProject', 'prod.tenant.lab'), 'spec', 'sourceRepos')).toEqual([
      'https://git.example.com/platform.git',
    ]);
  });

  test('keeps its claims, its own manifests’ ones too: Argo CD does not touch what a project does not permit', () => {
    expect(kindsOf('shop')).toContain('/PersistentVolumeClaim');
    expect(kindsOf('lab')).not.toContain('/PersistentVolumeClaim');
  });

  test('holds up nobody when its declaration goes: no Application waits for anything', () => {
    for (const application of lab.ofKind('Application')) expect(application.metadata).not.toHaveProperty('finalizers');
  });
});
