import { hasLabels } from '../node-pool.js';
import { nodeSelectorOf } from '../runtime.js';
import type { Check } from './check.js';

/** Every Runtime has nodes to run on; where none carries its labels, its pods would stay Pending for ever. */
export const runtimeReferences: Check = ({ cluster, report, doubt }) => {
  for (const runtime of doubt.each(cluster.runtimes.values())) {
    const selector = nodeSelectorOf(runtime.spec);
    if (Object.values(cluster.environment.spec.nodePools).some((pool) => hasLabels(pool, selector))) continue;
    const path = runtime.spec.nodeSelector === undefined ? ['spec', 'preset'] : ['spec', 'nodeSelector'];
    const labels = Object.entries(selector)
      .map(([key, value]) => `${key}=${value}`)
      .join(', ');
    report(runtime, path, `no node pool of environment \`${cluster.name}\` has the labels ${labels}`, {
      hint: 'label a pool in the Environment, declare another nodeSelector, or drop this Runtime there with `spec: null`',
    });
  }
};
