import type { Rule } from '../rule.js';
import { noNodes } from './runtime/no-nodes.js';
import { notAllowed } from './runtime/not-allowed.js';
import { notCarried } from './runtime/not-carried.js';
import { overheadMissing } from './runtime/overhead-missing.js';
import { unknown } from './runtime/unknown.js';
import { untolerated } from './runtime/untolerated.js';

export const runtimeRules: readonly Rule[] = [notAllowed, unknown, noNodes, untolerated, notCarried, overheadMissing];
