import type { Path } from '../../kubernetes/json.js';
import type { Merged } from '../cluster.js';
import type { Cluster, Declaration, Tenant, Workload } from '../declaration.js';
import { identityOf } from '../declaration.js';
import { messageAt } from '../describe-issue.js';
import type { Doubt } from '../doubt.js';
import { isAnyOpen, isOpen } from '../open.js';
import { placeOf } from '../origin.js';
import type { Problem } from '../problem.js';
import { type ProtectedRange, protectedRanges } from '../protected-ranges.js';
import type { Kind } from '../schema/kinds.js';
import type { SourceFile } from '../source.js';
import { didYouMean } from '../suggest.js';

/** What a check works with: one environment, and a way to say what is wrong at a declared value. */
export interface CheckContext {
  readonly cluster: Cluster;
  report(declaration: Declaration, path: Path, message: string, more?: More): void;
  /** Whether something of that kind and name is declared, faulty or not; in doubt where something unreadable may be it. */
  isDeclared(kind: Kind, name: string, tenant?: string): boolean;
  /** In doubt where something unreadable may be one more of that kind. */
  mayHaveMore(kind: Kind, tenant: string): void;
  /** Names of that kind, for suggestions: the faulty ones included. */
  declared(kind: Kind, tenant?: string): readonly string[];
  /** What is asked of the declared values goes through this (see doubt), and `report` says only what is certain. */
  readonly doubt: Doubt;
  /** Each of these is a question of its own. */
  tenants(): Iterable<Tenant>;
  workloads(): Iterable<Workload>;
  /** The workloads whose tenant is declared. */
  owned(): Iterable<{ readonly tenant: Tenant; readonly workload: Workload }>;
  protectedRanges(): readonly ProtectedRange[];
  /** Whether something was reported in one of the documents of the declaration. */
  isFaulty(declaration: Declaration): boolean;
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

export function checkContext({ cluster, open }: Merged, doubt: Doubt, problems: Problem[]): CheckContext {
  const tenants = [...cluster.tenants.values()];
  const workloads = [...cluster.workloads.values()].flatMap((of) => [...of.values()]);
  const owned = workloads.flatMap((workload) => {
    const tenant = cluster.tenants.get(workload.tenant ?? '');
    return tenant === undefined ? [] : { tenant, workload };
  });
  const declared = new Set([...cluster.runtimes.values(), ...tenants, ...workloads].map(({ identity }) => identity));
  const names = namesOf(declared);
  const hint = hints();
  return {
    cluster,
    doubt,
    tenants: () => doubt.each(tenants),
    workloads: () => doubt.each(workloads),
    owned: () => doubt.each(owned),
    isFaulty: faultFinder(problems),
    protectedRanges: doubt.once(() => protectedRanges(cluster.environment)),
    declared: (kind, tenant) => names.get(identityOf(kind, '', tenant)) ?? [],
    isDeclared(kind, name, tenant) {
      if (declared.has(identityOf(kind, name, tenant))) return true;
      if (isOpen(open, kind, name, tenant)) doubt.raise();
      return false;
    },
    mayHaveMore(kind, tenant) {
      if (isAnyOpen(open, kind, tenant)) doubt.raise();
    },
    report(declaration, path, message, more = {}) {
      // Of a document that cannot be read only the file is known.
      if (doubt.isRaised || (declaration.lost && path.length > 0)) return;
      problems.push(doubt.ask(() => problemAt(declaration, path, message, more, hint)));
    },
  };
}

function faultFinder(problems: readonly Problem[]): (declaration: Declaration) => boolean {
  const faulty = new Map<SourceFile, Set<number | undefined>>();
  let known = 0;
  return ({ layers }) => {
    for (const { place } of problems.slice(known))
      faulty.set(place.file, (faulty.get(place.file) ?? new Set()).add(place.document));
    known = problems.length;
    // A problem without a document is one of the whole file.
    return layers.some(({ file, index }) => faulty.get(file)?.has(index) || faulty.get(file)?.has(undefined));
  };
}

function problemAt(
  declaration: Declaration,
  path: Path,
  message: string,
  { hint, part, related }: More,
  textOf: (file: SourceFile, hint: Hint) => string | undefined,
): Problem {
  const place = placeOf(declaration, path, part);
  const said = textOf(place.file, hint);
  return {
    place,
    message: messageAt(path, message),
    ...(said === undefined ? {} : { hint: said }),
    ...(related === undefined
      ? {}
      : { related: { place: placeOf(related.declaration, related.path, related.part), message: related.message } }),
  };
}

/** Works hints out, but for no more problems of a file than anybody reads. */
function hints(): (file: SourceFile, hint: Hint) => string | undefined {
  const given = new Map<SourceFile, number>();
  return (file, hint) => {
    if (typeof hint !== 'function') return hint;
    const before = given.get(file) ?? 0;
    given.set(file, before + 1);
    return before < MAX_HINTS ? hint() : undefined;
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
