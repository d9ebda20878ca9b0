import type { Rule } from '../rule.js';
import { duplicateObject } from './manifest/duplicate-object.js';

export const manifestRules: readonly Rule[] = [duplicateObject];
