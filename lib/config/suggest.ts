/** Longer names are no typing mistakes of one another, and the distance below costs their product. */
const MAX_LENGTH = 100;

/** The start or a part of a name counts as meant only from this length on: `a` is part of too much. */
const MIN_PART = 3;

/** A prefix is better than two typing mistakes and worse than one; a part in the middle costs one more. */
const PREFIX_COST = 1.5;
const PART_COST = 2.5;

/** The candidate that `name` was most likely meant to be. The order of the candidates does not matter. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length === 0 || name.length > MAX_LENGTH) return undefined;
  let best: string | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === name || candidate.length === 0 || candidate.length > MAX_LENGTH) continue;
    const cost = costOf(name.toLowerCase(), candidate.toLowerCase());
    if (cost > bestCost || cost === Number.POSITIVE_INFINITY) continue;
    if (cost === bestCost && best !== undefined && !isCloser(name, candidate, best)) continue;
    best = candidate;
    bestCost = cost;
  }
  return best;
}

/** "did you mean `kata-clh`?", or undefined when nothing comes close. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const candidate = nearest(name, candidates);
  return candidate === undefined ? undefined : `did you mean \`${candidate}\`?`;
}

function isCloser(name: string, candidate: string, best: string): boolean {
  const difference = Math.abs(candidate.length - name.length) - Math.abs(best.length - name.length);
  return difference < 0 || (difference === 0 && candidate < best);
}

function costOf(name: string, candidate: string): number {
  if (name === candidate) return 0;
  const distance = editDistance(name, candidate, Math.floor(Math.max(name.length, candidate.length) / 3));
  return Math.min(distance, partCost(name, candidate));
}

function partCost(name: string, candidate: string): number {
  const [part, whole] = name.length < candidate.length ? [name, candidate] : [candidate, name];
  if (part.length < MIN_PART) return Number.POSITIVE_INFINITY;
  if (whole.startsWith(part)) return PREFIX_COST;
  return whole.includes(part) ? PART_COST : Number.POSITIVE_INFINITY;
}

/** Damerau-Levenshtein distance (two swapped neighbours are one mistake); infinite beyond `bound`. */
function editDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) > bound) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current.push(cost);
    }
    if (Math.min(...current) > bound && Math.min(...last) > bound) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = current;
  }
  const distance = at(last, b.length);
  return distance > bound ? Number.POSITIVE_INFINITY : distance;
}

function at(costs: readonly number[], column: number): number {
  return costs[column] ?? Number.POSITIVE_INFINITY;
}
