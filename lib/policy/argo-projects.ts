import type { Context } from './context.js';
import { itemsAt, textAt } from './fields.js';
import type { JudgedObject } from './judged-object.js';

export function projectsOf({ objects }: Context): readonly JudgedObject[] {
  return objects.ofKind('argoproj.io/AppProject');
}

/**
 * Whether a project is the platform's own: rendered for the environment, or one that delivers into Argo CD's namespace by
 * name, which whoever may do is an administrator anyway (argo-cd docs/operator-manual/declarative-setup.md). Any other is
 * judged as a tenant's, and so is one that names a tenant's namespace.
 */
export function isOfPlatform(context: Context, { object, origin }: JudgedObject): boolean {
  if (origin !== undefined) return origin.declaration.kind === 'Environment';
  const namespaces = itemsAt(object, 'spec', 'destinations').map(({ item }) => textAt(item, 'namespace') ?? '');
  if (namespaces.some((namespace) => context.tenantOf(namespace) !== undefined)) return false;
  return namespaces.includes(textAt(object, 'metadata', 'namespace') ?? 'argocd');
}
