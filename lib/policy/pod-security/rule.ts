import { CHECKS } from '../../kubernetes/pod-security/checks.js';
import type { EnvironmentRule } from '../rule.js';
import { violationsOf } from './judged.js';

/** The release of k8s.io/pod-security-admission that the checks are held against. */
const UPSTREAM = 'https://github.com/kubernetes/pod-security-admission/blob/v0.37.2/policy';

interface Texts extends Pick<EnvironmentRule, 'what' | 'why' | 'fix' | 'examples'> {
  /** Upstream's file, in the folder `policy`. */
  readonly source: string;
}

/** A rule that finds what one check of the Pod Security Standards, by upstream's id, has against pods. */
export function podSecurityRule(check: string, { why, source, ...texts }: Texts): EnvironmentRule {
  return {
    id: ruleOf(check),
    scope: 'environment',
    severity: 'error',
    ...texts,
    why: `${why} ${levelsOf(check)}`,
    source: `${UPSTREAM}/${source}`,
    check: (context) => violationsOf(context, check),
  };
}

/** `pod-security/se-linux-options` of `seLinuxOptions`. */
function ruleOf(check: string): `pod-security/${string}` {
  return `pod-security/${check.replace('_', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Which namespaces the check is for, as upstream's registry has it. */
function levelsOf(id: string): string {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const since = from(check.revisions[0]?.since);
  if (check.level === 'restricted') return `Level \`restricted\` demands it${since}.`;
  for (const other of CHECKS) {
    const revision = other.revisions.find(({ overrides }) => overrides === id);
    if (revision !== undefined)
      return `Level \`baseline\` demands it${since}; \`restricted\` has \`${ruleOf(other.id)}\` in its place${from(revision.since)}.`;
  }
  return `Levels \`baseline\` and \`restricted\` demand it${since}.`;
}

function from(minor = 0): string {
  return minor === 0 ? '' : ` from v1.${minor} on`;
}
