import type { Tenant, Workload } from '../declaration.js';
import { quotaOf } from '../quota.js';
import type { Quota } from '../schema/quota.js';
import type { Check, CheckContext } from './check.js';

/** The quota of a workload's namespace has what the workload takes of devices and networks. */
export const workloadQuota: Check = (context) => {
  for (const { tenant, workload } of context.owned()) {
    for (const question of context.doubt.each([checkDevices, checkNetworks])) question(context, tenant, workload);
  }
};

// What the tenant may not have at all is reported as such, here as below.
function checkDevices({ report, doubt }: CheckContext, tenant: Tenant, workload: Workload): void {
  const { spec } = workload;
  for (const [device, wanted] of doubt.entries(spec.devices)) {
    if (!tenant.spec.devices.includes(device)) continue;
    const most = quotaAt(tenant, spec.namespace).devices[device] ?? 0;
    if (wanted > most)
      report(
        workload,
        ['spec', 'devices', device],
        `the quota of namespace \`${spec.namespace}\` has ${most} of \`${device}\``,
        { hint: `the platform grants more in the Tenant: spec.quota.devices.${device}` },
      );
  }
}

function checkNetworks({ cluster, report }: CheckContext, tenant: Tenant, workload: Workload): void {
  const { spec } = workload;
  for (const [index, network] of spec.networks.entries()) {
    if (!tenant.spec.networks.includes(network)) continue;
    const counted = cluster.environment.spec.networks[network]?.resourceName !== undefined;
    if (counted && (quotaAt(tenant, spec.namespace).networks[network] ?? 0) === 0)
      report(
        workload,
        ['spec', 'networks', index],
        `the quota of namespace \`${spec.namespace}\` has no virtual function of \`${network}\``,
        { hint: `the platform grants them in the Tenant: spec.quota.networks.${network}` },
      );
  }
}

function quotaAt({ spec }: Tenant, namespace: string): Quota {
  return Object.hasOwn(spec.namespaces, namespace) ? quotaOf(spec, namespace) : spec.quota;
}
