import type { Rule } from '../rule.js';
import { expired } from './exception/expired.js';

export const exceptionRules: readonly Rule[] = [expired];
