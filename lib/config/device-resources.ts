import { derive } from './provenance.js';
import type { EnvironmentSpec } from './schema/environment.js';
import type { WorkloadSpec } from './schema/workload.js';

type Asked = Pick<WorkloadSpec, 'devices' | 'networks'>;

/**
 * Devices, and a virtual function of each network that has them, by the names that nodes offer them by; several of one
 * name add up. Counts are taken from `declared`, which remembers its places.
 */
export function deviceResources(
  { devices, networks }: EnvironmentSpec,
  spec: Asked,
  declared: Asked = spec,
): Record<string, number> {
  const taken: Record<string, number> = {};
  const take = (resource: string | undefined, count: number) => {
    if (resource !== undefined) taken[resource] = taken[resource] === undefined ? count : sum(taken[resource], count);
  };
  for (const name of Object.keys(spec.devices)) take(devices[name]?.resourceName, declared.devices[name] ?? 0);
  for (const [index, name] of spec.networks.entries())
    take(
      networks[name]?.resourceName,
      derive(declared.networks[index] ?? name, () => 1),
    );
  return taken;
}

/** Counts stay whole numbers in a traced render too, where they are marks. */
export function sum(a: string | number, b: number): number {
  return derive(a, (left) => derive(b, (right) => Number(left) + right));
}
