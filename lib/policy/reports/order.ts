import { locate } from '../../config/positions.js';
import type { Finding } from '../finding.js';
import { SEVERITIES } from '../rule.js';
import { placeToMend } from './subject.js';

/** By place, then rule: the same findings in the same order, however they were found. Those without a place come last. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const keyed = findings.map((finding) => {
    const place = placeToMend(finding);
    return { finding, location: place === undefined ? undefined : locate(place) };
  });
  keyed.sort((a, b) => {
    const [here, there] = [a.location, b.location];
    if (here === undefined || there === undefined) {
      if (here !== there) return here === undefined ? 1 : -1;
    } else {
      const places = compare(here.file, there.file) || here.line - there.line || here.column - there.column;
      if (places !== 0) return places;
    }
    return (
      compare(a.finding.rule.id, b.finding.rule.id) ||
      compare(a.finding.environment ?? '', b.finding.environment ?? '') ||
      compare(a.finding.fingerprint, b.finding.fingerprint)
    );
  });
  return keyed.map(({ finding }) => finding);
}

/** Most severe first, otherwise in the order they are in. */
export function mostSevereFirst(findings: readonly Finding[]): Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

/** In the order of their first finding. */
export function byRule(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.rule.id);
    if (group === undefined) groups.set(finding.rule.id, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** By UTF-16 unit: the same on any machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
