import type { Rule } from '../rule.js';

export const runtimeRules: readonly Rule[] = [];
