import type { Rule } from '../rule.js';

export const changeRules: readonly Rule[] = [];
