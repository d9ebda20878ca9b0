import { Tenant } from '../../../lib/constructs/tenant/tenant.js';
import { harbour, type Overlay } from '../harbour.js';
import { Rendered } from '../rendered.js';

/** Everything of one tenant, but for its delivery. */
export function tenantOf(name: string, overlay?: Overlay): Rendered {
  const cluster = harbour(overlay);
  const tenant = cluster.tenants.get(name);
  if (tenant === undefined) throw new Error(`harbour has no tenant ${name}`);
  return Rendered.of((app) => new Tenant(app, name, { cluster, tenant }));
}
