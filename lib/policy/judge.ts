import type { PolicyException } from '../config/declaration.js';
import { placeOf } from '../config/origin.js';
import type { Place } from '../config/source.js';
import type { Path } from '../kubernetes/json.js';
import type { Change } from './change.js';
import type { Context } from './context.js';
import { covers, type ExceptionInUse, isInForce } from './exceptions.js';
import { type Finding, fingerprintOf, namedPath, type ObjectReference } from './finding.js';
import { type JudgedObject, namespaceOf } from './judged-object.js';
import { type NotEvaluated, notEvaluated } from './not-evaluated.js';
import type { Rule, Violation } from './rule.js';

/** Finds the places of a field. Asked only about what is found, so it may take its time. */
export interface Locator {
  /** The declared value that decides a field of a rendered object. */
  declaration(object: JudgedObject, path: Path): Place | undefined;
  /** The field in the manifest. */
  manifest(object: JudgedObject, path: Path): Place | undefined;
}

export interface Judgement {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** How many objects were judged. */
  readonly objects: number;
}

export interface Suppressed {
  readonly finding: Finding;
  readonly exception: PolicyException;
}

export interface Assignment {
  readonly rules: readonly Rule[];
  /** Ids of every rule there is: `rules` may be a choice. */
  readonly known: ReadonlySet<string>;
  readonly locator: Locator;
  /** YYYY-MM-DD, in UTC. */
  readonly today: string;
}

/** Judges an environment, or manifests without one. */
export function judge(context: Context, { rules, known, locator, today }: Assignment): Judgement {
  const environment = context.cluster?.name;
  const found = new Findings(locator, environment, (object) => tenantOf(context, object));
  let category = '';
  for (const rule of rules) {
    if (rule.scope !== 'environment') continue;
    const [own = ''] = rule.id.split('/');
    // Rules of one category ask the same questions, and stand together.
    if (own !== category) context.forget();
    category = own;
    for (const violation of rule.check(context)) found.add(rule, violation);
  }
  const { findings, suppressed, inUse } = excuse(found.all, context.cluster?.exceptions ?? [], today);
  const about = new Findings(locator, environment, () => undefined);
  const asked = new Set(rules.map(({ id }) => id));
  for (const rule of rules)
    if (rule.scope === 'exceptions')
      for (const violation of rule.check({ exceptions: inUse, today, rules: known, asked })) about.add(rule, violation);
  return {
    findings: [...findings, ...about.all],
    suppressed,
    notEvaluated: notEvaluated(context),
    objects: context.objects.all.length,
  };
}

/** Judges what a change does to all environments. The exceptions of those that it leads to count. */
export function judgeChange(change: Change, { rules, locator, today }: Omit<Assignment, 'known'>): Judgement {
  const found = new Findings(locator, undefined, () => undefined);
  for (const rule of rules)
    if (rule.scope === 'change') for (const violation of rule.check(change)) found.add(rule, violation);
  const exceptions = change.after.clusters.flatMap((cluster) => cluster.exceptions);
  const { findings, suppressed } = excuse(found.all, exceptions, today);
  return { findings, suppressed, notEvaluated: [], objects: 0 };
}

function excuse(
  all: readonly Finding[],
  exceptions: readonly PolicyException[],
  today: string,
): { findings: Finding[]; suppressed: Suppressed[]; inUse: ExceptionInUse[] } {
  const inUse = exceptions.map((exception) => ({ exception, excused: [] as Finding[] }));
  const findings: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of all) {
    // Each that covers it is in use: removing one of two would otherwise look free of consequences twice.
    const covering = inUse.filter(({ exception }) => covers(exception, finding));
    for (const { excused } of covering) excused.push(finding);
    const valid = covering.find(({ exception }) => isInForce(exception, today));
    if (valid === undefined) findings.push(finding);
    else suppressed.push({ finding, exception: valid.exception });
  }
  return { findings, suppressed, inUse };
}

class Findings {
  readonly all: Finding[] = [];
  private readonly locator: Locator;
  private readonly environment: string | undefined;
  private readonly tenantOf: (object: JudgedObject) => string | undefined;
  private readonly ordinals = new Map<string, number>();

  constructor(
    locator: Locator,
    environment: string | undefined,
    tenantOf: (object: JudgedObject) => string | undefined,
  ) {
    this.locator = locator;
    this.environment = environment;
    this.tenantOf = tenantOf;
  }

  add(
    rule: Rule,
    { message, severity = rule.severity, object, path = [], container, declared, related }: Violation,
  ): void {
    const subject = object === undefined ? declaredReference(declared) : referenceOf(object);
    const tenant = (object && this.tenantOf(object)) ?? tenantOfDeclared(declared);
    const declaration =
      declared === undefined
        ? object && this.locator.declaration(object, path)
        : placeOf(declared.declaration, declared.path);
    const manifest = object && this.locator.manifest(object, path);
    const other = related && this.locator.manifest(related.object, related.path ?? []);
    const fieldPath = object === undefined ? declared?.path : path;
    const root = object === undefined ? declared?.declaration.layers.at(-1)?.data : object.object;
    const finding = {
      rule,
      severity,
      message,
      ...(this.environment === undefined ? {} : { environment: this.environment }),
      ...(tenant === undefined ? {} : { tenant }),
      ...(subject === undefined ? {} : { object: subject }),
      ...(fieldPath === undefined || fieldPath.length === 0 ? {} : { path: namedPath(root, fieldPath) }),
      ...(container === undefined ? {} : { container }),
      ...(declaration === undefined ? {} : { declaration }),
      ...(manifest === undefined ? {} : { manifest }),
      ...(related === undefined || other === undefined ? {} : { related: { message: related.message, place: other } }),
    };
    const first = fingerprintOf(finding, 0);
    const ordinal = this.ordinals.get(first) ?? 0;
    this.ordinals.set(first, ordinal + 1);
    this.all.push({ ...finding, fingerprint: ordinal === 0 ? first : fingerprintOf(finding, ordinal) });
  }
}

function referenceOf({ object: { apiVersion, kind, metadata } }: JudgedObject): ObjectReference {
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(typeof namespace === 'string' ? { namespace } : {}), name };
}

/** A declaration is an object like any other: `Tenant shop` of bulkhead.dev. */
function declaredReference(declared: Violation['declared']): ObjectReference | undefined {
  if (declared === undefined) return undefined;
  const { kind, name } = declared.declaration;
  return { apiVersion: 'bulkhead.dev/v1alpha1', kind, name };
}

function tenantOfDeclared(declared: Violation['declared']): string | undefined {
  if (declared === undefined) return undefined;
  const { kind, name, tenant } = declared.declaration;
  return tenant ?? (kind === 'Tenant' ? name : undefined);
}

function tenantOf(context: Context, object: JudgedObject): string | undefined {
  const namespace = namespaceOf(object);
  const byNamespace = namespace === undefined ? undefined : context.tenantOf(namespace);
  return byNamespace ?? tenantOfDeclared(object.origin);
}
