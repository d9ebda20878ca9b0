import { formatPath, type Path } from '../kubernetes/json.js';
import type { Cluster, Declaration, Environment, PolicyException, Runtime, Tenant, Workload } from './declaration.js';
import { faultsIn, problemOf } from './describe-issue.js';
import { withSortedKeys } from './key-order.js';
import type { Layer, Statement } from './layers.js';
import { mergeLayers } from './merge.js';
import { placeOf } from './origin.js';
import type { Problem } from './problem.js';
import { idleRemovals } from './removals.js';
import { KINDS } from './schema/kinds.js';
import type { SourceDocument } from './source.js';
import { statementsOf } from './stack.js';

/** What every environment shares while a fleet is read. */
export interface Judged {
  /** Documents whose own fields, types and values are wrong. */
  readonly faulty: ReadonlySet<SourceDocument>;
  /** Specs of the documents that are complete by themselves, defaults filled in. */
  readonly complete: ReadonlyMap<SourceDocument, Declaration['spec']>;
  /** A document that nobody patches is the same declaration in all environments. */
  readonly alone: Map<SourceDocument, Declaration>;
}

export interface Merged {
  readonly cluster: Cluster;
  /** Identities that are declared but faulty: what refers to them is not to blame. */
  readonly faulty: ReadonlySet<string>;
}

/** Merges the layers of one environment, left to right, and checks that every declaration that comes out is complete. */
export function clusterOf(
  name: string,
  stack: readonly Layer[],
  judged: Judged,
  problems: Problem[],
): Merged | undefined {
  const declarations: Declaration[] = [];
  const faulty = new Set<string>();
  for (const [identity, group] of statementsOf(stack, problems)) {
    const declaration = declare(group, judged, problems);
    if (declaration !== undefined) declarations.push(declaration);
    else faulty.add(identity);
  }
  const cluster = assemble(name, declarations);
  return cluster === undefined ? undefined : { cluster, faulty };
}

function declare(group: readonly Statement[], judged: Judged, problems: Problem[]): Declaration | undefined {
  const [first] = group;
  if (first === undefined || group.some(({ document }) => judged.faulty.has(document))) return undefined;
  const layers = group.map(({ document }) => document);
  const alone = layers.length === 1 ? first.document : undefined;
  const known = alone === undefined ? undefined : judged.alone.get(alone);
  if (known !== undefined) return known;
  const complete = alone === undefined ? undefined : judged.complete.get(alone);
  const spec = complete ?? mergedSpec(first, layers, problems);
  if (spec === undefined) return undefined;
  const { kind, name, identity } = first;
  const tenant = first.tenant === undefined ? {} : { tenant: first.tenant };
  const declaration = { kind, name, ...tenant, identity, spec, declared: spec, layers };
  if (alone !== undefined) judged.alone.set(alone, declaration);
  return declaration;
}

/** Undefined where the layers together are not a complete declaration, which is reported. */
function mergedSpec(
  { kind, identity }: Statement,
  layers: readonly SourceDocument[],
  problems: Problem[],
): Declaration['spec'] | undefined {
  const removals = idleRemovals(layers);
  const spec = withSortedKeys(mergeLayers(layers.map(({ data }) => data)).spec ?? null);
  const result = KINDS[kind].spec.safeParse(spec);
  const missing = result.success ? [] : faultsIn(result.error.issues, KINDS[kind].spec, spec, ['spec']);
  problems.push(...removals);
  for (const fault of missing) {
    // What was removed for nothing is missing now: said once.
    if (removals.some(({ place }) => isSamePath(place.path ?? [], fault.path))) continue;
    problems.push(problemOf(fault, placeOf({ identity, layers }, fault.path, fault.part)));
  }
  return removals.length > 0 ? undefined : result.data;
}

function assemble(name: string, declarations: readonly Declaration[]): Cluster | undefined {
  const environment = declarations.find(
    (declaration): declaration is Environment => declaration.kind === 'Environment',
  );
  if (environment === undefined) return undefined;
  const workloads = new Map<string, Map<string, Workload>>();
  for (const declaration of declarations) {
    if (declaration.kind !== 'Workload' || declaration.tenant === undefined) continue;
    const known = workloads.get(declaration.tenant) ?? new Map<string, Workload>();
    workloads.set(declaration.tenant, known.set(declaration.name, declaration as Workload));
  }
  return {
    name,
    environment,
    runtimes: byName(declarations.filter((declaration): declaration is Runtime => declaration.kind === 'Runtime')),
    tenants: byName(declarations.filter((declaration): declaration is Tenant => declaration.kind === 'Tenant')),
    workloads: new Map(
      [...workloads].sort(([a], [b]) => compare(a, b)).map(([tenant, of]) => [tenant, byName([...of.values()])]),
    ),
    exceptions: declarations.filter(
      (declaration): declaration is PolicyException => declaration.kind === 'PolicyException',
    ),
  };
}

function isSamePath(a: Path, b: Path): boolean {
  return formatPath(a) === formatPath(b);
}

function byName<D extends Declaration>(declarations: readonly D[]): Map<string, D> {
  return new Map(
    declarations.toSorted((a, b) => compare(a.name, b.name)).map((declaration) => [declaration.name, declaration]),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
