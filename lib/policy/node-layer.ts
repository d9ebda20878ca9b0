import type { Cluster } from '../config/declaration.js';
import { formatPath, isObject, type Path } from '../kubernetes/json.js';
import type { Declared } from './rule.js';

/** A field of the node layer that a change alters. */
export interface Alteration {
  readonly declared: Declared;
  /** `spec.nodePools.general.kata.version` */
  readonly field: string;
}

/** What of a pool is not about the software of its nodes. Whatever is added to pools later is taken to be. */
const OF_THE_POOL: ReadonlySet<string> = new Set(['count', 'labels', 'taints', 'allocatable', 'devices', 'networks']);

/** What of the preparation of nodes only looks at them. */
const OF_MONITORING: ReadonlySet<string> = new Set(['monitoring']);

/** What of a Runtime is about pods, and changes nothing on the nodes. */
const OF_PODS: ReadonlySet<string> = new Set(['overhead', 'nodeSelector', 'tolerations', 'podAnnotations']);

/**
 * What a change alters on nodes that are there already: container runtime, kernel, Kata, and the configuration of
 * runtimes. What comes or goes as a whole, a pool or a runtime, alters nothing that others run on.
 */
export function nodeLayerChanges(before: Cluster, after: Cluster): Alteration[] {
  const [pools, poolsAfter] = [before.environment.spec.nodePools, after.environment.spec.nodePools];
  const ofPools = Object.keys(poolsAfter)
    .filter((name) => Object.hasOwn(pools, name))
    .flatMap((name) => differing(pools[name], poolsAfter[name], OF_THE_POOL, ['spec', 'nodePools', name]))
    .map((path) => ({ declaration: after.environment, path }));
  const ofRuntimes = [...after.runtimes].flatMap(([name, runtime]) => {
    const known = before.runtimes.get(name);
    const paths = known === undefined ? [] : differing(known.spec, runtime.spec, OF_PODS, ['spec']);
    return paths.map((path) => ({ declaration: runtime, path }));
  });
  const [prepared, preparedAfter] = [before.environment.spec.nodePreparation, after.environment.spec.nodePreparation];
  const ofPreparation =
    prepared === undefined || preparedAfter === undefined
      ? []
      : differing(prepared, preparedAfter, OF_MONITORING, ['spec', 'nodePreparation']).map((path) => ({
          declaration: after.environment,
          path,
        }));
  return [...ofPools, ...ofPreparation, ...ofRuntimes].map((declared) => ({
    declared,
    field: formatPath(declared.path),
  }));
}

/** Each field that is not the same, by its own path where both sides have fields. */
function differing(before: unknown, after: unknown, without: ReadonlySet<string>, path: Path): Path[] {
  if (isObject(before) && isObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((key) => !without.has(key))
      .flatMap((key) => differing(before[key], after[key], NONE, [...path, key]));
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
}

const NONE: ReadonlySet<string> = new Set();
