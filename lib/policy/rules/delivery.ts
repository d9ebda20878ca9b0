import type { Rule } from '../rule.js';

export const deliveryRules: readonly Rule[] = [];
