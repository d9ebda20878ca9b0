import { type Path, valueAt } from '../../kubernetes/json.js';
import type { Tenant, Workload } from '../declaration.js';
import { exceedsRatio, limitsOf, quotaPath, ratioOf } from '../quota.js';
import type { Check, CheckContext } from './check.js';
import { isAbove } from './tenant-quota.js';

/** What a workload declares is within the LimitRange of its namespace, which would refuse its pods and claims otherwise. */
export const workloadLimits: Check = (context) => {
  for (const { tenant, workload } of context.owned()) {
    context.doubt.ask(() => checkBounds(context, tenant, workload));
    for (const resource of context.doubt.each(['cpu', 'memory'] as const))
      checkRatio(context, tenant, workload, resource);
  }
};

type Amount = string | number;

/** A declared amount, and a bound of the tenant's limits that it has to keep. */
type Bounded = readonly [
  path: Path,
  amount: Amount,
  bound: readonly [of: string, side: 'min' | 'max', ...resource: string[]],
];

function checkBounds({ report, doubt }: CheckContext, tenant: Tenant, workload: Workload): void {
  const { namespace } = workload.spec;
  const limits = limitsOf(tenant.spec, namespace);
  for (const [path, amount, bound] of doubt.each(boundedIn(workload))) {
    const [of, side] = bound;
    const most = valueAt(limits, bound) as Amount | undefined;
    if (most === undefined || !(side === 'max' ? isAbove(amount, most) : isAbove(most, amount))) continue;
    const fault =
      side === 'max' ? `more than the ${most} that a ${of} may have` : `less than the ${most} that a ${of} must have`;
    report(workload, path, `${amount} is ${fault} in namespace \`${namespace}\``, {
      hint: `the platform decides in the Tenant: ${quotaPath(tenant, namespace, 'limits', bound).join('.')}`,
    });
  }
}

/** Of a declared request; where none is declared it is the limit. */
function checkRatio(
  { cluster, report }: CheckContext,
  tenant: Tenant,
  workload: Workload,
  resource: 'cpu' | 'memory',
): void {
  const { spec } = workload;
  const request = spec.resources.requests?.[resource];
  if (request === undefined) return;
  const limits = limitsOf(tenant.spec, spec.namespace);
  const limit = spec.resources[resource] ?? limits.container.default[resource];
  const ratio = ratioOf(cluster.environment.spec, limits, resource);
  if (!exceedsRatio(limit, request, ratio)) return;
  const path = ['spec', 'resources', 'requests', resource];
  const message = `${request} is too little for the limit (${limit}), which may be ${ratio} times the request`;
  report(workload, path, message, {
    hint: 'the platform grants more in the Tenant: spec.limits.container.maxLimitRequestRatio',
  });
}

function* boundedIn({ spec }: Workload): Generator<Bounded> {
  const { requests, ...limits } = spec.resources;
  for (const [resource, amount] of Object.entries(limits)) {
    if (amount === undefined) continue;
    const path = ['spec', 'resources', resource];
    yield [path, amount, ['container', 'max', resource]];
    // Its one container is all of its pod: a LimitRange counts no overhead.
    yield [path, amount, ['pod', 'max', resource]];
    yield [path, amount, ['container', 'min', resource]];
  }
  for (const [resource, amount] of Object.entries(requests ?? {}))
    if (amount !== undefined)
      yield [['spec', 'resources', 'requests', resource], amount, ['container', 'min', resource]];
  const claims: [Path, Amount | undefined][] = [
    ...Object.entries(spec.volumes).map(([name, { create }]): [Path, Amount | undefined] => [
      ['spec', 'volumes', name, 'create', 'size'],
      create?.size,
    ]),
    [['spec', 'database', 'storage', 'size'], spec.database?.storage.size],
  ];
  for (const [path, size] of claims) {
    if (size === undefined) continue;
    yield [path, size, ['claim', 'max']];
    yield [path, size, ['claim', 'min']];
  }
}
