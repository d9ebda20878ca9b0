import type { Workload } from '../../config/declaration.js';
import type { Volume, VolumeMount } from '../k8s.js';

/** Name of the ConfigMap that holds the files of one folder. */
export function filesName(workload: Workload, folder: string): string {
  return `${workload.name}-${folder}`;
}

/** Volume of a database's own claims; each pod has one. */
export const STORAGE = 'storage';

/** Volumes of the pod template; those of a database's own claims come from the StatefulSet. */
export function volumesOf(workload: Workload): Volume[] {
  const { declared } = workload;
  return sorted([
    ...Object.keys(declared.files).map((name) => ({
      name: `files-${name}`,
      configMap: { name: filesName(workload, name) },
    })),
    ...Object.entries(declared.secretFiles).map(([name, { secret }]) => ({
      name: `secret-${name}`,
      secret: { secretName: secret },
    })),
    ...Object.entries(declared.volumes).map(([name, { claim }]) => ({
      name: `claim-${name}`,
      persistentVolumeClaim: { claimName: claim },
    })),
    ...Object.entries(declared.scratch).map(([name, { size }]) => ({
      name: `scratch-${name}`,
      emptyDir: { sizeLimit: size },
    })),
  ]);
}

export function mountsOf({ declared }: Workload): VolumeMount[] {
  const { storage } = declared.database ?? {};
  return sorted([
    ...Object.entries(declared.files).map(([name, { mountPath }]) => ({
      name: `files-${name}`,
      mountPath,
      readOnly: true,
    })),
    ...Object.entries(declared.secretFiles).map(([name, { mountPath }]) => ({
      name: `secret-${name}`,
      mountPath,
      readOnly: true,
    })),
    ...Object.entries(declared.volumes).map(([name, { mountPath, readOnly }]) => ({
      name: `claim-${name}`,
      mountPath,
      readOnly,
    })),
    ...Object.entries(declared.scratch).map(([name, { mountPath }]) => ({ name: `scratch-${name}`, mountPath })),
    ...(storage === undefined ? [] : [{ name: STORAGE, mountPath: storage.mountPath }]),
  ]);
}

function sorted<T extends { name: string }>(items: T[]): T[] {
  return items.sort((a, b) => (a.name < b.name ? -1 : 1));
}
