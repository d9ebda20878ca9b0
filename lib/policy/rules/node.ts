import type { Rule } from '../rule.js';
import { privilegedDaemonset } from './node/privileged-daemonset.js';

export const nodeRules: readonly Rule[] = [privilegedDaemonset];
