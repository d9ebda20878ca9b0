import { apiGroup } from '../object.js';
import { ADMISSION_ROWS } from './admission.js';
import { AUTOSCALING_AND_DEVICE_ROWS } from './autoscaling-and-devices.js';
import { readRows, type StoredType } from './notation.js';
import { OBJECT_ROWS } from './objects.js';
import { POD_ROWS } from './pod.js';
import { STORAGE_ROWS } from './storage.js';

/** The built-in kinds that rows describe, by group. A kind and its row have one name. */
const KINDS: Readonly<Record<string, string>> = {
  '': `
    ConfigMap LimitRange Namespace PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController
    ResourceQuota Secret Service ServiceAccount`,
  'admissionregistration.k8s.io': `
    MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy
    ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration`,
  apps: 'DaemonSet Deployment ReplicaSet StatefulSet',
  autoscaling: 'HorizontalPodAutoscaler',
  batch: 'CronJob Job',
  'networking.k8s.io': 'Ingress IngressClass NetworkPolicy',
  'node.k8s.io': 'RuntimeClass',
  policy: 'PodDisruptionBudget',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io': 'DeviceClass ResourceClaim ResourceClaimTemplate',
  'scheduling.k8s.io': 'PriorityClass',
  'storage.k8s.io': 'CSIDriver StorageClass',
};

const TYPES = readRows({
  ...OBJECT_ROWS,
  ...POD_ROWS,
  ...STORAGE_ROWS,
  ...ADMISSION_ROWS,
  ...AUTOSCALING_AND_DEVICE_ROWS,
  AnyKind: 'metadata:ObjectMeta',
});

const TYPE_OF_KIND: ReadonlyMap<string, StoredType> = new Map(
  Object.entries(KINDS).flatMap(([group, kinds]) =>
    kinds.split(/\s+/).flatMap((kind): [string, StoredType][] => {
      const type = TYPES.get(kind);
      return type === undefined ? [] : [[`${group}/${kind}`, type]];
    }),
  ),
);

/** The row of a built-in kind, in any of its versions; undefined for custom resources and kinds without a row. */
export function storedTypeOf(apiVersion: string, kind: string): StoredType | undefined {
  return TYPE_OF_KIND.get(`${apiGroup(apiVersion)}/${kind}`);
}

/** The API groups that a built-in kind of this name is in; none for what no row describes. */
export function groupsOfKind(kind: string): string[] {
  return Object.keys(KINDS).filter((group) => TYPE_OF_KIND.has(`${group}/${kind}`));
}

/** What holds for every kind, custom resources included: the metadata is a Go type. */
export const ANY_KIND: StoredType = TYPES.get('AnyKind') ?? new Map();
