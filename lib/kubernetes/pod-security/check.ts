import type { Path } from '../json.js';
import type { Container, Pod } from './pod.js';

/** One demand of the Pod Security Standards, as it was in all versions that have it. */
export interface Check {
  /** Upstream's, which decides the order in which violations are told. */
  readonly id: string;
  readonly level: 'baseline' | 'restricted';
  /** The oldest first. */
  readonly revisions: readonly Revision[];
}

/** What a check demands from one version of the policy on. It looks at the pod once, and once at each of its containers. */
export interface Revision {
  /** The minor of that version. */
  readonly since: number;
  /** The check of level baseline that says less than this one. */
  readonly overrides?: string;
  /** Pods of which it demands nothing. */
  readonly exempts?: (pod: Pod) => boolean;
  readonly pod?: (pod: Pod, report: Report) => void;
  readonly container?: (container: Container, pod: Pod, report: Report) => void;
  /** Upstream's words for what was reported: at least one offence, those of the pod first. */
  readonly describe: (offences: readonly Offence[]) => Description;
}

export type Report = (offence: Offence) => void;

/** One field that offends, or is missing. */
export interface Offence {
  /** Whose field it is; without it, the pod's own. */
  readonly container?: Container;
  /** Where it stands, or would have to: from the container, or else from the pod. */
  readonly at: Path;
  /** The container that a field of the pod concerns. */
  readonly about?: string;
  /** The volume whose field it is. */
  readonly volume?: string;
  /** What of it upstream's detail names. */
  readonly value?: string;
  /** Which demand it offends, where a check has more than one. */
  readonly kind?: string;
}

export interface Description {
  readonly reason: string;
  readonly detail: string;
  /** Those that the detail speaks of, where it is silent about others. */
  readonly of?: readonly Offence[];
}
