import type { Construct } from 'constructs';
import { BY_CONTROLLER } from './cel.js';
import { POD_VALIDATIONS, podVariables, TEMPLATE_VALIDATIONS } from './pod.js';
import { AdmissionPolicy } from './policy.js';

/**
 * Pods, and the ephemeral containers that are added to them. Of a pod that runs only what changes is judged: one from before
 * a grant was withdrawn can still be labelled, lose its finalizers and be deleted.
 */
export function addPodPolicy(scope: Construct): void {
  new AdmissionPolicy(scope, 'pods', {
    name: 'pods.bulkhead.dev',
    match: {
      resources: { '': ['pods', 'pods/ephemeralcontainers'] },
      operations: ['CREATE', 'UPDATE'],
    },
    conditions: { 'not-finished-by-a-controller': `request.operation == 'CREATE' || !${BY_CONTROLLER}` },
    variables: podVariables({ pod: 'object', former: 'oldObject', hasDefaults: false }),
    validations: POD_VALIDATIONS,
  });
}

/**
 * The templates that controllers make pods from, by the same rules. Were pods alone judged, Argo CD would sync a Deployment
 * whose pods are refused, and only events of its ReplicaSet would say so.
 */
export function addTemplatePolicies(scope: Construct, { hasDefaults }: { readonly hasDefaults: boolean }): void {
  const templates = [
    {
      id: 'pod-templates',
      resources: { apps: ['deployments', 'replicasets', 'statefulsets'], batch: ['jobs'] },
      at: 'spec.template',
    },
    { id: 'cronjobs', resources: { batch: ['cronjobs'] }, at: 'spec.jobTemplate.spec.template' },
  ];
  for (const { id, resources, at } of templates) {
    new AdmissionPolicy(scope, id, {
      name: `${id}.bulkhead.dev`,
      match: { resources, operations: ['CREATE', 'UPDATE'] },
      conditions: { 'template-is-new': `request.operation == 'CREATE' || object.${at} != oldObject.${at}` },
      variables: podVariables({ pod: `object.${at}`, hasDefaults }),
      validations: TEMPLATE_VALIDATIONS,
    });
  }
}
