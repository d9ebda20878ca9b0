import { PlatformDelivery } from '../../../lib/constructs/delivery/platform-delivery.js';
import { TenantDelivery } from '../../../lib/constructs/delivery/tenant-delivery.js';
import { harbour, type Overlay } from '../harbour.js';
import { Rendered } from '../rendered.js';

export const platformDelivery = (overlay?: Overlay): Rendered =>
  Rendered.of((app) => new PlatformDelivery(app, 'delivery', { cluster: harbour(overlay) }));

export function tenantDelivery(name: string, overlay?: Overlay): Rendered {
  const cluster = harbour(overlay);
  const tenant = cluster.tenants.get(name);
  if (tenant === undefined) throw new Error(`harbour has no tenant ${name}`);
  return Rendered.of((app) => new TenantDelivery(app, name, { cluster, tenant }));
}
