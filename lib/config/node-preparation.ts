import type { Environment } from './declaration.js';
import type { NodePool } from './node-pool.js';

/** Labels below this are what the preparation of a node sets: nothing that comes before it can go by them. */
export const SET_BY_PREPARATION = 'katacontainers.io/';

/** The oldest that Kata supports. */
export const MINIMUM_KERNEL = '5.10';

/** A pool whose nodes are prepared for Kata by what is rendered. */
export interface PreparedPool {
  readonly name: string;
  readonly pool: NodePool;
  readonly declared: NodePool;
  readonly kata: NonNullable<NodePool['kata']>;
}

export function preparedPools({ spec, declared }: Environment): PreparedPool[] {
  if (spec.nodePreparation === undefined) return [];
  return Object.entries(spec.nodePools).flatMap(([name, pool]) =>
    pool.kata === undefined ? [] : [{ name, pool, declared: declared.nodePools[name] ?? pool, kata: pool.kata }],
  );
}

/** Labels of a pool that its nodes have before they are prepared: those that tell it from others. */
export function labelsBefore(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith(SET_BY_PREPARATION)));
}

/** The account that the nodes' agents run as, and the name of what belongs to it. */
export const NODE_PREPARATION_NAME = 'node-preparation';

export function nodePreparationOf(pool: string): string {
  return `${NODE_PREPARATION_NAME}-${pool}`;
}

export function kataMonitorOf(pool: string): string {
  return `kata-monitor-${pool}`;
}

/** Names of the DaemonSets that an environment has for its nodes, all in the namespace that it declares for them. */
export function daemonSetsOf(environment: Environment): Set<string> {
  const pools = preparedPools(environment);
  const monitored = environment.spec.nodePreparation?.monitoring !== undefined;
  return new Set(pools.flatMap(({ name }) => [nodePreparationOf(name), ...(monitored ? [kataMonitorOf(name)] : [])]));
}
