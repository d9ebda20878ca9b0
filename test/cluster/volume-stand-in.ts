import type { EnvironmentSpec } from '../../lib/config/schema/environment.js';
import { isObject, type JsonObject, valueAt } from '../../lib/kubernetes/json.js';
import type { ControlPlane } from './control-plane.js';
import { grant, VOLUME_STAND_IN_RULES } from './roles.js';
import { VOLUME_STAND_IN } from './users.js';

/** Of every StorageClass. No driver of this name exists: volumes come from the stand-in below, and hold nothing. */
const PROVISIONER = 'volume-stand-in.test';

const CLAIMS = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };

export function storageClassesOf({ storageClasses }: EnvironmentSpec): JsonObject[] {
  return Object.entries(storageClasses).map(([name, { default: isDefault }]) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name,
      annotations: isDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {},
    },
    provisioner: PROVISIONER,
    volumeBindingMode: 'WaitForFirstConsumer',
  }));
}

/**
 * A STAND-IN for what provisions volumes: for every claim that waits it creates a PersistentVolume that is meant for it
 * and holds nothing. The real controller binds the two. Unlike a provisioner it does not wait for a pod that uses the claim.
 */
export async function startVolumeStandIn(plane: ControlPlane): Promise<void> {
  for (const object of grant(VOLUME_STAND_IN, VOLUME_STAND_IN_RULES)) await plane.admin.apply(object, 'setup');
  const client = plane.as(VOLUME_STAND_IN);
  // The API server learns of a role a moment after it is written.
  await plane.until('it may list claims', () => client.itemsOf(CLAIMS));
  const provisioned = new Set<unknown>();
  const look = async (claim: JsonObject) => {
    const uid = valueAt(claim, ['metadata', 'uid']);
    if (valueAt(claim, ['status', 'phase']) !== 'Pending' || provisioned.has(uid)) return;
    const volume = volumeFor(claim);
    if (volume === undefined) return;
    await client.post(volume);
    provisioned.add(uid);
  };
  // A StatefulSet asks for one claim after the other, so it looks as long as the cluster runs.
  void plane.follow(VOLUME_STAND_IN, '/api/v1/persistentvolumeclaims', look);
}

/** Undefined where its class is not known yet: the default one is filled in by admission, or by a controller later. */
function volumeFor({ metadata, spec }: JsonObject): JsonObject | undefined {
  if (!isObject(metadata) || !isObject(spec) || spec.storageClassName === undefined) return undefined;
  const { namespace, name, uid } = metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}` },
    spec: {
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      storageClassName: spec.storageClassName,
      capacity: valueAt(spec, ['resources', 'requests']),
      accessModes: spec.accessModes,
      volumeMode: spec.volumeMode ?? 'Filesystem',
      persistentVolumeReclaimPolicy: 'Retain',
      csi: { driver: PROVISIONER, volumeHandle: uid },
    },
  } as JsonObject;
}
