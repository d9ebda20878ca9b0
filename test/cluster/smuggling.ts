import type { KubernetesObject } from '../../lib/kubernetes/object.js';

/** Something in a tenant's own repository that is none of its business, and why Argo CD refuses it. */
export interface Smuggled {
  readonly name: string;
  readonly object: KubernetesObject;
  readonly refusal: string;
}

export interface SmugglingContext {
  readonly project: string;
  /** The tenant's own. */
  readonly namespace: string;
  /** Somebody else's. */
  readonly foreign: string;
  readonly argocd: string;
  /** One that the tenant's real Application has delivered, and that Application. */
  readonly delivered: KubernetesObject;
  readonly owner: string;
}

const INVALID = 'one or more synchronization tasks are not valid';

/** One thing each, that would be fine for somebody else. */
export function smuggled({ project, namespace, foreign, argocd, delivered, owner }: SmugglingContext): Smuggled[] {
  const kind = (apiVersion: string, name: string, rest: object, within?: string): Smuggled => {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const metadata = within === undefined ? { name: 'smuggled' } : { name: 'smuggled', namespace: within };
    return {
      name: name.toLowerCase(),
      object: { apiVersion, kind: name, metadata, ...rest } as KubernetesObject,
      refusal: `${INVALID}: resource ${group}:${name} is not permitted in project ${project}`,
    };
  };
  const rbac = 'rbac.authorization.k8s.io';
  const role = { apiGroup: rbac, kind: 'ClusterRole', name: 'admin' };
  const elsewhere = (name: string, into: string): Smuggled => ({
    name,
    object: configMap(into),
    refusal: `${INVALID}: namespace ${into} is not permitted in project '${project}'`,
  });
  return [
    kind('v1', 'Namespace', {}),
    kind(`${rbac}/v1`, 'ClusterRole', { rules: [] }),
    kind(`${rbac}/v1`, 'ClusterRoleBinding', { roleRef: role, subjects: [] }),
    kind(`${rbac}/v1`, 'Role', { rules: [] }, namespace),
    kind(`${rbac}/v1`, 'RoleBinding', { roleRef: role, subjects: [] }, namespace),
    kind('v1', 'ResourceQuota', { spec: { hard: { pods: '1k' } } }, namespace),
    kind('v1', 'LimitRange', { spec: { limits: [] } }, namespace),
    kind('v1', 'ServiceAccount', {}, namespace),
    kind('v1', 'Secret', {}, namespace),
    kind('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, egress: [{}] } }, namespace),
    kind('argoproj.io/v1alpha1', 'Application', { spec: {} }, namespace),
    kind('argoproj.io/v1alpha1', 'AppProject', { spec: {} }, namespace),
    // Its remote keys are its author's to choose, and nobody has looked whose they are.
    kind('external-secrets.io/v1', 'ExternalSecret', { spec: {} }, namespace),
    elsewhere('foreign', foreign),
    elsewhere('argocd', argocd),
    elsewhere('system', 'kube-system'),
    {
      name: 'shared',
      object: delivered,
      refusal: `Shared resource found: ${delivered.kind}/${delivered.metadata.name} is part of applications ${argocd}/smuggler-shared and ${owner}`,
    },
  ];
}

/** Harmless beside what is smuggled, and not to be delivered either. */
export function configMap(namespace: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'harmless', namespace }, data: {} };
}
