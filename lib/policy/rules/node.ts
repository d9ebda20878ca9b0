import type { Rule } from '../rule.js';
import { knownSecret } from './node/known-secret.js';
import { namedSecret } from './node/named-secret.js';
import { privilegedDaemonset } from './node/privileged-daemonset.js';

export const nodeRules: readonly Rule[] = [privilegedDaemonset, knownSecret, namedSecret];
