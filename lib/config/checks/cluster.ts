import type { Merged } from '../cluster.js';
import type { Doubt } from '../doubt.js';
import type { Problem } from '../problem.js';
import { type Check, checkContext } from './check.js';
import { environmentNetwork } from './environment-network.js';
import { environmentReferences } from './environment-references.js';
import { exclusiveNodes } from './exclusive-nodes.js';
import { externalSecrets } from './external-secrets.js';
import { imageAdmission } from './image-admission.js';
import { images } from './images.js';
import { measuredGuests } from './measured-guests.js';
import { names } from './names.js';
import { namespaceQuota } from './namespace-quota.js';
import { networkAddresses } from './network-addresses.js';
import { networkPaths } from './network-paths.js';
import { networkServices } from './network-services.js';
import { nodePreparation } from './node-preparation.js';
import { ownership } from './ownership.js';
import { placement } from './placement.js';
import { podParts } from './pod-parts.js';
import { provided } from './provided.js';
import { resources } from './resources.js';
import { runtimeConfiguration } from './runtime-configuration.js';
import { runtimeReferences } from './runtime-references.js';
import { tenantFolders } from './tenant-folders.js';
import { tenantLimits } from './tenant-limits.js';
import { tenantNetwork } from './tenant-network.js';
import { tenantNodePools } from './tenant-node-pools.js';
import { tenantQuota } from './tenant-quota.js';
import { tenantReferences } from './tenant-references.js';
import { workloadGrants } from './workload-grants.js';
import { workloadLimits } from './workload-limits.js';
import { workloadQuota } from './workload-quota.js';
import { workloadReferences } from './workload-references.js';

/** What must hold between declarations, one question each. */
const CHECKS: readonly Check[] = [
  names,
  ownership,
  tenantFolders,
  environmentNetwork,
  environmentReferences,
  imageAdmission,
  nodePreparation,
  runtimeReferences,
  runtimeConfiguration,
  measuredGuests,
  tenantReferences,
  tenantNodePools,
  tenantNetwork,
  tenantQuota,
  tenantLimits,
  workloadGrants,
  workloadLimits,
  workloadQuota,
  workloadReferences,
  externalSecrets,
  provided,
  placement,
  exclusiveNodes,
  podParts,
  networkPaths,
  networkServices,
  networkAddresses,
  resources,
  images,
  // Of what the others have found to be right.
  namespaceQuota,
];

export function checkCluster(merged: Merged, doubt: Doubt, problems: Problem[]): void {
  const context = checkContext(merged, doubt, problems);
  for (const check of doubt.each(CHECKS)) check(context);
}
