import type { Finding } from './finding.js';
import { SEVERITIES } from './rule.js';

/** From which severity on a finding fails a run. */
export const FAIL_ON = [...SEVERITIES, 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Neither what is excused nor what a baseline knows is asked here. */
export function fails(findings: readonly Pick<Finding, 'severity'>[], failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  const least = SEVERITIES.indexOf(failOn);
  return findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= least);
}
