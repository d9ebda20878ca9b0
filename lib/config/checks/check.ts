import type { Path } from '../../kubernetes/json.js';
import type { Cluster, Declaration } from '../declaration.js';
import { identityOf } from '../declaration.js';
import { messageAt } from '../describe-issue.js';
import { placeOf } from '../origin.js';
import type { Problem } from '../problem.js';
import type { Kind } from '../schema/kinds.js';
import { didYouMean } from '../suggest.js';

/** What a check works with: one environment, and a way to say what is wrong at a declared value. */
export interface CheckContext {
  readonly cluster: Cluster;
  report(declaration: Declaration, path: Path, message: string, more?: More): void;
  /** Whether something of that kind and name is declared, faulty or not. */
  isDeclared(kind: Kind, name: string, tenant?: string): boolean;
  /** Names of that kind, for suggestions: the faulty ones included. */
  declared(kind: Kind, tenant?: string): string[];
}

interface More {
  readonly hint?: string | undefined;
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
  return {
    cluster,
    declared(kind, tenant) {
      const prefix = identityOf(kind, '', tenant);
      return [...declared].flatMap((identity) => (identity.startsWith(prefix) ? identity.slice(prefix.length) : []));
    },
    isDeclared: (kind, name, tenant) => declared.has(identityOf(kind, name, tenant)),
    report(declaration, path, message, { hint, part, related } = {}) {
      problems.push({
        place: placeOf(declaration, path, part),
        message: messageAt(path, message),
        ...(hint === undefined ? {} : { hint }),
        ...(related === undefined
          ? {}
          : { related: { place: placeOf(related.declaration, related.path, related.part), message: related.message } }),
      });
    },
  };
}

/** "did you mean …", or what there is. */
export function amongst(name: string, candidates: Iterable<string>, what: string): string {
  const names = [...candidates];
  return didYouMean(name, names) ?? allOf(names, what);
}

/** What there is, where likeness means nothing: an address is not near to another because it looks like it. */
export function allOf(names: readonly string[], what: string): string {
  if (names.length === 0) return `there are no ${what}`;
  return `${what}: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`;
}
