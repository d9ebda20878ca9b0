import type { Rule } from '../rule.js';
import { movedLayer } from './change/moved-layer.js';
import { severalNodeLayers } from './change/several-node-layers.js';

export const changeRules: readonly Rule[] = [severalNodeLayers, movedLayer];
