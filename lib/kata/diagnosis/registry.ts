import type { Failure } from './failure.js';
import { agentUnreachable } from './failures/agent-unreachable.js';
import { annotationNotEnabled } from './failures/annotation-not-enabled.js';
import { artifactsGone } from './failures/artifacts-gone.js';
import { blockDriver } from './failures/block-driver.js';
import { configurationBroken } from './failures/configuration-broken.js';
import { configurationFaulty } from './failures/configuration-faulty.js';
import { containerRuntimeDown } from './failures/container-runtime-down.js';
import { containerTimeout } from './failures/container-timeout.js';
import { handlerElsewhere } from './failures/handler-elsewhere.js';
import { handlerNotLoaded } from './failures/handler-not-loaded.js';
import { handlerUnknown } from './failures/handler-unknown.js';
import { hypervisorUnsupported } from './failures/hypervisor-unsupported.js';
import { importReplacesSection } from './failures/import-replaces-section.js';
import { k3sTemplate } from './failures/k3s-template.js';
import { kvmMissing } from './failures/kvm-missing.js';
import { kvmPermission } from './failures/kvm-permission.js';
import { moduleNotLoaded } from './failures/module-not-loaded.js';
import { noNode } from './failures/no-node.js';
import { nodeRefused } from './failures/node-refused.js';
import { notInstalledYet } from './failures/not-installed-yet.js';
import { overheadTooSmall } from './failures/overhead-too-small.js';
import { runtimeClassMissing } from './failures/runtime-class-missing.js';
import { selinuxDenied } from './failures/selinux-denied.js';
import { snapshotterNotMapped } from './failures/snapshotter-not-mapped.js';
import { startupTaint } from './failures/startup-taint.js';
import { textFileBusy } from './failures/text-file-busy.js';
import { vfWithoutColdPlug } from './failures/vf-without-cold-plug.js';
import { vfioBothPlugs } from './failures/vfio-both-plugs.js';
import { vfioPortNotSet } from './failures/vfio-port-not-set.js';
import { virtiofsdDied } from './failures/virtiofsd-died.js';
import { virtiofsdMissing } from './failures/virtiofsd-missing.js';
import { vmmOutOfMemory } from './failures/vmm-out-of-memory.js';

/** Of two that as much speaks for, the one that explains the other comes first. */
export const FAILURES: readonly Failure[] = [
  configurationBroken,
  nodeRefused,
  handlerElsewhere,
  importReplacesSection,
  containerRuntimeDown,
  k3sTemplate,
  handlerNotLoaded,
  notInstalledYet,
  noNode,
  startupTaint,
  runtimeClassMissing,
  handlerUnknown,
  kvmMissing,
  kvmPermission,
  moduleNotLoaded,
  artifactsGone,
  virtiofsdMissing,
  virtiofsdDied,
  vfWithoutColdPlug,
  vfioPortNotSet,
  vfioBothPlugs,
  blockDriver,
  hypervisorUnsupported,
  annotationNotEnabled,
  configurationFaulty,
  overheadTooSmall,
  vmmOutOfMemory,
  textFileBusy,
  snapshotterNotMapped,
  selinuxDenied,
  containerTimeout,
  agentUnreachable,
];
