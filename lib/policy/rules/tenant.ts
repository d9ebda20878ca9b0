import type { Rule } from '../rule.js';

export const tenantRules: readonly Rule[] = [];
