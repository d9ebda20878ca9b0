import type { Rule } from '../rule.js';
import { ambiguousPrefix } from './tenant/ambiguous-prefix.js';
import { bindingToAdmin } from './tenant/binding-to-admin.js';
import { bindingToAnother } from './tenant/binding-to-another.js';
import { bindingToEverybody } from './tenant/binding-to-everybody.js';
import { closedAddresses } from './tenant/closed-addresses.js';
import { defaultDeny } from './tenant/default-deny.js';
import { exposedService } from './tenant/exposed-service.js';
import { foreignLabel } from './tenant/foreign-label.js';
import { foreignPeer } from './tenant/foreign-peer.js';
import { ownerLabels } from './tenant/owner-labels.js';
import { podSecurityMissing } from './tenant/pod-security-missing.js';
import { podSecurityUnpinned } from './tenant/pod-security-unpinned.js';
import { podSecurityWeaker } from './tenant/pod-security-weaker.js';
import { roleEscalates } from './tenant/role-escalates.js';
import { roleWildcard } from './tenant/role-wildcard.js';
import { roleWritesWalls } from './tenant/role-writes-walls.js';
import { tokenAutomount } from './tenant/token-automount.js';

export const tenantRules: readonly Rule[] = [
  podSecurityMissing,
  podSecurityWeaker,
  podSecurityUnpinned,
  defaultDeny,
  closedAddresses,
  foreignPeer,
  roleWildcard,
  roleEscalates,
  roleWritesWalls,
  bindingToEverybody,
  bindingToAdmin,
  bindingToAnother,
  tokenAutomount,
  ambiguousPrefix,
  exposedService,
  ownerLabels,
  foreignLabel,
];
