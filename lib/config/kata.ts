import type { Configuration } from '../kata/configuration/declared.js';
import type { Handler } from '../kata/handlers/handler.js';
import { type HandlerFolders, kataHandler } from '../kata/handlers/kata.js';
import type { Shim } from '../kata/shims.js';
import type { Cluster, Runtime } from './declaration.js';
import { hasLabels, type NodePool } from './node-pool.js';
import { handlerOf, nodeSelectorOf, shimOf } from './runtime.js';

/** A handler of Kata that the nodes of a pool carry. */
export interface CarriedHandler {
  readonly name: string;
  readonly shim: Shim;
  readonly configuration: Configuration;
  /** What any of its Runtimes admits, in order. */
  readonly podAnnotations: readonly string[];
  /** Those that name it; the first decides what it is. */
  readonly runtimes: readonly [Runtime, ...Runtime[]];
  /** As containerd or CRI-O is told of it. */
  handler(folders: HandlerFolders): Handler;
}

/**
 * The handlers of Kata that a pool's nodes carry, in order of their names: those of Runtimes that select the pool, where it
 * declares Kata and its architecture has the shim. Other handlers, gVisor's for one, are left to whoever installs them on
 * the node, and so is one that is declared in full.
 */
export function kataHandlersOf(cluster: Cluster, pool: NodePool): CarriedHandler[] {
  if (pool.kata === undefined) return [];
  const byHandler = new Map<string, [Runtime, ...Runtime[]]>();
  for (const runtime of cluster.runtimes.values()) {
    const { spec } = runtime;
    if (!shimOf(spec)?.architectures.includes(pool.architecture) || !hasLabels(pool, nodeSelectorOf(spec))) continue;
    const name = handlerOf(spec);
    const others = byHandler.get(name);
    if (others === undefined) byHandler.set(name, [runtime]);
    else others.push(runtime);
  }
  return [...byHandler].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, runtimes]) => carried(name, runtimes));
}

function carried(name: string, runtimes: readonly [Runtime, ...Runtime[]]): CarriedHandler[] {
  const { spec } = runtimes[0];
  const shim = shimOf(spec);
  if (shim === undefined) return [];
  const podAnnotations = [...new Set(runtimes.flatMap((runtime) => runtime.spec.podAnnotations))].sort();
  return [
    {
      name,
      shim,
      configuration: spec.configuration ?? {},
      podAnnotations,
      runtimes,
      handler: (folders) => kataHandler(name, shim, podAnnotations, folders),
    },
  ];
}
