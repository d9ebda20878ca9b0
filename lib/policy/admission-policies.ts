import type { Context } from './context.js';
import { textAt } from './fields.js';
import type { JudgedObject } from './judged-object.js';

const GROUP = 'admissionregistration.k8s.io';

/** Kinds of admission policies; each has bindings of its own kind. */
export const POLICY_KINDS = ['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy'] as const;

export interface Binding {
  readonly judged: JudgedObject;
  readonly policyKind: (typeof POLICY_KINDS)[number];
  readonly policyName: string;
  readonly policy: JudgedObject | undefined;
}

export function bindingsOf({ objects }: Context): Binding[] {
  return POLICY_KINDS.flatMap((policyKind) =>
    objects.ofKind(`${GROUP}/${policyKind}Binding`).map((judged) => {
      const policyName = textAt(judged.object, 'spec', 'policyName') ?? '';
      return { judged, policyKind, policyName, policy: objects.named(`${GROUP}/${policyKind}`, policyName) };
    }),
  );
}

export function policiesOf({ objects }: Context): readonly JudgedObject[] {
  return POLICY_KINDS.flatMap((kind) => objects.ofKind(`${GROUP}/${kind}`));
}
