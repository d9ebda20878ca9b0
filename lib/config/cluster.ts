import type { JsonObject } from '../kubernetes/json.js';
import type { Cluster, Declaration, Environment, PolicyException, Runtime, Tenant, Workload } from './declaration.js';
import { type Fault, faultsIn, faultsOf } from './describe-issue.js';
import type { Layer, Statement } from './layers.js';
import { mergePatch } from './merge.js';
import { placeOf } from './origin.js';
import type { Problem } from './problem.js';
import { documentSchema } from './schema/document.js';
import { KINDS, type Kind } from './schema/kinds.js';
import type { SourceDocument } from './source.js';

/** What every environment shares while a fleet is read: a document that nobody patches is checked once. */
export interface Checked {
  readonly specs: WeakMap<SourceDocument, Declaration>;
  /** Documents whose own fields, types and values were judged already. */
  readonly patches: WeakMap<SourceDocument, Fault[]>;
}

export interface Merged {
  readonly cluster: Cluster;
  /** Identities that are declared but faulty: what refers to them is not to blame. */
  readonly faulty: ReadonlySet<string>;
}

/** Merges the layers of one environment, left to right, and checks every declaration that comes out. */
export function clusterOf(
  name: string,
  layers: readonly Layer[],
  checked: Checked,
  problems: Problem[],
): Merged | undefined {
  const statements = new Map<string, Statement[]>();
  for (const layer of layers) {
    for (const [identity, statement] of layer.statements) {
      const known = statements.get(identity);
      if (known === undefined) statements.set(identity, [statement]);
      else known.push(statement);
    }
  }

  const declarations: Declaration[] = [];
  const dropped = new Set<string>();
  const faulty = new Set<string>();
  for (const [identity, group] of statements) {
    const live = sinceDropped(group);
    if (live.length === 0) dropped.add(identity);
    else {
      const declaration = declare(live, checked, problems);
      if (declaration !== undefined) declarations.push(declaration);
      else faulty.add(identity);
    }
  }
  const cluster = assemble(name, declarations, dropped);
  return cluster === undefined ? undefined : { cluster, faulty };
}

/** `spec: null` forgets what earlier layers declared. */
function sinceDropped(group: readonly Statement[]): Statement[] {
  const last = group.findLastIndex(({ document }) => document.data.spec === null);
  return group.slice(last + 1);
}

function declare(group: readonly Statement[], checked: Checked, problems: Problem[]): Declaration | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  const documents = group.map(({ document }) => document);
  const alone = documents.length === 1 ? documents[0] : undefined;
  const known = alone === undefined ? undefined : checked.specs.get(alone);
  if (known !== undefined) return known;

  const merged = documents.reduce<JsonObject>((target, { data }) => mergePatch(target, data) as JsonObject, {});
  const result = KINDS[first.kind].spec.safeParse(merged.spec);
  const head = { kind: first.kind, name: first.name, identity: first.identity, layers: documents };
  const tenant = first.tenant === undefined ? {} : { tenant: first.tenant };
  const spec = (result.success ? result.data : merged.spec) as Declaration['spec'];
  const declaration: Declaration = { ...head, ...tenant, spec, declared: spec };

  const own = documents.flatMap((document) => patchFaults(first.kind, document, checked, problems));
  if (!result.success && own.length === 0) {
    for (const fault of faultsIn(result.error.issues, KINDS[first.kind].spec, merged.spec, ['spec'])) {
      const hint = fault.hint === undefined ? {} : { hint: fault.hint };
      problems.push({ place: placeOf(declaration, fault.path, fault.part), message: fault.message, ...hint });
    }
  }
  if (!result.success || own.length > 0) return undefined;
  if (alone !== undefined) checked.specs.set(alone, declaration);
  return declaration;
}

/** Faults of one document as it stands in its file, reported once however many environments inherit it. */
export function patchFaults(kind: Kind, document: SourceDocument, checked: Checked, problems: Problem[]): Fault[] {
  const known = checked.patches.get(document);
  if (known !== undefined) return known;
  const faults = faultsOf(documentSchema(kind), document.data);
  checked.patches.set(document, faults);
  for (const { path, part, message, hint } of faults) {
    problems.push({
      place: { file: document.file, document: document.index, path, part },
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }
  return faults;
}

function assemble(
  name: string,
  declarations: readonly Declaration[],
  dropped: ReadonlySet<string>,
): Cluster | undefined {
  const environment = declarations.find(
    (declaration): declaration is Environment => declaration.kind === 'Environment',
  );
  if (environment === undefined) return undefined;
  const workloads = new Map<string, Map<string, Workload>>();
  for (const declaration of declarations) {
    if (declaration.kind !== 'Workload' || declaration.tenant === undefined) continue;
    // A tenant that a later layer drops takes the workloads with it that earlier layers gave it.
    if (dropped.has(`Tenant/${declaration.tenant}`)) continue;
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
