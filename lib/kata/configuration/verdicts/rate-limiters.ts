import { type Check, declaredNumber, numberOf } from './subject.js';
import { kata, keyTitle } from './wording.js';

const LIMITERS = [
  ['disk', 'bw', 'DiskRateLimiterBw'],
  ['disk', 'ops', 'DiskRateLimiterOps'],
  ['net', 'bw', 'NetRateLimiterBw'],
  ['net', 'ops', 'NetRateLimiterOps'],
] as const;

/** A burst is a burst of something (getDiskRateLimiterBwOneTimeBurst and its like of katautils/config.go). */
export const rateLimiters: Check = function* (subject) {
  if (subject.shim.runtime !== 'go') return;
  for (const [what, unit, title] of LIMITERS) {
    const [burst, rate] = [`${what}_rate_limiter_${unit}_one_time_burst`, `${what}_rate_limiter_${unit}_max_rate`];
    if ((declaredNumber(subject, 'hypervisor', burst) ?? 0) === 0 || numberOf(subject, 'hypervisor', rate) !== 0)
      continue;
    const words = `The ${title}OneTimeBurst is set but ${title}MaxRate is not set, this option will be ignored.`;
    yield {
      path: ['hypervisor', burst],
      message: `${keyTitle(subject.shim, 'hypervisor', burst)} has no effect while ${rate} is 0${kata(words)}`,
      hint: `declare ${rate}, or remove it`,
    };
  }
};
