import { minimumContainerd } from '../../kata/handlers/containerd.js';
import { isOlder } from '../../kubernetes/software-version.js';
import { kataHandlersOf } from '../kata.js';
import type { NodePool } from '../node-pool.js';
import { MINIMUM_KERNEL } from '../node-preparation.js';
import type { CheckContext } from './check.js';

/** What its drop-in is written for (lib/kata/handlers/crio.ts). */
const MINIMUM_CRIO = '1.24';

/** Each node would say that it cannot run Kata, and be left alone: better said before anything is rolled out. */
export function nodeVersions(
  { cluster, report, doubt, mayHaveMore }: CheckContext,
  name: string,
  pool: NodePool,
): void {
  const { environment } = cluster;
  const path = ['spec', 'nodePools', name];
  doubt.ask(() => {
    const { containerRuntime } = pool;
    if (containerRuntime === undefined) return;
    if (containerRuntime.name === 'containerd') mayHaveMore('Runtime', '');
    const least =
      containerRuntime.name === 'cri-o'
        ? MINIMUM_CRIO
        : minimumContainerd(kataHandlersOf(cluster, pool).map(({ shim }) => shim));
    if (isOlder(containerRuntime.version, least))
      report(
        environment,
        [...path, 'containerRuntime', 'version'],
        `is ${containerRuntime.version}, and what is declared for the pool needs ${containerRuntime.name} ${least} or newer`,
        { hint: 'upgrade it on the nodes, or take kata off the pool' },
      );
  });
  doubt.ask(() => {
    const { kernel } = pool;
    if (kernel !== undefined && isOlder(kernel, MINIMUM_KERNEL))
      report(environment, [...path, 'kernel'], `is ${kernel}, and Kata needs ${MINIMUM_KERNEL} or newer`, {
        hint: 'upgrade it on the nodes, or take kata off the pool',
      });
  });
}
