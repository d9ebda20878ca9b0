import type { Path } from '../kubernetes/json.js';

/** Whether a path leads to what stands at `outer` or into it. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((key, depth) => path[depth] === key);
}

/** Whether something of what stands at a path is at one of the others, or all of it. */
export function touches(path: Path, others: readonly Path[]): boolean {
  return others.some((other) => isWithin(path, other) || isWithin(other, path));
}
