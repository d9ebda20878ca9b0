import type { EnvironmentSpec } from './schema/environment.js';

export type NodePool = EnvironmentSpec['nodePools'][string];

/** Labels of a pool's nodes: the declared ones, and those that the kubelet sets on every node (kubernetes.io/docs/reference/labels-annotations-taints). */
export function nodeLabelsOf(pool: NodePool): Readonly<Record<string, string>> {
  return { 'kubernetes.io/arch': pool.architecture, 'kubernetes.io/os': 'linux', ...pool.labels };
}

/** Whether a pool's nodes have all of these labels. */
export function hasLabels(pool: NodePool, wanted: Readonly<Record<string, string>>): boolean {
  const labels = nodeLabelsOf(pool);
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}
