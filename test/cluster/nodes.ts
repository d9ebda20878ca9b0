import { type NodePool, nodeLabelsOf } from '../../lib/config/node-pool.js';
import type { EnvironmentSpec } from '../../lib/config/schema/environment.js';
import type { JsonObject } from '../../lib/kubernetes/json.js';

/** Not declared, and enough for what any environment asks of it. */
const EPHEMERAL_STORAGE = '500Gi';

/** The nodes of an environment, as their kubelets would register them; `port` is where each answers. */
export function nodesOf(environment: EnvironmentSpec, port: number): JsonObject[] {
  return Object.entries(environment.nodePools).flatMap(([pool, spec]) =>
    Array.from({ length: spec.count }, (_, index) => node(environment, `${pool}-${index + 1}`, spec, port)),
  );
}

function node(environment: EnvironmentSpec, name: string, pool: NodePool, port: number): JsonObject {
  const resources = resourcesOf(environment, pool);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { ...nodeLabelsOf(pool), 'kubernetes.io/hostname': name } },
    spec: {
      taints: Object.entries(pool.taints).map(([key, { value, effect }]) => ({ key, value: value ?? '', effect })),
    },
    status: {
      // No host name: the API server would try it first, and nobody knows it.
      addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
      daemonEndpoints: { kubeletEndpoint: { Port: port } },
      capacity: resources,
      allocatable: resources,
      nodeInfo: { architecture: pool.architecture, operatingSystem: 'linux' },
    },
  };
}

function resourcesOf({ devices, networks }: EnvironmentSpec, pool: NodePool): JsonObject {
  const { cpu, memory, pods } = pool.allocatable;
  return {
    cpu,
    memory,
    pods,
    'ephemeral-storage': EPHEMERAL_STORAGE,
    ...extended(pool.devices, devices),
    ...extended(pool.networks, networks),
  };
}

/** Extended resources, as a device plugin reports them. */
function extended(
  counts: Readonly<Record<string, number>>,
  inventory: Readonly<Record<string, { readonly resourceName?: string | undefined }>>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(counts).flatMap(([name, count]) => {
      const resource = inventory[name]?.resourceName;
      return resource === undefined ? [] : [[resource, count]];
    }),
  );
}
