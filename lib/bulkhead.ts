// What `import … from 'bulkhead'` finds, and the only door: everything else of this package may change without notice.

export type {
  Cluster,
  Environment as EnvironmentDeclaration,
  Fleet,
  Runtime as RuntimeDeclaration,
  Tenant as TenantDeclaration,
  Workload as WorkloadDeclaration,
} from './config/declaration.js';
export { type NetworkPaths, networkPaths } from './config/network-path.js';
export { PlatformDelivery, type PlatformDeliveryProps } from './constructs/delivery/platform-delivery.js';
export { TenantDelivery, type TenantDeliveryProps } from './constructs/delivery/tenant-delivery.js';
export { ManifestFile, type Origin, originate } from './constructs/manifest-file.js';
export { Admission, type AdmissionProps } from './constructs/platform/admission/admission.js';
export {
  ImageAdmission,
  type ImageAdmissionProps,
} from './constructs/platform/image-admission/image-admission.js';
export { Monitoring } from './constructs/platform/monitoring/monitoring.js';
export { NodePreparation } from './constructs/platform/node-preparation/node-preparation.js';
export { Platform, type PlatformProps } from './constructs/platform/platform.js';
export { PriorityClass, type PriorityClassProps } from './constructs/platform/priority-class.js';
export { RuntimeClass, type RuntimeClassProps } from './constructs/platform/runtime-class.js';
export { TenantAccess, type TenantAccessProps } from './constructs/tenant/access.js';
export { TenantNamespace, type TenantNamespaceProps } from './constructs/tenant/namespace.js';
export { TenantNetwork, type TenantNetworkProps } from './constructs/tenant/network.js';
export { TenantQuota, type TenantQuotaProps } from './constructs/tenant/quota.js';
export { Tenant, type TenantProps } from './constructs/tenant/tenant.js';
export type { WorkloadProps } from './constructs/workload/props.js';
export { Workload } from './constructs/workload/workload.js';
export { Environment, type EnvironmentProps } from './environment.js';
export { DeclarationError, type Document, declareFleet, readFleet } from './fleet.js';
export { WriteError } from './synth/write-error.js';
export { type WriteOptions, type Written, writeManifests } from './write.js';
