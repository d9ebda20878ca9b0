import type { Rows } from './notation.js';

/** Volumes of pods, volume claims, volumes and their classes (k8s.io/api/{core,storage}/v1). */
export const STORAGE_ROWS: Rows = {
  PersistentVolumeClaim: 'metadata:ObjectMeta spec:PersistentVolumeClaimSpec status!',
  PersistentVolumeClaimSpec: 'selector:LabelSelector resources:VolumeResourceRequirements volumeName?',
  VolumeResourceRequirements: 'limits?:ResourceList requests?:ResourceList',
  PersistentVolume: 'metadata:ObjectMeta spec:PersistentVolumeSpec',
  PersistentVolumeSpec: `
    capacity?:ResourceList nfs:NFSVolumeSource iscsi:ISCSIPersistentVolumeSource fc:FCVolumeSource
    csi:CSIPersistentVolumeSource claimRef:ObjectReference persistentVolumeReclaimPolicy? storageClassName?`,
  NFSVolumeSource: 'readOnly?',
  SecretReference: 'name? namespace?',
  ISCSIPersistentVolumeSource: `
    iscsiInterface? fsType? readOnly? chapAuthDiscovery? chapAuthSession? secretRef:SecretReference`,
  FCVolumeSource: 'fsType? readOnly?',
  CSIPersistentVolumeSource: `
    readOnly? fsType? volumeAttributes?:Strings controllerPublishSecretRef:SecretReference
    nodeStageSecretRef:SecretReference nodePublishSecretRef:SecretReference
    controllerExpandSecretRef:SecretReference nodeExpandSecretRef:SecretReference`,
  Volume: `
    emptyDir:EmptyDirVolumeSource secret:SecretVolumeSource nfs:NFSVolumeSource iscsi:ISCSIVolumeSource
    persistentVolumeClaim:PersistentVolumeClaimVolumeSource downwardAPI:DownwardAPIVolumeSource
    fc:FCVolumeSource configMap:ConfigMapVolumeSource projected:ProjectedVolumeSource csi:CSIVolumeSource
    ephemeral:EphemeralVolumeSource image:ImageVolumeSource`,
  EmptyDirVolumeSource: 'medium? sizeLimit:Quantity',
  SecretVolumeSource: 'secretName?',
  ISCSIVolumeSource: `
    iscsiInterface? fsType? readOnly? chapAuthDiscovery? chapAuthSession? secretRef:LocalObjectReference`,
  PersistentVolumeClaimVolumeSource: 'readOnly?',
  DownwardAPIVolumeSource: 'items:DownwardAPIVolumeFile',
  DownwardAPIVolumeFile: 'fieldRef:ObjectFieldSelector resourceFieldRef:ResourceFieldSelector',
  ConfigMapVolumeSource: 'name?',
  ProjectedVolumeSource: 'sources:VolumeProjection',
  VolumeProjection: `
    secret:SecretProjection downwardAPI:DownwardAPIProjection configMap:ConfigMapProjection
    serviceAccountToken:ServiceAccountTokenProjection clusterTrustBundle:ClusterTrustBundleProjection
    podCertificate:PodCertificateProjection`,
  SecretProjection: 'name?',
  DownwardAPIProjection: 'items:DownwardAPIVolumeFile',
  ConfigMapProjection: 'name?',
  ServiceAccountTokenProjection: 'audience?',
  ClusterTrustBundleProjection: 'labelSelector:LabelSelector',
  PodCertificateProjection: `
    signerName? keyType? credentialBundlePath? keyPath? certificateChainPath? userAnnotations?:Strings`,
  CSIVolumeSource: 'volumeAttributes?:Strings nodePublishSecretRef:LocalObjectReference',
  EphemeralVolumeSource: 'volumeClaimTemplate:PersistentVolumeClaimTemplate',
  PersistentVolumeClaimTemplate: 'metadata:ObjectMeta spec:PersistentVolumeClaimSpec',
  ImageVolumeSource: 'reference? pullPolicy?',
  StorageClass: 'metadata:ObjectMeta parameters?:Strings',
  CSIDriver: 'metadata:ObjectMeta',
};
