import { type Cidr, compareCidrs, overlaps } from './cidr.js';

/** Whether every address of `range` is in one of `others`, of which several together may cover it. */
export function isCovered(range: Cidr, others: readonly Cidr[]): boolean {
  let next = range.first;
  for (const other of others.filter((one) => overlaps(one, range)).sort(compareCidrs)) {
    if (other.first > next) return false;
    if (other.last >= next) next = other.last + 1n;
    if (next > range.last) return true;
  }
  return false;
}
