import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import type { Construct } from 'constructs';
import type { Environment } from '../../config/declaration.js';
import { SYNC_WAVE } from '../../config/labels.js';
import { constant } from '../../kubernetes/constant.js';
import { KubernetesObject } from '../kubernetes-object.js';
import type { Destination } from './application.js';

export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/**
 * What walls and platform are made of. Nothing else can be delivered by the platform's project. Kinds stand here whether
 * an environment has them or not: Argo CD does not prune what a project does not list, and a webhook that nobody answers
 * any more must go.
 */
export const PLATFORM_CLUSTER_KINDS: GroupKind[] = [
  { group: '', kind: 'Namespace' },
  { group: 'admissionregistration.k8s.io', kind: 'MutatingAdmissionPolicy' },
  { group: 'admissionregistration.k8s.io', kind: 'MutatingAdmissionPolicyBinding' },
  { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicy' },
  { group: 'admissionregistration.k8s.io', kind: 'ValidatingAdmissionPolicyBinding' },
  { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration' },
  { group: 'node.k8s.io', kind: 'RuntimeClass' },
  { group: 'policies.kyverno.io', kind: 'ImageValidatingPolicy' },
  // Of node preparation.
  { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
  { group: 'rbac.authorization.k8s.io', kind: 'ClusterRoleBinding' },
  { group: 'scheduling.k8s.io', kind: 'PriorityClass' },
];

export const PLATFORM_KINDS: GroupKind[] = [
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'ResourceQuota' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'apps', kind: 'DaemonSet' },
  { group: 'argoproj.io', kind: 'AppProject' },
  { group: 'argoproj.io', kind: 'Application' },
  { group: 'monitoring.coreos.com', kind: 'PodMonitor' },
  { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  { group: 'rbac.authorization.k8s.io', kind: 'Role' },
  { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
];

/**
 * What a tenant's manifests may hold: a list of what is open, so that a kind nobody thought of is closed. Pods and
 * ReplicaSets stand here because Argo CD hides children that a project does not list.
 */
export const TENANT_KINDS: GroupKind[] = constant([
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'PersistentVolumeClaim' },
  { group: '', kind: 'Pod' },
  { group: '', kind: 'Service' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'ReplicaSet' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'batch', kind: 'CronJob' },
  { group: 'batch', kind: 'Job' },
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
]);

/**
 * The same for manifests that a tenant renders itself: nobody has checked which keys of a shared store its
 * ExternalSecrets name, and they could name another tenant's.
 */
export const OWN_SOURCE_KINDS = constant(TENANT_KINDS.filter(({ kind }) => kind !== 'ExternalSecret'));

/** The same for a tenant on its way out: what holds data is out of Argo CD's reach. */
export const RETIRED_KINDS = constant(TENANT_KINDS.filter(({ kind }) => kind !== 'PersistentVolumeClaim'));

export interface ProjectOptions {
  readonly name: string;
  readonly wave: number;
  readonly spec: {
    readonly description: string;
    readonly sourceRepos: string[];
    readonly destinations: Destination[];
    readonly clusterResourceWhitelist: GroupKind[];
    readonly namespaceResourceWhitelist: GroupKind[];
  };
}

/** An AppProject: which repositories may put which kinds into which namespaces. */
export function addProject(
  scope: Construct,
  environment: Environment,
  { name, wave, spec }: ProjectOptions,
): KubernetesObject {
  const checked: IAppProject['spec'] = spec;
  return new KubernetesObject(scope, 'project', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name, namespace: environment.declared.argocd.namespace, annotations: { [SYNC_WAVE]: String(wave) } },
    spec: checked,
  });
}
