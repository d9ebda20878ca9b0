import type { Tenant } from '../config/declaration.js';
import type { Context } from './context.js';
import { type JudgedObject, namespaceOf } from './judged-object.js';
import type { JudgedPod } from './pods.js';

/**
 * Whether an object stands in a namespace that is to be walled in. One that names none is taken for a tenant's: nobody
 * knows where it will be applied.
 */
export function isWalled(context: Context, judged: JudgedObject): boolean {
  const namespace = namespaceOf(judged);
  return namespace === undefined || context.isTenantNamespace(namespace);
}

/** Objects of a kind, which has namespaces, in those of tenants. */
export function walled(context: Context, kind: string): JudgedObject[] {
  return context.objects.ofKind(kind).filter((judged) => isWalled(context, judged));
}

export function walledPods(context: Context): JudgedPod[] {
  return context.pods.filter(({ owner }) => isWalled(context, owner));
}

/** The declaration of the tenant that a namespace belongs to, where there is one. */
export function declaredTenant(context: Context, namespace: string | undefined): Tenant | undefined {
  const name = namespace === undefined ? undefined : context.tenantOf(namespace);
  return name === undefined ? undefined : context.cluster?.tenants.get(name);
}

/** Whether the platform's own declarations render it: nobody else may declare an Environment or a Runtime. */
export function isOfPlatform({ origin }: JudgedObject): boolean {
  return origin?.declaration.kind === 'Environment' || origin?.declaration.kind === 'Runtime';
}
