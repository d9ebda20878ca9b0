import type { Rule } from '../rule.js';
import { latestTag } from './image/latest-tag.js';

export const imageRules: readonly Rule[] = [latestTag];
