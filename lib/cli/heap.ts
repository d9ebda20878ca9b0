import { setFlagsFromString } from 'node:v8';
import type { Tree } from '../config/tree.js';

/** In characters of declarations: what fewer render, about three thousand tenants, fits anywhere. */
const LARGE = 1_500_000;

/**
 * Has V8 keep its heap small where much is to be rendered. Left alone it lets the heap grow to twice what is in use, and
 * the part of it where everything begins to 32 MiB (16 in Node 20): for ten thousand tenants a hundred MiB more
 * (docs/performance.md). Called before declarations are read as data, which that part would grow for. Only where it is
 * needed: collecting costs time.
 */
export function growHeapSlowly({ files }: Tree): void {
  if (files.reduce((sum, { text }) => sum + text.length, 0) < LARGE) return;
  setFlagsFromString('--heap-growing-percent=60');
  setFlagsFromString('--semi-space-growth-factor=1');
}
