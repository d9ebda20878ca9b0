import type * as k8s from 'cdk8s-plus-28/lib/imports/k8s.js';

/** The objects that are rendered, field for field as Kubernetes reads them. */
export type Manifest =
  | Kind<'v1', 'ConfigMap', k8s.KubeConfigMapProps>
  | Kind<'v1', 'LimitRange', k8s.KubeLimitRangeProps>
  | Kind<'v1', 'Namespace', k8s.KubeNamespaceProps>
  | Kind<'v1', 'PersistentVolumeClaim', k8s.KubePersistentVolumeClaimProps>
  | Kind<'v1', 'ResourceQuota', k8s.KubeResourceQuotaProps>
  | Kind<'v1', 'Service', k8s.KubeServiceProps>
  | Kind<'v1', 'ServiceAccount', k8s.KubeServiceAccountProps>
  | Kind<'admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', MutatingAdmissionPolicyProps>
  | Kind<
      'admissionregistration.k8s.io/v1',
      'MutatingAdmissionPolicyBinding',
      k8s.KubeValidatingAdmissionPolicyBindingV1Beta1Props
    >
  | Kind<'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', k8s.KubeValidatingAdmissionPolicyV1Beta1Props>
  | Kind<
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicyBinding',
      k8s.KubeValidatingAdmissionPolicyBindingV1Beta1Props
    >
  | Kind<
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      k8s.KubeValidatingWebhookConfigurationProps
    >
  | Kind<'apps/v1', 'DaemonSet', k8s.KubeDaemonSetProps>
  | Kind<'apps/v1', 'Deployment', k8s.KubeDeploymentProps>
  | Kind<'apps/v1', 'StatefulSet', k8s.KubeStatefulSetProps>
  | Kind<'batch/v1', 'CronJob', k8s.KubeCronJobProps>
  | Kind<'batch/v1', 'Job', k8s.KubeJobProps>
  | Kind<'networking.k8s.io/v1', 'NetworkPolicy', k8s.KubeNetworkPolicyProps>
  | Kind<'node.k8s.io/v1', 'RuntimeClass', k8s.KubeRuntimeClassProps>
  | Kind<'policy/v1', 'PodDisruptionBudget', k8s.KubePodDisruptionBudgetProps>
  | Kind<'rbac.authorization.k8s.io/v1', 'ClusterRole', k8s.KubeClusterRoleProps>
  | Kind<'rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', k8s.KubeClusterRoleBindingProps>
  | Kind<'rbac.authorization.k8s.io/v1', 'Role', k8s.KubeRoleProps>
  | Kind<'rbac.authorization.k8s.io/v1', 'RoleBinding', k8s.KubeRoleBindingProps>
  | Kind<'scheduling.k8s.io/v1', 'PriorityClass', k8s.KubePriorityClassProps>
  | CustomResource;

/** Kinds of Argo CD and of operators; whoever writes one names the type of its spec, where there is one. */
interface CustomResource {
  readonly apiVersion: `${'argoproj.io' | 'external-secrets.io' | 'monitoring.coreos.com' | 'policies.kyverno.io'}/${string}`;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec: object;
}

/** Younger than the L1 constructs: v1 since Kubernetes 1.36. Those of its elder, from 1.28, have what v1 has. */
interface MutatingAdmissionPolicyProps extends k8s.KubeValidatingAdmissionPolicyV1Beta1Props {
  readonly spec: Pick<
    k8s.ValidatingAdmissionPolicySpecV1Beta1,
    'failurePolicy' | 'matchConditions' | 'matchConstraints' | 'variables'
  > & {
    readonly mutations: { readonly patchType: string; readonly applyConfiguration: { readonly expression: string } }[];
    readonly reinvocationPolicy: string;
  };
}

type Kind<Version extends string, Name extends string, Props> = {
  readonly apiVersion: Version;
  readonly kind: Name;
} & Plain<Props>;

/**
 * The type of an L1 construct's properties as the plain data that Kubernetes reads. Nothing but its Quantity and its
 * IntOrString is an object of one field, `value`.
 */
export type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? keyof T extends 'value'
      ? string | number
      : { readonly [Field in keyof T as FieldName<Field>]: Plain<T[Field]> } & L1Spelling<T>
    : T;

/** Fields that the L1 constructs spell in another way than Kubernetes does, as far as the kinds above have them. */
interface Renamed {
  clientIp: 'clientIP';
  clusterIp: 'clusterIP';
  downwardApi: 'downwardAPI';
  hostIp: 'hostIP';
  hostIpc: 'hostIPC';
  hostPid: 'hostPID';
  loadBalancerIp: 'loadBalancerIP';
  nonResourceUrLs: 'nonResourceURLs';
  setHostnameAsFqdn: 'setHostnameAsFQDN';
}

/** A field in the L1 constructs' spelling would reach the API server as it stands, and be ignored there. */
type L1Spelling<T> = { readonly [Field in keyof T & keyof Renamed]?: never };

type FieldName<Field> = Field extends keyof Renamed ? Renamed[Field] : Field;

/** Parts of these objects, as plain data. */
export type AdmissionMatch = Plain<k8s.MatchResourcesV1Beta1>;
export type AdmissionMatchCondition = Plain<k8s.MatchConditionV1Beta1>;
export type AdmissionValidation = Plain<k8s.ValidationV1Beta1>;
export type AdmissionVariable = Plain<k8s.VariableV1Beta1>;
export type Container = Plain<k8s.Container>;
export type EnvVar = Plain<k8s.EnvVar>;
export type IpBlock = Plain<k8s.IpBlock>;
export type JobSpec = Plain<k8s.JobSpec>;
export type LabelSelector = Plain<k8s.LabelSelector>;
export type NetworkPolicyEgressRule = Plain<k8s.NetworkPolicyEgressRule>;
export type NetworkPolicyIngressRule = Plain<k8s.NetworkPolicyIngressRule>;
export type NetworkPolicyPeer = Plain<k8s.NetworkPolicyPeer>;
export type NetworkPolicyPort = Plain<k8s.NetworkPolicyPort>;
export type NetworkPolicySpec = Plain<k8s.NetworkPolicySpec>;
export type NodeSelectorTerm = Plain<k8s.NodeSelectorTerm>;
export type ObjectMeta = Plain<k8s.ObjectMeta>;
export type PodAffinityTerm = Plain<k8s.PodAffinityTerm>;
export type PodSpec = Plain<k8s.PodSpec>;
export type PodTemplateSpec = Plain<k8s.PodTemplateSpec>;
export type PolicyRule = Plain<k8s.PolicyRule>;
export type Probe = Plain<k8s.Probe>;
export type ResourceRequirements = Plain<k8s.ResourceRequirements>;
export type Toleration = Plain<k8s.Toleration>;
export type Volume = Plain<k8s.Volume>;
export type VolumeMount = Plain<k8s.VolumeMount>;

/** Younger than the L1 constructs: on by default since Kubernetes 1.35. */
export interface ImageVolume extends Volume {
  readonly image: { readonly reference: string; readonly pullPolicy: 'IfNotPresent' };
}
