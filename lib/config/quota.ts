import { isObject, type Json, type JsonObject, type Path, valueAt } from '../kubernetes/json.js';
import { parseQuantity } from '../kubernetes/quantity.js';
import type { Tenant } from './declaration.js';
import { mergePatch } from './merge.js';
import type { EnvironmentSpec } from './schema/environment.js';
import type { Limits } from './schema/limits.js';
import type { Compute, Quota } from './schema/quota.js';
import type { TenantSpec } from './schema/tenant.js';

/** What one namespace may use: the tenant's quota, patched by what the namespace declares of its own. */
export function quotaOf(spec: TenantSpec, namespace: string): Quota {
  return overlaid(spec.quota, spec.namespaces[namespace]?.quota);
}

/** What each container, pod and claim of one namespace may use. */
export function limitsOf(spec: TenantSpec, namespace: string): Limits {
  return overlaid(spec.limits, spec.namespaces[namespace]?.limits);
}

/**
 * How far a container's limit may exceed its request: as declared for its namespace, or as far as the Environment lets its
 * nodes be overcommitted. Without a bound requests could be zero, and the scheduler would fill one node with everybody.
 */
export function ratioOf(
  environment: EnvironmentSpec,
  { container }: Limits,
  resource: 'cpu' | 'memory',
): string | number {
  const declared = container.maxLimitRequestRatio?.[resource];
  if (declared !== undefined) return declared;
  // The API server refuses a ratio below 1, and one that max and min leave no room for (ValidateLimitRange).
  const ratio = Math.max(1, environment.overcommit[resource]);
  const [min, max] = [container.min?.[resource], container.max?.[resource]].map((amount) =>
    amount === undefined ? undefined : parseQuantity(amount)?.nanos,
  );
  if (min === undefined || max === undefined || min === 0n) return ratio;
  return Math.max(1, Math.min(ratio, Number((max * 1000n) / min) / 1000));
}

/** Whether a limit exceeds its request by more than that. */
export function exceedsRatio(limit: Amount, request: Amount, ratio: Amount): boolean {
  const [most, least, times] = [limit, request, ratio].map((amount) => parseQuantity(amount)?.nanos ?? 0n);
  if (most === undefined || least === undefined || times === undefined) return false;
  return most * NANOS > least * times;
}

type Amount = string | number;

const NANOS = 1_000_000_000n;

function overlaid<T extends object>(base: T, patch: unknown): T {
  if (patch === undefined) return base;
  return mergePatch(base as unknown as JsonObject, patch as Json) as unknown as T;
}

/**
 * The declared path of a value of a namespace's quota or limits: where the namespace overrides it, or where the tenant
 * says it. What neither says is missing from the override, where that says anything of what it belongs to.
 */
export function quotaPath(
  { spec }: Tenant,
  namespace: string,
  field: 'quota' | 'limits',
  rest: readonly (string | number)[],
): Path {
  const own = valueAt(spec.namespaces, [namespace, field, ...rest]);
  const shared = valueAt(spec[field], rest);
  const around = valueAt(spec.namespaces, [namespace, field, ...rest.slice(0, -1)]);
  const overrides = own !== undefined || (shared === undefined && isObject(around));
  return overrides ? ['spec', 'namespaces', namespace, field, ...rest] : ['spec', field, ...rest];
}

export function requestsOf(compute: Compute): string | number {
  return typeof compute === 'object' ? compute.requests : compute;
}

export function limitsIn(compute: Compute): string | number {
  return typeof compute === 'object' ? compute.limits : compute;
}
