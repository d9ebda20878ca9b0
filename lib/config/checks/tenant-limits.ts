import { type Path, valueAt } from '../../kubernetes/json.js';
import type { Tenant } from '../declaration.js';
import { faultsOf } from '../describe-issue.js';
import { exceedsRatio, limitsOf, quotaPath, ratioOf } from '../quota.js';
import { limits as limitsSchema } from '../schema/limits.js';
import type { Check, CheckContext } from './check.js';
import { isAbove } from './tenant-quota.js';

/** Each of these is at most the next: the API server refuses a LimitRange that is ordered otherwise. */
const STEPS = ['min', 'defaultRequest', 'default', 'max'] as const;

/** Limits that an API server would refuse. */
export const tenantLimits: Check = (context) => {
  for (const tenant of context.tenants()) {
    for (const namespace of context.doubt.each(Object.keys(tenant.spec.namespaces)))
      checkNamespace(context, tenant, namespace);
  }
};

function checkNamespace(context: CheckContext, tenant: Tenant, namespace: string): void {
  const { report, doubt } = context;
  const limits = limitsOf(tenant.spec, namespace);
  const at = (...rest: (string | number)[]) => quotaPath(tenant, namespace, 'limits', rest);
  const own = tenant.spec.namespaces[namespace]?.limits;
  const faults = own === undefined ? [] : faultsOf(limitsSchema, limits);
  for (const { path, part, reason, hint } of faults) report(tenant, at(...path), reason, { part, hint });
  if (faults.length > 0) return;

  for (const resource of doubt.each(['cpu', 'memory', 'ephemeral-storage'] as const)) {
    const { container } = limits;
    const declared = STEPS.flatMap((step) => {
      const amount = container[step]?.[resource];
      return amount === undefined ? [] : [{ step, amount, path: at('container', step, resource) }];
    });
    declared.slice(1).forEach((above, index) => {
      const below = declared[index];
      if (below === undefined || !isAbove(below.amount, above.amount)) return;
      // The one that nobody wrote is a default; of two that are written the namespace's own is the later word.
      if (isWritten(tenant, below.path) && (isOwn(below.path) || !isOwn(above.path)))
        report(tenant, below.path, `${below.amount} is above ${above.step} (${above.amount})`);
      else
        report(tenant, above.path, `${above.amount} is below ${below.step} (${below.amount})`, {
          hint: isWritten(tenant, below.path) ? undefined : `${below.step} is ${below.amount} unless declared`,
        });
    });
  }
  for (const resource of doubt.each(['cpu', 'memory'] as const)) checkRatio(context, tenant, namespace, resource);
  const { claim } = limits;
  if (claim?.min !== undefined && claim.max !== undefined && isAbove(claim.min, claim.max))
    report(tenant, at('claim', 'min'), `${claim.min} is above max (${claim.max})`);
}

/** A container that names nothing is given both by the LimitRange, which would then refuse it. */
function checkRatio(
  { cluster, report }: CheckContext,
  tenant: Tenant,
  namespace: string,
  resource: 'cpu' | 'memory',
): void {
  const limits = limitsOf(tenant.spec, namespace);
  const limit = limits.container.default[resource];
  const request = limits.container.defaultRequest?.[resource];
  if (request === undefined) return;
  const ratio = ratioOf(cluster.environment.spec, limits, resource);
  if (!exceedsRatio(limit, request, ratio)) return;
  const path = quotaPath(tenant, namespace, 'limits', ['container', 'defaultRequest', resource]);
  report(tenant, path, `${request} is too little for default (${limit}): a limit may be ${ratio} times the request`, {
    hint: 'declare spec.limits.container.maxLimitRequestRatio',
  });
}

function isWritten({ layers }: Tenant, path: Path): boolean {
  return layers.some(({ data }) => valueAt(data, path) !== undefined);
}

function isOwn([, field]: Path): boolean {
  return field === 'namespaces';
}
