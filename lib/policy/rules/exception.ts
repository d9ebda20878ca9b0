import type { Rule } from '../rule.js';
import { expired } from './exception/expired.js';
import { overBroad } from './exception/over-broad.js';
import { unknownRule } from './exception/unknown-rule.js';
import { unused } from './exception/unused.js';

export const exceptionRules: readonly Rule[] = [expired, unused, overBroad, unknownRule];
