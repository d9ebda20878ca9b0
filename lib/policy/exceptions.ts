import type { PolicyException } from '../config/declaration.js';
import { matchesSegment } from './field-scope.js';
import type { Finding } from './finding.js';

/** An exception and what it has excused in this run. */
export interface ExceptionInUse {
  readonly exception: PolicyException;
  readonly excused: readonly Finding[];
}

/** What rules about exceptions judge. */
export interface ExceptionsInUse {
  readonly exceptions: readonly ExceptionInUse[];
  /** YYYY-MM-DD, in UTC. */
  readonly today: string;
  /** Ids of every rule there is. */
  readonly rules: ReadonlySet<string>;
  /** Ids of the rules that were asked in this run: of others nobody knows whether they would find something. */
  readonly asked: ReadonlySet<string>;
}

/** Whether an exception still counts: to the end of its last day, in UTC. */
export function isInForce({ spec }: PolicyException, today: string): boolean {
  return today <= spec.expires;
}

/** Whether an exception covers a finding. What it does not name matches anything; what it names has to be there. */
export function covers({ spec: { rule, scope } }: PolicyException, finding: Finding): boolean {
  if (rule !== finding.rule.id) return false;
  const { object } = finding;
  const namespace = object?.kind === 'Namespace' ? object.name : object?.namespace;
  if (scope.tenant !== undefined && scope.tenant !== finding.tenant) return false;
  if (scope.namespace !== undefined && scope.namespace !== namespace) return false;
  if (scope.kind !== undefined && scope.kind !== object?.kind) return false;
  if (scope.name !== undefined && scope.name !== object?.name) return false;
  if (scope.container !== undefined && scope.container !== finding.container) return false;
  return scope.field === undefined || (finding.path !== undefined && matchesSegment(scope.field, finding.path));
}
