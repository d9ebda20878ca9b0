import { itemsAt, textAt, textsAt } from './fields.js';
import { matchesGlob } from './glob.js';
import type { JudgedObject } from './judged-object.js';

/** Where an Application delivers to. */
export interface Destination {
  readonly server: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string;
}

/** The cluster that Argo CD runs in, by either name. */
const IN_CLUSTER = { server: 'https://kubernetes.default.svc', name: 'in-cluster' };

/**
 * Whether a project permits a repository. Patterns that are not understood are taken to match.
 * Upstream: argo-cd pkg/apis/application/v1alpha1, app_project_types.go, IsSourcePermitted.
 */
export function permitsSource({ object }: JudgedObject, repository: string): boolean {
  let permitted = false;
  for (const entry of textsAt(object, 'spec', 'sourceRepos')) {
    // The usual one, and the quickest.
    if (entry === repository) {
      permitted = true;
      continue;
    }
    const denies = entry.startsWith('!');
    const pattern = normalized(denies ? entry.slice(1) : entry);
    const matched = pattern === '*' ? true : matchesGlob(pattern, normalized(repository), '/');
    if (denies && matched === true) return false;
    // As upstream: whatever a negated entry does not deny, it permits.
    if (denies ? matched === false : matched !== false) permitted = true;
  }
  return permitted;
}

/**
 * The same for a destination (isDestinationMatched). An Application may name its cluster and the project its server, or the
 * other way round: only Argo CD knows which belong together, so they are taken to.
 */
export function permitsDestination({ object }: JudgedObject, destination: Destination): boolean {
  const { server, name } = known(destination);
  let permitted = false;
  for (const { item } of itemsAt(object, 'spec', 'destinations')) {
    const entry = { server: textAt(item, 'server'), name: textAt(item, 'name') };
    const byServer = matched(entry.server, server);
    const byName = matched(entry.name, name);
    const comparable =
      (entry.server !== undefined && server !== undefined) || (entry.name !== undefined && name !== undefined);
    const inNamespace = matched(textAt(item, 'namespace') ?? '', destination.namespace);
    const denied = [
      [entry.server, byServer],
      [entry.name, byName],
      [textAt(item, 'namespace'), inNamespace],
    ].some(([pattern, match]) => typeof pattern === 'string' && pattern.startsWith('!') && match === false);
    if (denied) return false;
    if ((byServer || byName || !comparable) && inNamespace) permitted = true;
  }
  return permitted;
}

function known({ server, name }: Destination): Pick<Destination, 'server' | 'name'> {
  return server === IN_CLUSTER.server || name === IN_CLUSTER.name ? IN_CLUSTER : { server, name };
}

function matched(pattern: string | undefined, value: string | undefined): boolean {
  if (pattern === undefined || value === undefined) return false;
  if (pattern.startsWith('!')) return matchesGlob(pattern.slice(1), value) !== true;
  return pattern === '*' || matchesGlob(pattern, value) !== false;
}

/** Repositories are compared without case, white space and `.git` (argo-cd util/git, NormalizeGitURL). */
function normalized(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/\.git$/, '');
}
