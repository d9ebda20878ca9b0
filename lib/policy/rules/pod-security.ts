import type { Rule } from '../rule.js';

export const podSecurityRules: readonly Rule[] = [];
