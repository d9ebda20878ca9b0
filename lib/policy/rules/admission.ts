import type { Rule } from '../rule.js';

export const admissionRules: readonly Rule[] = [];
