import { amongst, type Check } from './check.js';

/** Workloads stand in the folder of a tenant that is declared and leaves its manifests to us. */
export const tenantFolders: Check = ({ cluster, report, doubt, isDeclared, declared, owned }) => {
  for (const { tenant, workload } of owned()) {
    if (tenant.spec.source === undefined) continue;
    const message = `the manifests of tenant \`${tenant.name}\` come from a repository of its own, so nobody would deliver this`;
    report(workload, [], message, {
      hint: 'declare workloads here or spec.source in the Tenant, not both',
      related: { declaration: tenant, path: ['spec', 'source'], message: 'declared here' },
    });
  }
  for (const [tenant, workloads] of doubt.each(cluster.workloads)) {
    if (isDeclared('Tenant', tenant)) continue;
    // The path is what is wrong, not a field.
    for (const workload of workloads.values())
      report(workload, [], `environment \`${cluster.name}\` has no Tenant \`${tenant}\`, whose folder this is`, {
        hint: amongst(tenant, declared('Tenant'), 'tenants'),
      });
  }
};
