/**
 * How often a property is tried: as usual, which takes about a second, or BULKHEAD_FUZZ times as often, for a campaign:
 * `npm run fuzz`. fast-check says of a failure with which seed and path it is found again at once.
 */
const TIMES = Number(process.env.BULKHEAD_FUZZ ?? 1);

export function runs(usual: number): { numRuns: number } {
  if (!(TIMES > 0 && TIMES < 1e6)) throw new Error('BULKHEAD_FUZZ is how many times as often properties are tried');
  return { numRuns: Math.ceil(usual * TIMES) };
}
