import { podSecurityFieldViolations, podSecurityMessage } from '../../kubernetes/pod-security/violations.js';
import type { Context } from '../context.js';
import { namespaceOf } from '../judged-object.js';
import type { JudgedPod } from '../pods.js';
import type { Violation } from '../rule.js';
import { Standards } from './standards.js';

const NONE: readonly Violation[] = [];

const judged = new WeakMap<Context, ReadonlyMap<string, readonly Violation[]>>();

/** What one check of the Pod Security Standards has against all pods, which are judged once for all checks. */
export function violationsOf(context: Context, check: string): readonly Violation[] {
  let found = judged.get(context);
  if (found === undefined) {
    found = judge(context);
    judged.set(context, found);
  }
  return found.get(check) ?? NONE;
}

function judge(context: Context): ReadonlyMap<string, readonly Violation[]> {
  const standards = new Standards(context);
  const found = new Map<string, Violation[]>();
  for (const pod of context.pods)
    for (const { check, violation } of violationsIn(pod, standards)) {
      const group = found.get(check);
      if (group === undefined) found.set(check, [violation]);
      else group.push(violation);
    }
  return found;
}

/** Each field is found once, by the most severe standard that it violates. */
function* violationsIn(pod: JudgedPod, standards: Standards): Iterable<{ check: string; violation: Violation }> {
  const told = new Set<string>();
  for (const standard of standards.of(namespaceOf(pod.owner)))
    for (const { check, reason, detail, path, container } of podSecurityFieldViolations(
      pod,
      standard.level,
      standard.applied,
    )) {
      const field = JSON.stringify(path);
      if (told.has(field)) continue;
      told.add(field);
      const { severity } = standard;
      const verb = severity === 'error' ? 'violates' : 'would violate';
      const violation = {
        message: podSecurityMessage(standard, [{ reason, detail }], verb),
        severity,
        object: pod.owner,
        path: [...pod.path, ...path],
        ...(container === undefined ? {} : { container }),
      };
      yield { check, violation };
    }
}
