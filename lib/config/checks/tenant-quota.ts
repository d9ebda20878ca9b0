import { compareQuantities, parseQuantity } from '../../kubernetes/quantity.js';
import type { Tenant } from '../declaration.js';
import { faultsOf } from '../describe-issue.js';
import { limitsIn, quotaOf, quotaPath, requestsOf } from '../quota.js';
import { type Compute, type Quota, quota as quotaSchema } from '../schema/quota.js';
import { amongst, type Check, type CheckContext } from './check.js';

/** Quotas that an API server would refuse, or that nothing could ever meet. */
export const tenantQuota: Check = (context) => {
  for (const tenant of context.cluster.tenants.values()) {
    for (const namespace of Object.keys(tenant.spec.namespaces)) checkNamespace(context, tenant, namespace);
  }
};

function checkNamespace({ cluster, report }: CheckContext, tenant: Tenant, namespace: string): void {
  const quota = quotaOf(tenant.spec, namespace);
  const at = (...rest: (string | number)[]) => quotaPath(tenant, namespace, 'quota', rest);
  // Once what the namespace declares of its own is laid over the tenant's, the whole must still be complete.
  const faults = faultsOf(quotaSchema, quota);
  for (const { path, part, reason, hint } of faults) report(tenant, at(...path), reason, { part, hint });
  if (faults.length > 0) return;

  const storageClasses = Object.keys(cluster.environment.spec.storageClasses);
  for (const name of Object.keys(quota.storage.classes)) {
    if (!storageClasses.includes(name))
      report(
        tenant,
        at('storage', 'classes', name),
        `environment \`${cluster.name}\` has no StorageClass \`${name}\``,
        {
          part: 'key',
          hint: amongst(name, storageClasses, 'storage classes'),
        },
      );
  }
  for (const field of ['devices', 'networks'] as const) {
    const granted = tenant.spec[field];
    for (const name of Object.keys(quota[field])) {
      if (!granted.includes(name))
        report(tenant, at(field, name), `\`${name}\` is not among the tenant's ${field}`, {
          part: 'key',
          hint: amongst(name, granted, `${field} in the tenant's spec.${field}`),
        });
    }
  }
  for (const [path, compute] of computesOf(quota)) {
    if (isAbove(requestsOf(compute), limitsIn(compute)))
      report(tenant, at(...path), `requests (${requestsOf(compute)}) are above limits (${limitsIn(compute)})`);
  }
  for (const [name, scoped] of Object.entries(quota.scoped)) {
    if (!tenant.spec.priorityClasses.includes(scoped.priorityClass))
      report(
        tenant,
        at('scoped', name, 'priorityClass'),
        `\`${scoped.priorityClass}\` is not among the tenant's priority classes`,
        {
          hint: amongst(
            scoped.priorityClass,
            tenant.spec.priorityClasses,
            "priority classes in the tenant's spec.priorityClasses",
          ),
        },
      );
    if (scoped.cpu === undefined && scoped.memory === undefined && scoped.pods === undefined)
      report(tenant, at('scoped', name), 'bounds nothing: declare cpu, memory or pods');
    if (QUOTA_NAMES.has(name))
      report(tenant, at('scoped', name), `a quota named \`${name}\` is rendered anyway`, {
        part: 'key',
        hint: 'choose another name',
      });
  }
}

function computesOf(quota: Quota): [path: string[], compute: Compute][] {
  const all: [string[], Compute | undefined][] = [
    ...COMPUTE.map((field): [string[], Compute] => [[field], quota[field]]),
    ...Object.entries(quota.scoped).flatMap(([name, { cpu, memory }]): [string[], Compute | undefined][] => [
      [['scoped', name, 'cpu'], cpu],
      [['scoped', name, 'memory'], memory],
    ]),
  ];
  return all.filter((entry): entry is [string[], Compute] => entry[1] !== undefined);
}

const COMPUTE = ['cpu', 'memory', 'ephemeralStorage'] as const;

/** Names that the project gives to quotas itself. */
const QUOTA_NAMES: ReadonlySet<string> = new Set(['compute', 'storage', 'objects', 'cross-namespace-affinity']);

export function isAbove(a: string | number, b: string | number): boolean {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left !== undefined && right !== undefined && compareQuantities(left, right) > 0;
}
