import type { Merged } from '../cluster.js';
import type { Problem } from '../problem.js';
import { type Check, checkContext } from './check.js';
import { environmentNetwork } from './environment-network.js';
import { environmentReferences } from './environment-references.js';
import { images } from './images.js';
import { names } from './names.js';
import { networkPaths } from './network-paths.js';
import { ownership } from './ownership.js';
import { placement } from './placement.js';
import { podParts } from './pod-parts.js';
import { resources } from './resources.js';
import { runtimeReferences } from './runtime-references.js';
import { tenantLimits } from './tenant-limits.js';
import { tenantNetwork } from './tenant-network.js';
import { tenantQuota } from './tenant-quota.js';
import { tenantReferences } from './tenant-references.js';
import { workloadReferences } from './workload-references.js';

/** What must hold between declarations, one question each. */
const CHECKS: readonly Check[] = [
  names,
  ownership,
  environmentNetwork,
  environmentReferences,
  runtimeReferences,
  tenantReferences,
  tenantNetwork,
  tenantQuota,
  tenantLimits,
  workloadReferences,
  placement,
  podParts,
  networkPaths,
  resources,
  images,
];

export function checkCluster({ cluster, faulty }: Merged, problems: Problem[]): void {
  const context = checkContext(cluster, faulty, problems);
  for (const check of CHECKS) check(context);
}
