import { compareQuantities, parseQuantity } from '../../kubernetes/quantity.js';
import type { Tenant } from '../declaration.js';
import { faultsOf } from '../describe-issue.js';
import { limitsIn, limitsOf, quotaOf, quotaPath, requestsOf } from '../quota.js';
import { type Compute, tenantLimits as limitsSchema, tenantQuota as quotaSchema } from '../schema/tenant.js';
import { amongst, type Check, type CheckContext } from './check.js';

/** Quotas and limits that an API server would refuse, or that nothing could ever meet. */
export const tenantQuota: Check = ({ cluster, report }) => {
  const { spec: environment } = cluster.environment;
  for (const tenant of cluster.tenants.values()) {
    for (const namespace of Object.keys(tenant.spec.namespaces)) {
      if (!overridesFit(tenant, namespace, report)) continue;
      const quota = quotaOf(tenant.spec, namespace);
      const at = (...rest: string[]) => quotaPath(tenant, namespace, 'quota', rest);
      const ordered = (compute: Compute | undefined, path: string[]) => {
        if (compute !== undefined && isAbove(requestsOf(compute), limitsIn(compute)))
          report(tenant, path, `requests (${requestsOf(compute)}) are above limits (${limitsIn(compute)})`);
      };
      for (const field of ['cpu', 'memory', 'ephemeralStorage'] as const) ordered(quota[field], at(field));

      for (const name of Object.keys(quota.storage.classes)) {
        if (!Object.hasOwn(environment.storageClasses, name))
          report(
            tenant,
            at('storage', 'classes', name),
            `environment \`${cluster.name}\` has no StorageClass \`${name}\``,
            {
              part: 'key',
              hint: amongst(name, Object.keys(environment.storageClasses), 'storage classes'),
            },
          );
      }
      for (const name of Object.keys(quota.devices)) {
        if (!tenant.spec.devices.includes(name))
          report(tenant, at('devices', name), `\`${name}\` is not among the tenant's devices`, {
            part: 'key',
            hint: amongst(name, tenant.spec.devices, 'spec.devices'),
          });
      }
      for (const [name, scoped] of Object.entries(quota.scoped)) {
        if (!tenant.spec.priorityClasses.includes(scoped.priorityClass))
          report(
            tenant,
            at('scoped', name, 'priorityClass'),
            `\`${scoped.priorityClass}\` is not among the tenant's priority classes`,
            {
              hint: amongst(scoped.priorityClass, tenant.spec.priorityClasses, 'spec.priorityClasses'),
            },
          );
        if (scoped.cpu === undefined && scoped.memory === undefined && scoped.pods === undefined)
          report(tenant, at('scoped', name), 'bounds nothing: declare cpu, memory or pods');
        if (QUOTA_NAMES.has(name)) report(tenant, at('scoped', name), `the name \`${name}\` is taken`, { part: 'key' });
        ordered(scoped.cpu, at('scoped', name, 'cpu'));
        ordered(scoped.memory, at('scoped', name, 'memory'));
      }
      checkLimits();

      function checkLimits() {
        const { container, claim } = limitsOf(tenant.spec, namespace);
        const path = (...rest: string[]) => quotaPath(tenant, namespace, 'limits', rest);
        for (const resource of ['cpu', 'memory', 'ephemeral-storage'] as const) {
          const steps = (['min', 'defaultRequest', 'default', 'max'] as const)
            .map((field) => ({ field, value: container[field]?.[resource] }))
            .filter((step) => step.value !== undefined);
          steps.slice(1).forEach((step, index) => {
            const below = steps[index];
            if (below?.value !== undefined && step.value !== undefined && isAbove(below.value, step.value))
              report(
                tenant,
                path('container', below.field, resource),
                `${below.value} is above ${step.field} (${step.value})`,
              );
          });
        }
        if (claim?.min !== undefined && claim.max !== undefined && isAbove(claim.min, claim.max))
          report(tenant, path('claim', 'min'), `${claim.min} is above max (${claim.max})`);
      }
    }
  }
};

/** Whether quota and limits of the namespace are still complete once what it declares of its own is laid over the tenant's. */
function overridesFit(tenant: Tenant, namespace: string, report: CheckContext['report']): boolean {
  let fit = true;
  for (const [field, schema, merged] of [
    ['quota', quotaSchema, quotaOf(tenant.spec, namespace)],
    ['limits', limitsSchema, limitsOf(tenant.spec, namespace)],
  ] as const) {
    for (const { path, message, hint } of faultsOf(schema, merged)) {
      report(tenant, quotaPath(tenant, namespace, field, path.map(String)), message, { hint });
      fit = false;
    }
  }
  return fit;
}

/** Names that the project gives to quotas itself. */
const QUOTA_NAMES: ReadonlySet<string> = new Set(['compute', 'storage', 'objects', 'cross-namespace-affinity']);

function isAbove(a: string | number, b: string | number): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left !== undefined && right !== undefined && compareQuantities(left, right) > 0;
}
