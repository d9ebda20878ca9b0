import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import type { Cluster } from '../../lib/config/declaration.js';
import { isObject, type Json } from '../../lib/kubernetes/json.js';
import type { KubernetesObject } from '../../lib/kubernetes/object.js';
import { Rendered } from '../constructs/rendered.js';

/** A rendered object, and the file that it is in. */
export interface Manifest {
  readonly file: string;
  readonly object: KubernetesObject;
}

/** Every object below a folder of dist, files in the order of their paths; or of those files whose text is wanted. */
export function manifestsBelow(folder: string, isWanted: (text: string) => boolean = () => true): Manifest[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => isWanted(text))
    .flatMap(({ file, text }) =>
      loadAll(text, { schema: CORE_SCHEMA }).map((object) => ({
        file: file.slice(folder.length + 1),
        object: object as unknown as KubernetesObject,
      })),
    );
}

/**
 * Argo CD's order within a sync: waves, then kinds, then names (gitops-engine, pkg/sync/sync_tasks.go). Only the head of
 * its list of kinds; the rest goes by name.
 */
const KINDS = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'Job',
  'CronJob',
  'Ingress',
  'APIService',
];

/** What a cluster renders, in the order of a sync. */
export function manifestsOf(cluster: Cluster): Manifest[] {
  return inSyncOrder(Rendered.all(cluster).objects.map((object) => ({ file: cluster.name, object })));
}

export function inSyncOrder(manifests: readonly Manifest[]): Manifest[] {
  const rank = ({ object: { kind, metadata } }: Manifest): [number, number, string] => [
    waveOf(metadata.annotations),
    KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length,
    `${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
  ];
  return manifests.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return left[0] - right[0] || left[1] - right[1] || (left[2] < right[2] ? -1 : 1);
  });
}

function waveOf(annotations: Json | undefined): number {
  return isObject(annotations) ? Number(annotations['argocd.argoproj.io/sync-wave'] ?? 0) : 0;
}
