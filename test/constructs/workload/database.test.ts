import { describe, expect, test } from 'vitest';
import { at } from '../rendered.js';
import { CONTAINER, POD, workloadOf } from './workload.js';

const db = workloadOf('db');
const set = db.find('StatefulSet', 'db', 'shop-data');

describe('a database', () => {
  test('is a StatefulSet whose pods keep a volume each', () => {
    const { template, ...spec } = set.spec as { template: unknown };
    expect(template).toBeDefined();
    expect(spec).toEqual({
      replicas: 2,
      serviceName: 'db',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'db' } },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: [
        {
          metadata: { name: 'storage' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '50Gi' } },
            storageClassName: 'fast',
            volumeMode: 'Filesystem',
          },
        },
      ],
    });
    expect(at(set, ...CONTAINER, 'volumeMounts')).toEqual([{ name: 'storage', mountPath: '/var/lib/postgresql' }]);
    expect(at(set, ...POD, 'volumes')).toBeUndefined();
    expect(at(set, ...POD, 'priorityClassName')).toBe('kata-high-security');
  });

  test('has a headless Service, which its pods have their names from, and a disruption budget', () => {
    expect(at(db.find('Service', 'db', 'shop-data'), 'spec')).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/name': 'db' },
      ports: [{ name: 'postgres', port: 5432, targetPort: 5432, protocol: 'TCP' }],
    });
    expect(db.names('PodDisruptionBudget')).toEqual(['db']);
  });

  test('has that Service without ports too: serviceName must lead somewhere', () => {
    const overlay = { workloads: { shop: { db: 'database: {ports: {postgres: null}}' } } };
    expect(at(workloadOf('db', overlay).find('Service', 'db'), 'spec')).toEqual({
      type: 'ClusterIP',
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/name': 'db' },
    });
  });

  test('asks the default StorageClass where none is declared', () => {
    const overlay = { workloads: { shop: { db: 'database: {storage: {storageClass: null}}' } } };
    const claim = at(workloadOf('db', overlay).find('StatefulSet', 'db'), 'spec', 'volumeClaimTemplates', 0, 'spec');
    expect(claim).not.toHaveProperty('storageClassName');
  });
});
