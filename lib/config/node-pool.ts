import { type Toleration, tolerates } from '../kubernetes/toleration.js';
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

/** The key of a taint that keeps away pods with no more than these tolerations; one that is merely preferred does not. */
export function untolerated({ taints }: NodePool, tolerations: readonly Toleration[]): string | undefined {
  return Object.entries(taints).find(
    ([key, { value, effect }]) =>
      effect !== 'PreferNoSchedule' &&
      !tolerations.some((each) => tolerates(each, { key, effect, ...(value === undefined ? {} : { value }) })),
  )?.[0];
}
