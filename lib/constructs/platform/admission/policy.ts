import { Construct } from 'constructs';
import { TENANT } from '../../../config/labels.js';
import type { AdmissionMatch, AdmissionValidation } from '../../k8s.js';
import { KubernetesObject } from '../../kubernetes-object.js';

export interface AdmissionPolicyProps {
  readonly name: string;
  readonly match: Match;
  /** Requests for which one of these is false are not judged; CEL by a name for it. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** CEL by name; one may use those before it. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly validations: readonly Validation[];
}

/** What is judged: one shape of objects for each policy, or the API server's type checks warn of fields that one lacks. */
export interface Match {
  /** Plural names by API group. All are v1. */
  readonly resources: Readonly<Record<string, readonly string[]>>;
  readonly operations: readonly ('CREATE' | 'UPDATE')[];
  /** Where these are no tenant's: they have no namespace, and all of them are judged. */
  readonly ofNobody?: true;
}

/** What must be true, and what is said where it is not: a text, or CEL that makes one. */
export type Validation = Required<Pick<AdmissionValidation, 'expression'>> &
  (Pick<AdmissionValidation, 'message'> | Pick<AdmissionValidation, 'messageExpression'>);

/**
 * A ValidatingAdmissionPolicy and its binding, for objects in namespaces of tenants, for these namespaces themselves, and
 * for what no tenant has, such as nodes.
 * Its CEL holds constants only: what a tenant was granted is read from annotations of its namespace. Defaults are written
 * as the API server fills them in.
 */
export class AdmissionPolicy extends Construct {
  constructor(scope: Construct, id: string, { name, match, conditions, variables, validations }: AdmissionPolicyProps) {
    super(scope, id);
    new KubernetesObject(this, 'policy', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: constraintsOf(match),
        ...(conditions === undefined ? {} : { matchConditions: named(conditions) }),
        ...(variables === undefined ? {} : { variables: named(variables) }),
        // Without a reason the answer is 422 Invalid, as if the object were malformed.
        validations: validations.map((validation) => ({ ...validation, reason: 'Forbidden' })),
      },
    });
    new KubernetesObject(this, 'binding', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'], matchResources: boundTo(match) },
    });
  }
}

export function constraintsOf({ resources, operations, ofNobody }: Match): AdmissionMatch {
  return {
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
    resourceRules: Object.entries(resources).map(([group, names]) => ({
      apiGroups: [group],
      apiVersions: ['v1'],
      operations: [...operations],
      resources: [...names],
      scope: ofNobody || isOfNamespaces(resources) ? 'Cluster' : 'Namespaced',
    })),
  };
}

/** A selector of objects matches the old object or the new one: taking the label off does not escape it. */
export function boundTo({ resources, ofNobody }: Match): AdmissionMatch {
  if (ofNobody) return { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} };
  const tenants = { matchExpressions: [{ key: TENANT, operator: 'Exists' }] };
  const [namespaceSelector, objectSelector] = isOfNamespaces(resources) ? [{}, tenants] : [tenants, {}];
  return { matchPolicy: 'Equivalent', namespaceSelector, objectSelector };
}

function isOfNamespaces(resources: Match['resources']): boolean {
  return resources['']?.includes('namespaces') === true;
}

/** Variables and conditions are written alike. */
export function named(expressions: Readonly<Record<string, string>>): { name: string; expression: string }[] {
  return Object.entries(expressions).map(([name, expression]) => ({ name, expression }));
}
