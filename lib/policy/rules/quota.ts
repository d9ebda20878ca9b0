import type { Rule } from '../rule.js';
import { missing } from './quota/missing.js';
import { noRoom } from './quota/no-room.js';

export const quotaRules: readonly Rule[] = [missing, noRoom];
