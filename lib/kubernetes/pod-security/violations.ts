import type { JsonObject, Path } from '../json.js';
import type { Offence } from './check.js';
import { type Demand, demandsOf } from './checks.js';
import { CONTAINER_LISTS, Container, listOf, Pod } from './pod.js';
import { type Level, type LevelVersion, minorOf, type PolicyVersion } from './version.js';

/** What a check has against a pod. */
export interface Violation {
  /** Upstream's id of the check. */
  readonly check: string;
  /** Upstream's words, which those who asked the API server get to read. */
  readonly reason: string;
  readonly detail: string;
  readonly paths: readonly OffendingPath[];
}

/** A field that offends, or that is missing. */
export interface OffendingPath {
  /** From the pod: it starts with `spec` or `metadata`. */
  readonly path: Path;
  /** Name of the container that it concerns. */
  readonly container?: string;
}

/** What a check has against one field: its words for a pod that offends there and nowhere else. */
export interface FieldViolation extends OffendingPath {
  readonly check: string;
  readonly reason: string;
  readonly detail: string;
}

type Judged = { readonly metadata?: JsonObject; readonly spec: JsonObject };

/**
 * What the Pod Security Standards of that level and version have against a pod, in upstream's order; empty where the pod
 * is admitted. The pod may have any shape: what has a wrong type, the API server refuses, and counts here as left out.
 * Upstream: policy/registry.go, EvaluatePod, of what the API server has made of the pod by then. Where the API server
 * fills in a field that matters, the check says so.
 */
export function podSecurityViolations(pod: Judged, level: Level, version: PolicyVersion): readonly Violation[] {
  return offended(pod, level, version).map(([demand, offences]) => violation(demand, offences));
}

/** The same, field by field. */
export function podSecurityFieldViolations(
  pod: Judged,
  level: Level,
  version: PolicyVersion,
): readonly FieldViolation[] {
  return offended(pod, level, version).flatMap(([{ check, describe }, offences]) => {
    const { of = offences } = describe(offences);
    return of.map((offence) => {
      const { reason, detail } = describe([offence]);
      return { check, reason, detail, ...offendingPath(offence) };
    });
  });
}

/**
 * What the API server says of a pod that it does not admit, or would not if the level were enforced.
 * Upstream: admission/admission.go, EvaluatePod; policy/checks.go, ForbiddenDetail.
 */
export function podSecurityMessage(
  { level, version }: LevelVersion,
  violations: readonly Pick<Violation, 'reason' | 'detail'>[],
  verb: 'violates' | 'would violate' = 'violates',
): string {
  const all = violations.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`));
  return `${verb} PodSecurity "${level}:${version}": ${all.join(', ')}`;
}

const NONE: readonly [Demand, Offence[]][] = Object.freeze([]);

/** The demands that a pod offends, and how. */
function offended(pod: Judged, level: Level, version: PolicyVersion): readonly [Demand, Offence[]][] {
  if (level === 'privileged') return NONE;
  const demands = demandsOf(level, minorOf(version));
  const offences = offencesIn(new Pod(pod), demands);
  if (offences === undefined) return NONE;
  return demands.flatMap((demand, index) => {
    const found = offences[index];
    return found === undefined ? [] : [[demand, found] as [Demand, Offence[]]];
  });
}

/** By the index of the demand; undefined where nothing offends, as it mostly is. */
function offencesIn(pod: Pod, demands: readonly Demand[]): Offence[][] | undefined {
  let offences: Offence[][] | undefined;
  let current = 0;
  const report = (offence: Offence) => {
    offences ??= [];
    offences[current] ??= [];
    offences[current]?.push(offence);
  };
  demands.forEach((demand, index) => {
    current = index;
    if (!demand.exempts?.(pod)) demand.pod?.(pod, report);
  });
  for (const list of CONTAINER_LISTS)
    listOf(pod.spec[list]).forEach((fields, at) => {
      const container = new Container(list, at, fields);
      demands.forEach((demand, index) => {
        current = index;
        if (!demand.exempts?.(pod)) demand.container?.(container, pod, report);
      });
    });
  return offences;
}

function violation({ check, describe }: Demand, offences: readonly Offence[]): Violation {
  const { reason, detail, of = offences } = describe(offences);
  return { check, reason, detail, paths: of.map(offendingPath) };
}

function offendingPath({ container, about, at }: Offence): OffendingPath {
  if (container !== undefined) return { path: [...container.path, ...at], container: container.name };
  return about === undefined ? { path: at } : { path: at, container: about };
}
