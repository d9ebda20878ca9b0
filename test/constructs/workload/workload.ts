import { Chart } from 'cdk8s';
import { networkPaths } from '../../../lib/config/network-path.js';
import { Workload } from '../../../lib/constructs/workload/workload.js';
import { harbour, type Overlay } from '../harbour.js';
import { Rendered } from '../rendered.js';

/** Everything of one workload of tenant `shop` or another, but for its NetworkPolicy. */
export function workloadOf(name: string, overlay?: Overlay, tenantName = 'shop'): Rendered {
  const cluster = harbour(overlay);
  const tenant = cluster.tenants.get(tenantName);
  const workload = cluster.workloads.get(tenantName)?.get(name);
  if (tenant === undefined || workload === undefined) throw new Error(`harbour has no ${tenantName}/${name}`);
  const props = { cluster, tenant, workload, paths: networkPaths(cluster) };
  return Rendered.of((app) => new Workload(new Chart(app, 'workload'), name, props));
}

/** A workload of tenant `shop` with this spec: patches `legacy`, a service without anything. */
export function legacyWith(spec: string): Rendered {
  return workloadOf('legacy', { workloads: { shop: { legacy: spec } } });
}

export const TEMPLATE = ['spec', 'template'] as const;
export const POD = ['spec', 'template', 'spec'] as const;
export const CONTAINER = [...POD, 'containers', 0] as const;
