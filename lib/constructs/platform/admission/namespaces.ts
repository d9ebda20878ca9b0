import type { Construct } from 'constructs';
import { CONTACT, COST_CENTRE, GRANT, NAMESPACE_NAME, POD_SECURITY, TENANT } from '../../../config/labels.js';
import { AdmissionPolicy } from './policy.js';

const LABELS = [NAMESPACE_NAME, ...POD_SECURITY.flatMap(({ level, version }) => [level, version]), TENANT, COST_CENTRE];

/** Argo CD's own, and Rancher's, which Harvester is built on: none of them is read by what walls are made of. */
const LABELS_OF_OTHERS = '^(app[.]kubernetes[.]io/instance$|argocd[.]argoproj[.]io/|([^/]*[.])?cattle[.]io/)';

const ANNOTATIONS = [CONTACT, ...Object.values(GRANT)];

/**
 * The namespaces of tenants: no label and no annotation is added that a wall reads, such as one that a mesh, a NetworkPolicy
 * of the platform or a scheduler goes by. Argo CD heals what is changed of what it wrote and does not see what is added.
 * What is there already stays, so that nobody is stuck.
 */
export function addNamespacePolicy(scope: Construct): void {
  const text = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');
  const map = (field: string) => `object.metadata.?${field}.orValue({})`;
  const former = (field: string) => `request.operation == 'CREATE' ? {} : oldObject.metadata.?${field}.orValue({})`;
  new AdmissionPolicy(scope, 'namespaces', {
    name: 'namespaces.bulkhead.dev',
    match: { resources: { '': ['namespaces'] }, operations: ['CREATE', 'UPDATE'] },
    variables: {
      labels: map('labels'),
      formerLabels: former('labels'),
      annotations: map('annotations'),
      formerAnnotations: former('annotations'),
      declaredLabels: `variables.annotations[?'${GRANT.namespaceLabels}'].orValue('').split(',')`,
      foreignLabels: [
        'variables.labels.filter(key, !(key in variables.formerLabels)',
        `!(key in [${text(LABELS)}])`,
        '!(key in variables.declaredLabels)',
        `!key.matches('${LABELS_OF_OTHERS}'))`,
      ].join(' && '),
      foreignAnnotations: [
        'variables.annotations.filter(key, !(key in variables.formerAnnotations)',
        `!(key in [${text(ANNOTATIONS)}])`,
        "key.matches('^(bulkhead[.]dev|scheduler[.]alpha[.]kubernetes[.]io)/'))",
      ].join(' && '),
    },
    validations: [
      {
        expression: 'size(variables.foreignLabels) == 0',
        messageExpression:
          "'label ' + variables.foreignLabels.join(', ') + ' is not declared for this namespace: see namespaceLabels of its Tenant'",
      },
      {
        expression: 'size(variables.foreignAnnotations) == 0',
        messageExpression: "'annotation ' + variables.foreignAnnotations.join(', ') + ' is not one that is rendered'",
      },
    ],
  });
}
