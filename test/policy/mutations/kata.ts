import type { Case } from './case.js';

export const kataCases: readonly Case[] = [];
