import { describe, expect, test } from 'vitest';
import { legacyWith } from './workload.js';

describe('data of a workload', () => {
  test('is claimed on request, and Argo CD never removes the claim', () => {
    const rendered = legacyWith(`
volumes:
  media: {mountPath: /media, claim: legacy-media, create: {size: 1000G, storageClass: fast, accessMode: ReadWriteMany}}`);
    expect(rendered.find('PersistentVolumeClaim', 'legacy-media', 'shop-web')).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'legacy-media',
        namespace: 'shop-web',
        labels: { 'app.kubernetes.io/name': 'legacy', 'bulkhead.dev/tenant': 'shop' },
        // argo-cd docs/user-guide/sync-options.md.
        annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
      },
      spec: {
        accessModes: ['ReadWriteMany'],
        resources: { requests: { storage: '1T' } },
        storageClassName: 'fast',
        volumeMode: 'Filesystem',
      },
    });
  });

  test('of a secret store is named, never held: ExternalSecret', () => {
    const rendered = legacyWith(`
externalSecrets:
  legacy-db:
    store: vault
    keys: {password: {remoteKey: shop/db, property: password}, user: {remoteKey: shop/user}}
  shared: {store: company, clusterStore: true, keys: {token: {remoteKey: shop/token}}}`);
    expect(rendered.find('ExternalSecret', 'legacy-db', 'shop-web')).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: {
        name: 'legacy-db',
        namespace: 'shop-web',
        labels: { 'app.kubernetes.io/name': 'legacy', 'bulkhead.dev/tenant': 'shop' },
      },
      spec: {
        secretStoreRef: { name: 'vault', kind: 'SecretStore' },
        refreshInterval: '1h0m0s',
        target: { name: 'legacy-db' },
        data: [
          { secretKey: 'password', remoteRef: { key: 'shop/db', property: 'password' } },
          { secretKey: 'user', remoteRef: { key: 'shop/user' } },
        ],
      },
    });
    expect(rendered.find('ExternalSecret', 'shared', 'shop-web').spec).toMatchObject({
      secretStoreRef: { name: 'company', kind: 'ClusterSecretStore' },
    });
    expect(rendered.names('Secret')).toEqual([]);
  });
});
