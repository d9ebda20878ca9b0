import { isObject, type JsonObject } from '../../../lib/kubernetes/json.js';

const SOURCES =
  'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret hostPath gcePersistentDisk awsElasticBlockStore gitRepo nfs iscsi glusterfs rbd flexVolume cinder cephfs flocker fc azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos'.split(
    ' ',
  );

/** What the API server has made of a pod when it judges it, as far as that matters to a check. */
export function stored(pod: JsonObject): JsonObject {
  const copy = structuredClone(pod);
  const spec = copy.spec as JsonObject;
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const;
  // SetDefaults_Volume.
  spec.volumes = ((spec.volumes ?? []) as (JsonObject | null)[]).map((volume) =>
    SOURCES.some((source) => (volume?.[source] ?? null) !== null) ? volume : { ...volume, emptyDir: {} },
  );
  for (const list of lists)
    for (const container of (spec[list] ?? []) as (JsonObject | null)[]) {
      if (container === null) continue;
      // defaultHostNetworkPorts.
      if (spec.hostNetwork === true && list !== 'ephemeralContainers')
        for (const port of (container.ports ?? []) as JsonObject[]) port.hostPort ||= port.containerPort ?? 0;
      // applyAppArmorVersionSkew, of the one annotation that is not allowed.
      const { annotations } = copy.metadata as JsonObject;
      const annotation = `container.apparmor.security.beta.kubernetes.io/${container.name ?? ''}`;
      const isUnconfined = isObject(annotations) && annotations[annotation] === 'unconfined';
      const ofPod = (spec.securityContext as JsonObject | undefined)?.appArmorProfile;
      if (!isUnconfined || (spec.os as JsonObject | null | undefined)?.name === 'windows') continue;
      if (isObject(ofPod) && ofPod.type === 'Unconfined') continue;
      const own = (container.securityContext ?? {}) as JsonObject;
      container.securityContext = { ...own, appArmorProfile: own.appArmorProfile ?? { type: 'Unconfined' } };
    }
  return copy;
}
