import { setFlagsFromString } from 'node:v8';
import type { Fleet } from '../config/declaration.js';

/** Fewer tenants than this fit anywhere. */
const LARGE = 3000;

/**
 * Has V8 collect garbage sooner while a large environment is rendered. Left alone it lets the heap grow to twice what is
 * in use, which for ten thousand tenants is a hundred MiB more (docs/performance.md). Only there: collecting costs time.
 */
export function growHeapSlowly({ clusters }: Fleet): void {
  const tenants = Math.max(0, ...clusters.map((cluster) => cluster.tenants.size));
  if (tenants >= LARGE) setFlagsFromString('--heap-growing-percent=60');
}
