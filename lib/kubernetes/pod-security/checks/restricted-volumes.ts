/**
 * Volumes come from the cluster's own objects and drivers, never straight from the node or the network.
 *
 * Looks at the source of every volume. One without any is an emptyDir by then, as the API server stores it
 * (pkg/apis/core/v1/defaults.go, SetDefaults_Volume), so that upstream's "unknown" is never said.
 * Upstream: policy/check_restrictedVolumes.go.
 */

import type { Check } from '../check.js';
import { named, plural, valuesOf, volumeNames } from '../detail.js';
import { listOf, mappingOf, textOf } from '../pod.js';

const ALLOWED = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
] as const;

/** Every other source of a volume, in the order in which upstream asks for them: of two, it names the first. */
const RESTRICTED = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
] as const;

export const RESTRICTED_VOLUMES: Check = {
  id: 'restrictedVolumes',
  level: 'restricted',
  revisions: [
    {
      since: 0,
      overrides: 'hostPathVolumes',
      pod({ spec }, report) {
        for (const [index, item] of listOf(spec.volumes).entries()) {
          const volume = mappingOf(item);
          const has = (source: string) => (volume[source] ?? null) !== null;
          if (ALLOWED.some(has)) continue;
          const value = RESTRICTED.find(has);
          if (value !== undefined)
            report({ at: ['spec', 'volumes', index, value], value, volume: textOf(volume.name) });
        }
      },
      describe(offences) {
        const volumes = volumeNames(offences);
        return {
          reason: 'restricted volume types',
          detail: `${named('volume', volumes)} ${plural(volumes.length, 'uses', 'use')} ${named('restricted volume type', valuesOf(offences))}`,
        };
      },
    },
  ],
};
