import type { Path } from '../../kubernetes/json.js';
import type { Cluster, Declaration } from '../declaration.js';
import { identityOf } from '../declaration.js';
import { messageAt } from '../describe-issue.js';
import { placeOf } from '../origin.js';
import type { Problem } from '../problem.js';
import type { Kind } from '../schema/kinds.js';
import type { SourceFile } from '../source.js';
import { didYouMean } from '../suggest.js';

/** What a check works with: one environment, and a way to say what is wrong at a declared value. */
export interface CheckContext {
  readonly cluster: Cluster;
  report(declaration: Declaration, path: Path, message: string, more?: More): void;
  /** Whether something of that kind and name is declared, faulty or not. */
  isDeclared(kind: Kind, name: string, tenant?: string): boolean;
  /** Names of that kind, for suggestions: the faulty ones included. */
  declared(kind: Kind, tenant?: string): readonly string[];
}

/** A likely name among thousands takes time to find, which nobody waits for where a thousand are wrong. */
export type Hint = string | (() => string) | undefined;

/** More of one file than are ever printed. */
const MAX_HINTS = 1000;

interface More {
  readonly hint?: Hint;
  readonly part?: 'key' | 'value';
  readonly related?: {
    readonly declaration: Declaration;
    readonly path: Path;
    readonly part?: 'key' | 'value';
    readonly message: string;
  };
}

/** A check reads one environment and reports; it never throws for what is declared. */
export type Check = (context: CheckContext) => void;

export function checkContext(cluster: Cluster, faulty: ReadonlySet<string>, problems: Problem[]): CheckContext {
  const declared = new Set(faulty);
  for (const { identity } of [...cluster.runtimes.values(), ...cluster.tenants.values()]) declared.add(identity);
  for (const workloads of cluster.workloads.values())
    for (const { identity } of workloads.values()) declared.add(identity);
  const names = namesOf(declared);
  const hints = new Map<SourceFile, number>();
  const text = (file: SourceFile, hint: Hint) => {
    if (typeof hint !== 'function') return hint;
    const given = hints.get(file) ?? 0;
    hints.set(file, given + 1);
    return given < MAX_HINTS ? hint() : undefined;
  };
  return {
    cluster,
    declared: (kind, tenant) => names.get(identityOf(kind, '', tenant)) ?? [],
    isDeclared: (kind, name, tenant) => declared.has(identityOf(kind, name, tenant)),
    report(declaration, path, message, { hint, part, related } = {}) {
      const place = placeOf(declaration, path, part);
      const said = text(place.file, hint);
      problems.push({
        place,
        message: messageAt(path, message),
        ...(said === undefined ? {} : { hint: said }),
        ...(related === undefined
          ? {}
          : { related: { place: placeOf(related.declaration, related.path, related.part), message: related.message } }),
      });
    },
  };
}

/** Names by what stands before them in an identity: kind, and tenant where there is one. */
function namesOf(identities: Iterable<string>): ReadonlyMap<string, string[]> {
  const names = new Map<string, string[]>();
  for (const identity of identities) {
    const start = identity.lastIndexOf('/') + 1;
    const known = names.get(identity.slice(0, start));
    if (known === undefined) names.set(identity.slice(0, start), [identity.slice(start)]);
    else known.push(identity.slice(start));
  }
  return names;
}

/** "did you mean …", or what there is. */
export function amongst(name: string, candidates: Iterable<string>, what: string): () => string {
  return () => {
    const names = [...candidates];
    return didYouMean(name, names) ?? allOf(names, what);
  };
}

/** What there is, where likeness means nothing: an address is not near to another because it looks like it. */
export function allOf(names: readonly string[], what: string): string {
  if (names.length === 0) return `there are no ${what}`;
  return `${what}: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`;
}
