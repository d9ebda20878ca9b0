import type { JsonObject } from '../../../lib/kubernetes/json.js';
import { type Attack, type Change, creations, part, policy } from './attack.js';
import type { Target } from './target.js';

const spec = (name: string, fields: JsonObject, refused: string): Change => ({
  name,
  change: (object) => {
    Object.assign(part(object, 'spec'), fields);
  },
  refused,
});

export function serviceAttacks({ namespace, admin, other }: Target): Attack[] {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'attack', namespace },
    spec: { selector: { app: 'attack' }, ports: [{ port: 80 }] },
  };
  return creations(`${namespace}: Service`, admin, service, [
    spec('NodePort', { type: 'NodePort' }, 'exceeded quota: objects, requested: services.nodeports=1'),
    spec('LoadBalancer', { type: 'LoadBalancer' }, 'exceeded quota: objects, requested: services.loadbalancers=1'),
    spec(
      'LoadBalancer without node ports',
      { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false },
      'exceeded quota: objects, requested: services.loadbalancers=1',
    ),
    spec('external IP', { externalIPs: ['192.0.2.1'] }, policy('services', 'externalIPs must not be set')),
    spec(
      "another tenant's name",
      { type: 'ExternalName', externalName: `app.${other}.svc.cluster.local` },
      policy('services', 'type must not be ExternalName'),
    ),
  ]);
}

/** For namespaces that may store something. */
export function claimAttacks({ cluster, namespace, admin, quota, limits }: Target): Attack[] {
  const [granted] = Object.entries(quota.storage.classes).filter(([, { claims }]) => claims !== 0);
  if (granted === undefined) return [];
  const [storageClassName, { storage }] = granted;
  const foreign = Object.keys(cluster.environment.spec.storageClasses).filter(
    (name) => quota.storage.classes[name] === undefined,
  );
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'attack', namespace },
    spec: { storageClassName, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const refused = (reason: string) => policy('persistentvolumeclaims', reason);
  return creations(`${namespace}: PersistentVolumeClaim`, admin, claim, [
    ...foreign.map((name) =>
      spec(`class ${name}`, { storageClassName: name }, refused(`storageClassName ${name} is not granted`)),
    ),
    spec('no class', { storageClassName: '' }, refused('storageClassName must be named')),
    spec('a volume chosen by hand', { volumeName: 'pvc-of-somebody' }, refused('volumeName must not be set')),
    spec(
      `more than ${storage}`,
      { resources: { requests: { storage: '9P' } } },
      limits.claim?.max === undefined
        ? 'exceeded quota: storage'
        : 'maximum storage usage per PersistentVolumeClaim is',
    ),
  ]);
}
