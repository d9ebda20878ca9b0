import type { Rule } from '../rule.js';

export const nodeRules: readonly Rule[] = [];
