import type { Rows } from './notation.js';

/** Metadata of every kind, then the kinds of k8s.io/api/{core,apps,batch,networking,rbac,node,scheduling,policy}/v1. */
export const OBJECT_ROWS: Rows = {
  Namespace: 'metadata:ObjectMeta',
  ObjectMeta: `
    name? generateName? namespace? selfLink? uid? resourceVersion? generation? labels?:Strings
    annotations?:Strings creationTimestamp! managedFields!`,
  ServiceAccount: 'metadata:ObjectMeta secrets:ObjectReference imagePullSecrets:LocalObjectReference',
  ObjectReference: 'kind? namespace? name? uid? apiVersion? resourceVersion? fieldPath?',
  LocalObjectReference: 'name?',
  ConfigMap: 'metadata:ObjectMeta data?:Strings binaryData?:Raw',
  Secret: 'metadata:ObjectMeta data?:Raw stringData?:Strings type?',
  Service: 'metadata:ObjectMeta spec:ServiceSpec',
  ServiceSpec: `
    ports:ServicePort selector?:Strings clusterIP? type? sessionAffinity? loadBalancerIP? externalName?
    externalTrafficPolicy? healthCheckNodePort? publishNotReadyAddresses?`,
  ServicePort: 'name? protocol? nodePort?',
  ResourceQuota: 'metadata:ObjectMeta spec:ResourceQuotaSpec',
  ResourceQuotaSpec: 'hard?:ResourceList',
  LimitRange: 'metadata:ObjectMeta spec:LimitRangeSpec',
  LimitRangeSpec: 'limits:LimitRangeItem',
  LimitRangeItem: `
    max?:ResourceList min?:ResourceList default?:ResourceList defaultRequest?:ResourceList
    maxLimitRequestRatio?:ResourceList`,
  LabelSelector: 'matchLabels?:Strings',
  ReplicationController: 'metadata:ObjectMeta spec:ReplicationControllerSpec',
  ReplicationControllerSpec: 'minReadySeconds? selector?:Strings template:PodTemplateSpec',
  Deployment: 'metadata:ObjectMeta spec:DeploymentSpec',
  DeploymentSpec: `
    selector:LabelSelector template:PodTemplateSpec strategy:DeploymentStrategy minReadySeconds? paused?`,
  DeploymentStrategy: 'type?',
  StatefulSet: 'metadata:ObjectMeta spec:StatefulSetSpec',
  StatefulSetSpec: `
    selector:LabelSelector template:PodTemplateSpec volumeClaimTemplates:PersistentVolumeClaim
    podManagementPolicy? updateStrategy:StatefulSetUpdateStrategy minReadySeconds?
    persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy`,
  StatefulSetUpdateStrategy: 'type?',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted? whenScaled?',
  DaemonSet: 'metadata:ObjectMeta spec:DaemonSetSpec',
  DaemonSetSpec: `
    selector:LabelSelector template:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy minReadySeconds?`,
  DaemonSetUpdateStrategy: 'type?',
  ReplicaSet: 'metadata:ObjectMeta spec:ReplicaSetSpec',
  ReplicaSetSpec: 'minReadySeconds? selector:LabelSelector template:PodTemplateSpec',
  Job: 'metadata:ObjectMeta spec:JobSpec',
  JobSpec: 'selector:LabelSelector template:PodTemplateSpec',
  CronJob: 'metadata:ObjectMeta spec:CronJobSpec',
  CronJobSpec: 'concurrencyPolicy? jobTemplate:JobTemplateSpec',
  JobTemplateSpec: 'metadata:ObjectMeta spec:JobSpec',
  NetworkPolicy: 'metadata:ObjectMeta spec:NetworkPolicySpec',
  NetworkPolicySpec: 'podSelector:LabelSelector ingress:NetworkPolicyIngressRule egress:NetworkPolicyEgressRule',
  NetworkPolicyIngressRule: 'from:NetworkPolicyPeer',
  NetworkPolicyPeer: 'podSelector:LabelSelector namespaceSelector:LabelSelector',
  NetworkPolicyEgressRule: 'to:NetworkPolicyPeer',
  Ingress: 'metadata:ObjectMeta spec:IngressSpec',
  IngressSpec: 'defaultBackend:IngressBackend tls:IngressTLS rules:IngressRule',
  IngressBackend: 'service:IngressServiceBackend',
  IngressServiceBackend: 'port:ServiceBackendPort',
  ServiceBackendPort: 'name? number?',
  IngressTLS: 'secretName?',
  IngressRule: 'host? http:HTTPIngressRuleValue',
  HTTPIngressRuleValue: 'paths:HTTPIngressPath',
  HTTPIngressPath: 'path? backend:IngressBackend',
  IngressClass: 'metadata:ObjectMeta spec:IngressClassSpec',
  IngressClassSpec: 'controller?',
  Role: 'metadata:ObjectMeta',
  ClusterRole: 'metadata:ObjectMeta aggregationRule:AggregationRule',
  AggregationRule: 'clusterRoleSelectors:LabelSelector',
  RoleBinding: 'metadata:ObjectMeta subjects:Subject roleRef:RoleRef',
  // Not omitempty, but an empty group is defaulted, so it too is never stored.
  RoleRef: 'apiGroup?',
  Subject: 'apiGroup? namespace?',
  ClusterRoleBinding: 'metadata:ObjectMeta subjects:Subject roleRef:RoleRef',
  RuntimeClass: 'metadata:ObjectMeta overhead:Overhead scheduling:Scheduling',
  // Unlike other resource lists this one has no defaulting, so it is not rounded up to thousandths.
  Overhead: 'podFixed?:Quantities',
  Scheduling: 'nodeSelector?:Strings tolerations:Toleration',
  PriorityClass: 'metadata:ObjectMeta globalDefault? description?',
  PodDisruptionBudget: 'metadata:ObjectMeta spec:PodDisruptionBudgetSpec',
  PodDisruptionBudgetSpec: 'selector:LabelSelector',
};
