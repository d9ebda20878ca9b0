/** How much the Pod Security Standards demand. Upstream: api/constants.go. */
export type Level = 'privileged' | 'baseline' | 'restricted';

/** The version of Kubernetes whose standards are meant. */
export type PolicyVersion = 'latest' | `v1.${number}`;

export interface LevelVersion {
  readonly level: Level;
  readonly version: PolicyVersion;
}

/** The minor of the newest version whose standards are known here. Upstream applies these to all that are newer. */
export const NEWEST_MINOR = 37;

/** The minor whose rules stand for that version. */
export function minorOf(version: PolicyVersion): number {
  const minor = version === 'latest' ? NEWEST_MINOR : Number(version.slice('v1.'.length));
  return minor < NEWEST_MINOR ? minor : NEWEST_MINOR;
}

/** The version whose rules an API server of this minor applies: it knows none that are newer than itself. */
export function versionKnownTo(serverMinor: number, version: PolicyVersion): PolicyVersion {
  return version === 'latest' || minorOf(version) > serverMinor ? `v1.${serverMinor}` : version;
}
