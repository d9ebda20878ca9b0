import type { Rule } from '../rule.js';

export const quotaRules: readonly Rule[] = [];
