/**
 * How often a property is tried: as usual, which takes about a second, or BULKHEAD_FUZZ times as often, for a campaign:
 * `npm run fuzz`. fast-check says of a failure with which seed and path it is found again at once. Usually they are tried with the
 * same values every time: that a test fails is to say something of a change, and not of luck. A campaign takes new ones.
 */
const TIMES = Number(process.env.BULKHEAD_FUZZ ?? 1);

export function runs(usual: number): { numRuns: number; seed?: number } {
  if (!(TIMES > 0 && TIMES < 1e6)) throw new Error('BULKHEAD_FUZZ is how many times as often properties are tried');
  return { numRuns: Math.ceil(usual * TIMES), ...(TIMES === 1 ? { seed: 20261121 } : {}) };
}
