import type { Rule } from '../rule.js';
import { limitRange } from './quota/limit-range.js';
import { missing } from './quota/missing.js';
import { noRoom } from './quota/no-room.js';
import { nodeLoss } from './quota/node-loss.js';
import { overCapacity } from './quota/over-capacity.js';
import { unknownPriorityClass } from './quota/unknown-priority-class.js';

export const quotaRules: readonly Rule[] = [missing, noRoom, limitRange, unknownPriorityClass, overCapacity, nodeLoss];
