import type { Circumstances } from '../kata/configuration/effective.js';
import type { CarriedHandler } from './kata.js';
import type { NodePool } from './node-pool.js';
import type { EnvironmentSpec } from './schema/environment.js';

/**
 * What decides about a handler's configuration on a pool beside what its Runtime declares of it. What the pool offers counts
 * only where this environment writes the configurations of its nodes: whoever else does knows nothing of it.
 */
export function circumstancesOf(
  { devices, nodePreparation }: EnvironmentSpec,
  pool: NodePool,
  { podAnnotations }: Pick<CarriedHandler, 'podAnnotations'>,
): Circumstances {
  if (nodePreparation === undefined) return { architecture: pool.architecture, podAnnotations };
  const hasFunctions = Object.values(pool.networks).some((count) => count > 0);
  const passesDevices = Object.entries(pool.devices).some(([name, count]) => count > 0 && devices[name]?.passthrough);
  return { architecture: pool.architecture, podAnnotations, plugsDevices: hasFunctions || passesDevices };
}
