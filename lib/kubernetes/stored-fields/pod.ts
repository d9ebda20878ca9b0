import type { Rows } from './notation.js';

/** Pods, their templates and containers (k8s.io/api/core/v1). Embedded Go structs are written out. */
export const POD_ROWS: Rows = {
  Pod: 'metadata:ObjectMeta spec:PodSpec',
  PodSpec: `
    volumes:Volume initContainers:Container containers:Container ephemeralContainers:EphemeralContainer
    restartPolicy? dnsPolicy? nodeSelector?:Strings serviceAccountName? serviceAccount? nodeName? hostNetwork?
    hostPID? hostIPC? securityContext:PodSecurityContext imagePullSecrets:LocalObjectReference hostname?
    subdomain? affinity:Affinity schedulerName? tolerations:Toleration priorityClassName? dnsConfig:PodDNSConfig
    overhead?:ResourceList topologySpreadConstraints:TopologySpreadConstraint resources:ResourceRequirements`,
  ObjectFieldSelector: 'apiVersion?',
  ResourceFieldSelector: 'containerName? divisor:Quantity',
  Container: `
    image? workingDir? ports:ContainerPort envFrom:EnvFromSource env:EnvVar resources:ResourceRequirements
    restartPolicyRules:ContainerRestartRule volumeMounts:VolumeMount livenessProbe:Probe readinessProbe:Probe
    startupProbe:Probe lifecycle:Lifecycle terminationMessagePath? terminationMessagePolicy? imagePullPolicy?
    securityContext:SecurityContext stdin? stdinOnce? tty?`,
  ContainerPort: 'name? hostPort? protocol? hostIP?',
  EnvFromSource: 'prefix? configMapRef:ConfigMapEnvSource secretRef:SecretEnvSource',
  ConfigMapEnvSource: 'name?',
  SecretEnvSource: 'name?',
  EnvVar: 'value? valueFrom:EnvVarSource',
  EnvVarSource: `
    fieldRef:ObjectFieldSelector resourceFieldRef:ResourceFieldSelector configMapKeyRef:ConfigMapKeySelector
    secretKeyRef:SecretKeySelector`,
  ConfigMapKeySelector: 'name?',
  SecretKeySelector: 'name?',
  ResourceRequirements: 'limits?:ResourceList requests?:ResourceList claims:ContainerResourceClaim',
  ContainerResourceClaim: 'request?',
  ContainerRestartRule: 'action? exitCodes:ContainerRestartRuleOnExitCodes',
  ContainerRestartRuleOnExitCodes: 'operator?',
  VolumeMount: 'readOnly? subPath? subPathExpr?',
  Probe: `
    httpGet:HTTPGetAction tcpSocket:TCPSocketAction initialDelaySeconds? timeoutSeconds? periodSeconds?
    successThreshold? failureThreshold?`,
  HTTPGetAction: 'path? host? scheme?',
  TCPSocketAction: 'host?',
  Lifecycle: 'postStart:LifecycleHandler preStop:LifecycleHandler',
  LifecycleHandler: 'httpGet:HTTPGetAction tcpSocket:TCPSocketAction',
  SecurityContext: 'seLinuxOptions:SELinuxOptions',
  SELinuxOptions: 'user? role? type? level?',
  EphemeralContainer: `
    image? workingDir? ports:ContainerPort envFrom:EnvFromSource env:EnvVar resources:ResourceRequirements
    restartPolicyRules:ContainerRestartRule volumeMounts:VolumeMount livenessProbe:Probe readinessProbe:Probe
    startupProbe:Probe lifecycle:Lifecycle terminationMessagePath? terminationMessagePolicy? imagePullPolicy?
    securityContext:SecurityContext stdin? stdinOnce? tty? targetContainerName?`,
  PodSecurityContext: 'seLinuxOptions:SELinuxOptions',
  Affinity: 'podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity',
  PodAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm`,
  PodAffinityTerm: 'labelSelector:LabelSelector namespaceSelector:LabelSelector',
  WeightedPodAffinityTerm: 'podAffinityTerm:PodAffinityTerm',
  PodAntiAffinity: `
    requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm`,
  Toleration: 'key? operator? value? effect?',
  PodDNSConfig: 'options:PodDNSConfigOption',
  PodDNSConfigOption: 'name?',
  TopologySpreadConstraint: 'labelSelector:LabelSelector',
  PodTemplate: 'metadata:ObjectMeta template:PodTemplateSpec',
  PodTemplateSpec: 'metadata:ObjectMeta spec:PodSpec',
};
