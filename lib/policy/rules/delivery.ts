import type { Rule } from '../rule.js';
import { blacklistGroup } from './delivery/blacklist-group.js';
import { clusterKinds } from './delivery/cluster-kinds.js';
import { outsideProject } from './delivery/outside-project.js';
import { phantomDiff } from './delivery/phantom-diff.js';
import { projectWildcard } from './delivery/project-wildcard.js';
import { unprotected } from './delivery/unprotected.js';

export const deliveryRules: readonly Rule[] = [
  projectWildcard,
  blacklistGroup,
  clusterKinds,
  outsideProject,
  unprotected,
  phantomDiff,
];
