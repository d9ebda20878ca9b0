import type { Path } from '../../kubernetes/json.js';
import { compareQuantities, parseQuantity } from '../../kubernetes/quantity.js';
import type { Tenant } from '../declaration.js';
import { faultsOf } from '../describe-issue.js';
import { limitsIn, quotaOf, quotaPath, requestsOf } from '../quota.js';
import { OWN_QUOTAS } from '../resource-quotas.js';
import { type Compute, type Quota, quota as quotaSchema } from '../schema/quota.js';
import { amongst, type Check, type CheckContext } from './check.js';

/** Quotas that an API server would refuse, or that nothing could ever meet. */
export const tenantQuota: Check = (context) => {
  for (const tenant of context.tenants()) {
    for (const namespace of context.doubt.each(Object.keys(tenant.spec.namespaces)))
      checkNamespace(context, tenant, namespace);
  }
};

function checkNamespace(context: CheckContext, tenant: Tenant, namespace: string): void {
  const { cluster, report, doubt } = context;
  const { spec } = tenant;
  const quota = quotaOf(spec, namespace);
  const at: At = (...rest) => quotaPath(tenant, namespace, 'quota', rest);
  // Once what the namespace declares of its own is laid over the tenant's, the whole must still be complete.
  const faults = spec.namespaces[namespace]?.quota === undefined ? [] : faultsOf(quotaSchema, quota);
  for (const { path, part, reason, hint } of faults) report(tenant, at(...path), reason, { part, hint });
  if (faults.length > 0) return;

  doubt.ask(() => {
    for (const name of Object.keys(quota.storage.classes)) {
      const { storageClasses } = cluster.environment.spec;
      if (Object.hasOwn(storageClasses, name)) continue;
      const message = `environment \`${cluster.name}\` has no StorageClass \`${name}\``;
      const hint = amongst(name, Object.keys(storageClasses), 'storage classes');
      report(tenant, at('storage', 'classes', name), message, { part: 'key', hint });
    }
  });
  for (const field of doubt.each(['devices', 'networks'] as const)) {
    for (const name of Object.keys(quota[field])) {
      const granted = spec[field];
      if (!granted.includes(name))
        report(tenant, at(field, name), `\`${name}\` is not among the tenant's ${field}`, {
          part: 'key',
          hint: amongst(name, granted, `${field} in the tenant's spec.${field}`),
        });
    }
  }
  for (const field of doubt.each(COMPUTE)) checkCompute(context, tenant, quota[field], at(field));
  for (const [name, scoped] of doubt.entries(quota.scoped)) checkScoped(context, tenant, name, scoped, at);
}

type At = (...rest: (string | number)[]) => Path;

const COMPUTE = ['cpu', 'memory', 'ephemeralStorage'] as const;

function checkCompute({ report }: CheckContext, tenant: Tenant, compute: Compute | undefined, path: Path): void {
  // One amount is both.
  if (typeof compute === 'object' && isAbove(requestsOf(compute), limitsIn(compute)))
    report(tenant, path, `requests (${requestsOf(compute)}) are above limits (${limitsIn(compute)})`);
}

function checkScoped(
  context: CheckContext,
  tenant: Tenant,
  name: string,
  scoped: Quota['scoped'][string],
  at: At,
): void {
  const { report, doubt } = context;
  doubt.ask(() => {
    const { priorityClass } = scoped;
    const { priorityClasses } = tenant.spec;
    if (!priorityClasses.includes(priorityClass))
      report(
        tenant,
        at('scoped', name, 'priorityClass'),
        `\`${priorityClass}\` is not among the tenant's priority classes`,
        { hint: amongst(priorityClass, priorityClasses, "priority classes in the tenant's spec.priorityClasses") },
      );
  });
  for (const field of doubt.each(['cpu', 'memory'] as const))
    checkCompute(context, tenant, scoped[field], at('scoped', name, field));
  if (OWN_QUOTAS.some((own) => own === name))
    report(tenant, at('scoped', name), `a quota named \`${name}\` is rendered anyway`, {
      part: 'key',
      hint: 'choose another name',
    });
  if (scoped.cpu === undefined && scoped.memory === undefined && scoped.pods === undefined)
    report(tenant, at('scoped', name), 'bounds nothing: declare cpu, memory or pods');
}

export function isAbove(a: string | number, b: string | number): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left !== undefined && right !== undefined && compareQuantities(left, right) > 0;
}
