import {
  type FieldViolation,
  podSecurityFieldViolations,
  podSecurityMessage,
} from '../../kubernetes/pod-security/violations.js';
import type { Context } from '../context.js';
import { namespaceOf } from '../judged-object.js';
import type { JudgedPod } from '../pods.js';
import type { Violation } from '../rule.js';
import { type Standard, Standards } from './standards.js';

const NONE: readonly Violation[] = [];

/** What one check of the Pod Security Standards has against all pods, which are judged once for all checks. */
export function violationsOf(context: Context, check: string): readonly Violation[] {
  return context.recall(judge).get(check) ?? NONE;
}

function judge(context: Context): ReadonlyMap<string, readonly Violation[]> {
  const standards = new Standards(context);
  const found = new Map<string, Violation[]>();
  for (const pod of context.pods) {
    // Each field is found once, by the most severe standard that it violates.
    let told: Set<string> | undefined;
    for (const standard of standards.of(namespaceOf(pod.owner)))
      for (const violation of podSecurityFieldViolations(pod, standard.level, standard.applied)) {
        const field = JSON.stringify(violation.path);
        told ??= new Set();
        if (told.has(field)) continue;
        told.add(field);
        const group = found.get(violation.check);
        if (group === undefined) found.set(violation.check, [violationOf(pod, standard, violation)]);
        else group.push(violationOf(pod, standard, violation));
      }
  }
  return found;
}

function violationOf(pod: JudgedPod, standard: Standard, { path, container, ...told }: FieldViolation): Violation {
  const { severity } = standard;
  return {
    message: podSecurityMessage(standard, [told], severity === 'error' ? 'violates' : 'would violate'),
    severity,
    object: pod.owner,
    path: [...pod.path, ...path],
    ...(container === undefined ? {} : { container }),
  };
}
