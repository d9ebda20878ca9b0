import type { Rule } from '../rule.js';

export const manifestRules: readonly Rule[] = [];
