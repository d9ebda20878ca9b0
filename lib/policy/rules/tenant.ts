import type { Rule } from '../rule.js';
import { closedAddresses } from './tenant/closed-addresses.js';
import { defaultDeny } from './tenant/default-deny.js';
import { foreignPeer } from './tenant/foreign-peer.js';
import { podSecurityMissing } from './tenant/pod-security-missing.js';
import { podSecurityUnpinned } from './tenant/pod-security-unpinned.js';
import { podSecurityWeaker } from './tenant/pod-security-weaker.js';

export const tenantRules: readonly Rule[] = [
  podSecurityMissing,
  podSecurityWeaker,
  podSecurityUnpinned,
  defaultDeny,
  closedAddresses,
  foreignPeer,
];
