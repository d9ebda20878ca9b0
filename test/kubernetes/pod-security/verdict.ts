import { expect } from 'vitest';
import { formatPath, type JsonObject } from '../../../lib/kubernetes/json.js';
import type { Level, PolicyVersion } from '../../../lib/kubernetes/pod-security/version.js';
import { podSecurityViolations, type Violation } from '../../../lib/kubernetes/pod-security/violations.js';

/** Containers by name, each with its security context. */
export function containers(contexts: Readonly<Record<string, JsonObject | undefined>>): JsonObject[] {
  return Object.entries(contexts).map(([name, securityContext]) =>
    securityContext ? { name, securityContext } : { name },
  );
}

/** One case of one check. */
export interface Case {
  readonly when: string;
  readonly spec: JsonObject;
  readonly annotations?: JsonObject;
  readonly version?: PolicyVersion;
  /** `reason (detail)`, and the fields that offend; nothing where the check has nothing against it. */
  readonly says?: string;
  readonly at?: readonly string[];
}

/** Whether the check says of a pod what the case expects, whatever others say. */
export function expectVerdict(check: string, level: Level, { spec, annotations, version, says, at }: Case): void {
  const metadata = annotations === undefined ? {} : { annotations };
  const violations = podSecurityViolations({ metadata, spec }, level, version ?? 'latest');
  const own = violations.filter((violation) => violation.check === check);
  expect(own.map(({ reason, detail }) => `${reason} (${detail})`)).toEqual(says === undefined ? [] : [says]);
  expect(own.flatMap(placesOf)).toEqual(at ?? []);
}

/** `app: spec.containers[0].ports[1].hostPort`; without a name for a field of the pod. */
export function placesOf({ paths }: Violation): string[] {
  return paths.map(({ path, container }) => (container === undefined ? '' : `${container}: `) + formatPath(path));
}
