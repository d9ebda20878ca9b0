import type { Cluster, Declaration, Environment, PolicyException, Runtime, Tenant, Workload } from './declaration.js';
import { declare } from './declare.js';
import type { Doubt } from './doubt.js';
import type { Judged } from './judge.js';
import type { Layer } from './layers.js';
import { isOpen } from './open.js';
import type { Problem } from './problem.js';
import { statementsOf } from './stack.js';

export interface Merged {
  readonly cluster: Cluster;
  /** Identities that may be declared as well, by what cannot be read or stands in a wrong place (see open). */
  readonly open: ReadonlySet<string>;
}

/** Merges the layers of one environment, left to right, and checks that every declaration that comes out is complete. */
export function clusterOf(
  name: string,
  stack: readonly Layer[],
  judged: Judged,
  doubt: Doubt,
  problems: Problem[],
): Merged | undefined {
  const declarations: Declaration[] = [];
  for (const group of statementsOf(stack, problems).values()) {
    const [first] = group;
    if (first === undefined) continue;
    // Within one layer nothing is declared twice; another may hold a patch that nobody can read.
    const isPatched = stack.some(
      ({ open, statements }) => isOpen(open, first.kind, first.name, first.tenant) && !statements.has(first.identity),
    );
    const declaration = declare(group, isPatched, judged, doubt, problems);
    if (declaration !== undefined) declarations.push(declaration);
  }
  const cluster = assemble(name, declarations);
  return cluster === undefined ? undefined : { cluster, open: new Set(stack.flatMap(({ open }) => [...open])) };
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

function byName<D extends Declaration>(declarations: readonly D[]): Map<string, D> {
  return new Map(
    declarations.toSorted((a, b) => compare(a.name, b.name)).map((declaration) => [declaration.name, declaration]),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
