import type { Rule } from '../rule.js';
import { digest } from './image/digest.js';
import { latestTag } from './image/latest-tag.js';
import { registry } from './image/registry.js';

export const imageRules: readonly Rule[] = [latestTag, registry, digest];
